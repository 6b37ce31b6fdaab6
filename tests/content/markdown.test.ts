import { expect, test } from 'vitest'
import { page as pageText, readFiles, readPage, settings, told } from '../files.ts'

const html = (markdown: string): string => readPage(`## Q?\n\n${markdown}\n`).answers[0]?.html ?? ''

test.each([
  [
    'a bare address',
    'See https://example.org/a/.',
    '<a href="https://example.org/a/" class="shown-address">https://example.org/a/</a>.',
  ],
  [
    'a bare address in brackets',
    '(https://example.org/a/)',
    '(<a href="https://example.org/a/" class="shown-address">https://example.org/a/</a>)',
  ],
  [
    'brackets inside a link text',
    '[(see here)](https://example.org/)',
    '<a href="https://example.org/">(see here)</a>',
  ],
  ['one space at the end of a line', 'one \ntwo', '<p>one\ntwo</p>'],
  ['two spaces at the end of a line', 'one  \ntwo', '<p>one<br>\ntwo</p>'],
  [
    'a name that looks like an address',
    'the file index.md and www.example.org',
    '<p>the file index.md and www.example.org</p>',
  ],
  [
    'harmless tags',
    'H<sub>2</sub>O, x<SUP>2</SUP>, <kbd>Esc</kbd>, a<br>b',
    '<p>H<sub>2</sub>O, x<sup>2</sup>, <kbd>Esc</kbd>, a<br>\nb</p>',
  ],
  ['a comment in a line', 'one <!-- two --> three', '<p>one  three</p>'],
  ['a comment over several lines', '<!-- one\n\ntwo -->\n\nthree', '<p>three</p>'],
  ['a comment in code', '`<!-- kept -->`', '<p><code>&lt;!-- kept --&gt;</code></p>'],
  ['template signs', '{{ page.title }} {% include x %}', '<p>{{ page.title }} {% include x %}</p>'],
  ['a definition list', 'Term\n: Meaning', '<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>'],
])('%s', (_name, markdown, expected) => {
  expect(html(markdown)).toContain(expected)
})

test('a numbered list keeps the paragraphs of an item inside it', () => {
  const list = html('1. One.\n\n2. Two.\n\n   More of two.\n\n   Still two.\n\n3. Three.')
  expect(list.match(/<ol>/g)).toHaveLength(1)
  expect(list.match(/<li>/g)).toHaveLength(3)
  expect(list).toContain('<li>\n<p>Two.</p>\n<p>More of two.</p>\n<p>Still two.</p>\n</li>')
})

test.each(['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'])('a callout as GitHub previews it: %s', (kind) => {
  const callout = html(`> [!${kind}]\n> Take **care**.\n>\n> > A quote inside.\n>\n> After it.`)
  const label = kind.charAt(0) + kind.slice(1).toLowerCase()
  expect(callout).toContain(
    `<div class="callout callout-${kind.toLowerCase()}" role="note"><p class="callout-label">${label}</p>`,
  )
  expect(callout).toContain('<strong>care</strong>')
  expect(callout).toMatch(/After it\.<\/p>\n<\/div>$/)
})

test('a callout takes no title from its author, so none can bring HTML in', () => {
  expect(html('> [!NOTE] <img src=x onerror=alert(1)>\n> Text.'.replace('<img', '\\<img'))).toContain('<blockquote>')
})

test('code is coloured, escaped, and can be reached by keyboard', () => {
  const code = html('```json\n{ "a": "<b>" }\n```')
  expect(code).toContain('<pre class="code" data-language="json" tabindex="0">')
  expect(code).toContain('hljs-string')
  expect(code).toContain('&lt;b&gt;')
  expect(html('```no-such-language\n<i>\n```')).toContain('<code>&lt;i&gt;\n</code>')
})

test('a wide table can be scrolled by keyboard and has a name', () => {
  expect(html('| a |\n| - |\n| b |')).toMatch(/<div class="table" role="group" aria-label="[^"]+" tabindex="0"><table>/)
})

test('where a table has no word in its corner, its first column names the rows', () => {
  const table = html('|  | A | |\n| - | -: | - |\n| b | 1 | |\n|  | 2 | 3 |')
  expect(table).toContain('<td></td>\n<th class="align-right">A</th>\n<td></td>')
  expect(table).toContain('<th scope="row">b</th>\n<td class="align-right">1</td>\n<td></td>')
  expect(table).toContain('<td></td>\n<td class="align-right">2</td>\n<td>3</td>')
  expect(html('| A | |\n| - | - |\n| b | c |')).not.toContain('<th scope')
})

test.each([
  ['<script>alert(1)</script>', 9],
  ['text <img src="x" onerror="alert(1)">', 14],
  ['<iframe src="https://example.org/"></iframe>', 9],
  ['<sup onclick="x">2</sup>', 9],
])('other raw HTML is shown as text, and said: %s', (markdown) => {
  const read = readFiles({ ...settings, 'a-page.md': pageText(`## Q?\n\n${markdown}\n`) })
  const [answer] = read.site.pages.flatMap(({ answers }) => answers)
  expect(answer?.html).not.toMatch(/<(script|img|iframe|sup)/)
  expect(answer?.html).toContain('&lt;')
  expect(told(read)[0]).toMatch(/^a-page\.md:8:\d+ raw-html$/)
})

test.each([
  [
    '<img src="https://example.org/plan.png">',
    'Save the picture beside this page and write: ![what it shows](picture.png), or',
  ],
  ['<iframe src="https://example.org/film"></iframe>', 'Link to it: [what is there](https://…), or'],
  ['<blink>Now</blink>', 'Write it in Markdown, or'],
])('of %s the author is told what to write', (written, fix) => {
  const [problem] = readFiles({ ...settings, 'a-page.md': pageText(written) }).problems
  expect(problem?.fix).toBe(`${fix} put it between backticks if readers should see it.`)
})

test('in the Markdown of an answer, links by reference have the first definition of their label, whatever its spaces', () => {
  const { site } = readFiles({
    ...settings,
    'b.md': pageText('[Two  labels ]: /topic/\n\n## One?\n\n[two LABELS]\n\n[two labels]: https://example.org/\n'),
  })
  expect(site.pages.find(({ path }) => path === 'b.md')?.answers[0]?.markdown).toBe(
    '[Two  labels ]: /topic/\n\n[two LABELS]\n\n[two labels]: https://example.org/',
  )
})

test('a key by the name of every object’s prototype is told of, wherever it stands', () => {
  const read = readFiles({
    ...settings,
    'search-tests.yml': '__proto__:\n  - { query: x, finds: /topic/ }\n',
    'b.md': pageText('Text.\n', 'title: B\nanswers:\n  __proto__: { owner: x }\n__proto__: { draft: true }'),
  })
  expect(told(read).filter((one) => one.endsWith('unknown-key'))).toEqual([
    'b.md:4:3 unknown-key',
    'b.md:5:1 unknown-key',
    'search-tests.yml:1:1 unknown-key',
  ])
})
