import { describe, expect, test } from 'vitest'
import { withOldAnchors } from '../../src/import/anchors.ts'
import { importSite } from '../../src/import/index.ts'
import { readLiteral } from '../../src/import/literal.ts'
import type { AnchorRule, Finding, OldFile } from '../../src/import/old-site.ts'
import { printYaml } from '../../src/import/print.ts'
import { generators } from '../../src/import/recognise.ts'
import type { Files } from '../files.ts'

/** Imports an old site from memory. */
function imported(name: string, files: Files) {
  const generator = generators.find((one) => one.name === name)
  if (!generator) throw new Error(`There is no generator "${name}".`)
  const list = Object.entries(files).map(([path, text]): OldFile => ({ path, onDisk: path, text: String(text) }))
  const { files: made, summary } = importSite(list, { generator, from: 'old', found: [] })
  const page = (path: string): string =>
    (made.find((one) => one.path === path)?.content ?? '').replace(/^---\n[\s\S]*?\n---\n\n?/, '')
  return {
    page,
    made,
    summary,
    told: summary.findings.map(({ kind, was, done }: Finding) => `${kind}: ${was} (${done})`),
  }
}

/** What becomes of one body. */
const body = (name: string, text: string) => {
  const folder: Readonly<Record<string, string>> = { mkdocs: 'docs/', docusaurus: 'docs/', hugo: 'content/' }
  const { page, told } = imported(name, { [`${folder[name] ?? ''}part/page.md`]: `---\ntitle: T\n---\n\n${text}\n` })
  return { text: page('part/page.md').trim(), told }
}

describe('the address that a page had', () => {
  const addresses = (name: string, files: Files) =>
    imported(name, files).summary.pages.map(({ from, redirects }) => `${from}: ${redirects.join(' ')}`)

  test.each<[string, string, string, string]>([
    ['', 'k/b.md', '', '/k/b.html'],
    ['permalink: pretty', 'k/b.md', '', '/k/b/'],
    ['permalink: /:categories/:title/', 'k/b.md', '', '/k/b/'],
    ['permalink: none', 'k/b.md', '', '/k/b.html'],
    ['', 'k/b.md', 'permalink: /x/y.html', '/x/y.html'],
    ['', 'k/b.md', 'permalink: x', '/x/'],
    ['', 'k/b.md', 'permalink: /:path/:basename/old/', '/k/b/old/'],
    ['', '_posts/2024-01-02-hi.md', 'categories: [Big, small]', '/big/small/2024/01/02/hi.html'],
    ['permalink: /:year/:title.html', '_posts/2024-01-02-hi.md', '', '/2024/hi.html'],
    ['collections: { q: { output: true } }', '_q/in/one.md', '', '/q/in/one.html'],
    ['collections: { q: { permalink: "/faq/:name" } }', '_q/one.md', '', '/faq/one/'],
    ['defaults: [{ scope: { path: k }, values: { permalink: "/z/:basename/" } }]', 'k/b.md', '', '/z/b/'],
  ])('Jekyll: %j, %s, %j', (config, path, front, address) => {
    expect(addresses('jekyll', { '_config.yml': config, [path]: `---\ntitle: T\n${front}\n---\nText.\n` })).toEqual([
      `${path}: ${address}`,
    ])
  })

  test.each<[string, string, string]>([
    ['{}', 'docs/k/b.md', '/k/b/'],
    ['use_directory_urls: false', 'docs/k/b.md', '/k/b.html'],
    ['{}', 'docs/k/in/README.md', '/k/in/'],
    ['docs_dir: text', 'text/k/b.md', '/k/b/'],
  ])('MkDocs: %s, %s', (config, path, address) => {
    expect(addresses('mkdocs', { 'mkdocs.yml': config, [path]: 'Text.\n' })).toEqual([`${path}: ${address}`])
  })

  test.each<[string, string, string, string]>([
    ['{}', 'docs/02-k/01-b.md', '', '/docs/k/b/'],
    ["{ docs: { routeBasePath: '/' } }", 'docs/k/c.md', '', '/k/c/'],
    ['{}', 'docs/k/b.md', 'slug: /x', '/docs/x/'],
    ['{}', 'docs/k/b.md', 'slug: ./x', '/docs/k/x/'],
    ['{}', 'docs/k/b.md', 'id: other', '/docs/k/other/'],
    ['{}', 'docs/k/in/in.md', '', '/docs/k/in/'],
    ['{}', 'docs/k/2024-01-02-day.md', '', '/docs/k/2024-01-02-day/'],
    ['{}', 'blog/2024-01-02-day.md', '', '/blog/2024/01/02/day/'],
    ['{}', 'src/pages/k/b.md', '', '/k/b/'],
  ])('Docusaurus: %s, %s, %j', (preset, path, front, address) => {
    const config = `module.exports = { presets: [['classic', ${preset}]] }`
    expect(
      addresses('docusaurus', { 'docusaurus.config.js': config, [path]: `---\n${front || 'title: T'}\n---\nText.\n` }),
    ).toEqual([`${path}: ${address}`])
  })

  test.each<[string, string, string]>([
    ['{}', 'k/b.md', '/k/b.html'],
    ['{ cleanUrls: true }', 'k/b.md', '/k/b/'],
    ["{ srcDir: 'src' }", 'src/k/b.md', '/k/b.html'],
  ])('VitePress: %s, %s', (config, path, address) => {
    expect(addresses('vitepress', { '.vitepress/config.js': `export default ${config}`, [path]: 'Text.\n' })).toEqual([
      `${path}: ${address}`,
    ])
  })

  test.each<[string, string, string, string]>([
    ['', 'content/k/b.md', '', '/k/b/'],
    ['', 'content/k/My Page.md', '', '/k/my-page/'],
    ['uglyURLs = true', 'content/k/b.md', '', '/k/b.html'],
    ['', 'content/k/b.md', 'slug = "c"', '/k/c/'],
    ['', 'content/k/b.md', 'url = "/c/d.html"', '/c/d.html'],
    ['', 'content/k/b/index.md', '', '/k/b/'],
    ['', 'content/k/b.md', 'aliases = ["../up", "/x.html"]', '/k/b/ /up/ /x.html'],
    ['[permalinks]\nk = "/:sections/:filename/"', 'content/k/c/b.md', '', '/k/c/b/'],
  ])('Hugo: %j, %s, %j', (config, path, front, address) => {
    expect(addresses('hugo', { 'hugo.toml': config, [path]: `+++\n${front}\n+++\nText.\n` })).toEqual([
      `${path}: ${address}`,
    ])
  })
})

test.each<[AnchorRule, string, readonly string[]]>([
  ['github', "What's new -- here?", ['whats-new----here']],
  ['kramdown', '2. What’s Ümlaut_x?', ['whats-mlautx']],
  ['python', "What's new -- here?", ['whats-new-here']],
  ['python', 'Été', ['ete']],
  ['vitepress', "2 What's `x.y` -- Été?", ['_2-what-s-x-y-ete']],
  ['hugo', "What's new -- here? Été", ['whats-new----here-été']],
  ['github', 'Same\n\n## Same\n\n## Same', ['same', 'same-1', 'same-2']],
  ['python', 'Same\n\n## Same\n\n## Same', ['same', 'same_1', 'same_2']],
  ['github', 'A [link](x.md) and **bold** `code_x` {#own}', ['own']],
  ['github', 'A [link](x.md) and **bold** `code_x`', ['a-link-and-bold-code_x']],
])('%s anchors %j', (rule, text, anchors) => {
  const lines = `## ${text}`.split('\n').map((one, index) => ({ text: one, at: index + 1 }))
  const found = withOldAnchors(lines, rule, () => undefined)
  expect(found.flatMap(({ anchor }) => anchor ?? [])).toEqual(anchors)
})

test.each<[string, unknown, readonly string[]]>([
  [
    'export default { a: [1, -2.5, "x", true, null], "b-c": { d: `e` } }',
    { a: [1, -2.5, 'x', true, null], 'b-c': { d: 'e' } },
    [],
  ],
  ["module.exports = { a: \"it's // no comment\", /* b: 1, */ c: '\\'' }", { a: "it's // no comment", c: "'" }, []],
  ['const a = [{ x: 1 }]\nexport default defineConfig({ a, b: a })', { a: [{ x: 1 }], b: [{ x: 1 }] }, []],
  ['const c: Config = { t: 1 } as const\nexport default c satisfies Config', { t: 1 }, []],
  [
    'export default { a: run(1, 2), b: 2, ...more, c() { return { d: 1 } }, e: 3 }',
    { a: undefined, b: 2, e: 3 },
    ['run(1, 2)', '...more', '() { return { d: 1 } }'],
  ],
  ['export default { a: `x$' + '{process.env.X}`, b: 1 }', { a: undefined, b: 1 }, ['`x$' + '{process.env.X}`']],
  ['const a = a\nexport default { a }', { a: undefined }, ['a', 'a']],
  ['export default { a: [', { a: [] }, []],
  [`export default ${'['.repeat(500)}`, expect.anything(), [expect.anything()]],
  ['console.log(1)', undefined, []],
])('a script is read as data: %s', (source, value, unread) => {
  const told: string[] = []
  expect(readLiteral(source, (_line, _kind, was) => told.push(was))).toEqual(value)
  expect(told).toEqual(unread)
})

describe('one thing of the old Markdown at a time', () => {
  test.each<[string, string, string]>([
    ['plain', '**Q: One?**\n\n**A: Yes.**\n\nMore.', '## One?\n\n**Yes.**\n\nMore.'],
    ['plain', '**Q:** One\nof two?\nA: Yes.', '## One of two?\n\nYes.'],
    ['plain', '*Question 1:* One?\n\nAnswer 1: Yes.', '## One?\n\nYes.'],
    ['plain', 'Q. and A. are letters.', 'Q. and A. are letters.'],
    ['plain', '```\nQ: One?\nA: Two.\n```', '```\nQ: One?\nA: Two.\n```'],
    ['plain', '## Q: One?\n\nYes.', '## One? {#q-one}\n\nYes.'],
    [
      'plain',
      'A <b>bold</b>, <i>slanted</i>, <code>a &lt; b</code>, <a href="https://x.example/">link</a>.',
      'A **bold**, *slanted*, `a < b`, [link](https://x.example/).',
    ],
    ['plain', '`<b>code</b>` and <sup>up</sup><br/>', '`<b>code</b>` and <sup>up</sup><br/>'],
    ['plain', '<ul>\n<li>One\n<li>Two <ol><li>In</li></ol></li>\n</ul>\nText.', '- One\n- Two\n    1. In\n\nText.'],
    [
      'plain',
      '<h2 id="x">One</h2>\nText.<hr>\n<pre><code class="language-js">a &lt; b\n</code></pre>',
      '## One {#x}\nText.\n```js\na < b\n```',
    ],
    ['plain', '<!-- <b>kept</b>\nas it is -->\nText.', '<!-- <b>kept</b>\nas it is -->\nText.'],
    [
      'mkdocs',
      '!!! warning\n    One\n\n    ```\n    code\n    ```\nText.',
      '> [!WARNING]\n> One\n>\n> ```\n> code\n> ```\n\nText.',
    ],
    ['mkdocs', 'Text.\n\n    !!! note\n        in code', 'Text.\n\n    !!! note\n        in code'],
    ['mkdocs', 'Press ++ctrl+c++.', 'Press <kbd>ctrl</kbd>+<kbd>c</kbd>.'],
    ['docusaurus', ':::danger\n:::', '> [!CAUTION]'],
    ['docusaurus', ':::note\nnever closed', ':::note\nnever closed'],
    ['vitepress', '::: v-pre\n{{ shown }}\n:::', '{{ shown }}'],
    ['jekyll', 'One.\n{: .warning }\n\nTwo.', '> [!WARNING]\n> One.\n\nTwo.'],
    ['jekyll', '{: .note-title }\n> Mind\n>\n> The gap.', '> [!NOTE]\n> **Mind**\n>\n> The gap.'],
    [
      'hugo',
      '{{% hint %}}a{{% /hint %}} and {{< notice tip >}}b{{< /notice >}}',
      '> [!TIP]\n> a\n\nand\n\n> [!TIP]\n> b',
    ],
  ])('%s: %j', (name, text, expected) => {
    expect(body(name, text).text).toBe(expected)
  })

  test.each<[string, string, string]>([
    [
      'jekyll',
      '{% include a.html x="--" %}',
      'include: {% include a.html x="--" %} (left out, with a comment in its place: copy the text of that file here)',
    ],
    [
      'docusaurus',
      '<Chart data={[{ a: 1 }]} />',
      'component: <Chart data={[{ a: 1 }]} /> (left out, with a comment in its place)',
    ],
    ['plain', '<custom>text</custom>', 'HTML: <custom> (kept as text)'],
    [
      'plain',
      '<iframe src="https://x.example/"></iframe>',
      'HTML: <iframe src="https://x.example/"> (turned into a link)',
    ],
    [
      'plain',
      '<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>',
      'HTML table: <table><tr><td><table><tr><td>x</td></tr></table></td></tr></table> (kept as text, in a code block: a table in a table)',
    ],
    [
      'hugo',
      '{{< chart >}}',
      'shortcode: {{< chart >}} (left out, with a comment in its place; text inside it is kept)',
    ],
  ])('%s tells of %j', (name, text, expected) => {
    expect(body(name, text).told).toContain(expected)
  })
})

test('settings are printed as YAML that reads back as the same', async () => {
  const { parse } = await import('yaml')
  const data = {
    plain: 'Words, and more',
    colon: 'One: two',
    hash: 'a #b',
    word: 'yes',
    number: '12',
    day: '2026-01-31',
    period: '12 months',
    quote: 'say "x" \\ y',
    count: 3,
    flag: true,
    list: ['/a/', '- b', ''],
    group: { 'a-b': { redirect_from: ['/x/#y'] }, '1': 'x', null: 'y' },
    sources: [{ title: 'T', url: 'https://x.example/' }, 'S'],
  }
  expect(parse(printYaml(data))).toEqual(data)
})

test('a heading without words that cannot be mended does not keep the import busy for ever', () => {
  expect(body('mkdocs', '1. ###\n\n* > ## {#x}\n\n##### [two]\n\n[two]: #').text).toContain('[two]')
})

test('an old address that is none leaves the links of its page as they are, and throws nothing', () => {
  const { told } = imported('jekyll', {
    '_config.yml': '',
    'a.md': '---\ntitle: T\nredirect_from: https://\n---\n\n[x](<!>) [y](../\ud800)\n',
  })
  expect(told.filter((one) => one.startsWith('link'))).toHaveLength(2)
})
