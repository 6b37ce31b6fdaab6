import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importSite } from '../../src/import/index.ts'
import type { OldFile } from '../../src/import/old-site.ts'
import { generators } from '../../src/import/recognise.ts'
import { readFiles } from '../files.ts'
import { oddities } from '../oddities.ts'
import { tries } from '../properties.ts'
import { anyFrontMatter, anyMarkdown, anyText } from '../texts.ts'

/** Pieces of the dialects that an import reads, whole and broken. */
const dialects = fc.constantFrom(
  ...[
    '{% include x.md %}',
    '{% raw %}{{ x }}',
    '{{ page.title }}',
    '{{ "a" | b: c }}',
    '{: .class #id }',
    '{:toc}',
    '* TOC\n{:toc}',
  ],
  ...[
    '!!! note "T"\n    text',
    '??? tip\n    text',
    '=== "Tab"\n    text',
    '--8<-- "x.md"',
    '[TOC]',
    '^^a^^ ==b== ++c++',
    ':smile:',
  ],
  ...[
    ':::note T\ntext\n:::',
    ':::',
    '::: tip\n::: tip\n:::',
    'import X from "x"',
    'export const a = {',
    '<X prop={`a`}>',
    '<Tabs>',
  ],
  ...[
    '<details><summary>T</summary>\n\ntext\n\n</details>',
    '<details>',
    '</details>',
    '<summary>',
    '<script setup>\nlet a',
    '<br/>',
  ],
  ...[
    '{{< ref "other.md" >}}',
    '{{% note %}}',
    '{{< figure src="a.png" >}}',
    '{{<',
    '%}',
    '<!--truncate-->',
    '{/* c */}',
    '$$\na',
    '$a',
  ],
  ...[
    '<table><tr><td>a<td>b</table>',
    '<table>',
    '<table><tr><th colspan=9999999>a</table>',
    '<a href="other.md">x</a>',
    '<img src=x>',
  ],
  ...[
    '```js title="a" {1,3}',
    '<<< @/a.js',
    '<dl><dt>a<dd>b</dl>',
    '<p align=center>',
    '<!-- a',
    '{#id}',
    '**Q: Who?**',
    'Q: a\nA: b',
  ],
)
const oldMarkdown = fc
  .array(fc.oneof({ weight: 1, arbitrary: anyMarkdown }, { weight: 2, arbitrary: dialects }), { maxLength: 6 })
  .map((parts) => parts.join('\n\n'))

const oldFront = fc.oneof(
  { weight: 3, arbitrary: anyFrontMatter },
  { weight: 1, arbitrary: anyText.map((text) => `+++\ntitle = ${JSON.stringify(text)}\nweight = 1e400\n+++\n`) },
  {
    weight: 1,
    arbitrary: anyText.map((text) => `{\n"title": ${JSON.stringify(text)},\n"__proto__": { "draft": true }\n}\n`),
  },
  { weight: 1, arbitrary: fc.constant('') },
)

const settings = fc.constantFrom(
  ...['', 'title: T', 'title: [', '__proto__: { title: x }', 'nav: [{ A: part/page.md }, { __proto__: [other.md] }]'],
  ...[
    'nav: &a [*a]',
    'baseURL: "::"',
    'url: "https://example.org/x/"',
    'baseurl: //',
    'permalink: /:x/:title',
    'docs_dir: ..',
  ],
)

const file = (path: string, text: string): OldFile => ({ path, onDisk: path, text })

const settingsFile: Readonly<Record<string, string>> = {
  jekyll: '_config.yml',
  mkdocs: 'mkdocs.yml',
  hugo: 'hugo.yaml',
}
const pagesIn: Readonly<Record<string, string>> = { mkdocs: 'docs/', docusaurus: 'docs/', hugo: 'content/' }

test.each(generators.map(({ name }) => name))(
  '%s: any old page becomes one that the gate takes or tells of',
  (name) => {
    const generator = generators.find((one) => one.name === name)
    if (!generator) throw new Error(`There is no generator "${name}".`)
    const folder = pagesIn[name] ?? ''
    const property = fc.property(oldFront, oldMarkdown, settings, (front, body, setup) => {
      const old = [
        file(`${folder}part/page.md`, `${front}\n${body}\n`),
        file(`${folder}other.md`, '# Other\n\n## Two?\n\nText.\n'),
        file(settingsFile[name] ?? 'settings.yml', setup),
      ]
      const { files, summary } = importSite(old, { generator, from: 'old', found: [] })
      const read = readFiles(Object.fromEntries(files.map(({ path, content }) => [path, content])))
      expect(oddities(read)).toEqual([])
      for (const { file, line } of summary.findings) {
        const lines = old.find(({ path }) => path === file)?.text?.split('\n').length ?? 1
        expect(Number.isInteger(line) && line >= 1 && line <= lines, `${file}:${line} of ${lines}`).toBe(true)
      }
    })
    fc.assert(property, tries(40))
  },
)

/** What an old page may hold between its links; nothing of it is one. */
const between = fc.constantFrom(
  ' ',
  '\n',
  '\n\n',
  ' (',
  '), ',
  '**',
  ' `[a](b)` ',
  '\n\n> ',
  '\n- ',
  '\n\n```\n[a](b.md)\n```\n\n',
  ' é ',
  ' 🙂 ',
)
const goodTarget = fc.constantFrom(
  ...[
    '../other.md',
    '../other.md#two',
    '<../other.md#two>',
    '../other.md "t"',
    '../other.md?q=1#two',
    'page.md',
    '#here',
    '../a%20b.png',
  ],
  ...['https://example.org/a_(b)', 'mailto:a@example.org', '<../a b.png>'],
)

test('links that lead somewhere lead there still, and what stands between them stays', () => {
  const property = fc.property(fc.array(fc.tuple(goodTarget, between), { minLength: 1, maxLength: 12 }), (parts) => {
    const links = parts.map(([target, after], number) => `[word${number}](${target})${after}`)
    const body = `${links.join('')}end`
    const generator = generators.find(({ name }) => name === 'plain')
    if (!generator) throw new Error('There is no generator for plain Markdown.')
    const old = [
      file('part/page.md', `# A page\n\n## Here\n\n${body}\n`),
      file('other.md', '# Other\n\n## Two\n\nText.\n'),
      { path: 'a b.png', onDisk: 'a b.png' },
    ]
    const { files, copies, summary } = importSite(old, { generator, from: 'old', found: [] })
    expect(summary.findings.filter(({ kind }) => /^(link|image|anchor)$/.test(kind))).toEqual([])
    const read = readFiles({
      ...Object.fromEntries(files.map(({ path, content }) => [path, content])),
      ...Object.fromEntries(copies.map(({ path }) => [path, Buffer.from('png')])),
    })
    expect(read.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const made = files.find(({ path }) => path === 'part/page.md')?.content ?? ''
    const withoutTargets = (text: string): string =>
      text.replace(/\]\((?:<[^>]*>|[^\s()]*(?:\([^\s()]*\))?)(?: "t")?\)/g, ']').trim()
    expect(withoutTargets(made.slice(made.indexOf('[word0]')))).toBe(withoutTargets(body))
  })
  fc.assert(property, tries(100))
})
