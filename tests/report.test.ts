import { expect, test } from 'vitest'
import type { Paint } from '../src/paint.ts'
import type { Problem } from '../src/problem.ts'
import { columnsOf } from '../src/report/columns.ts'
import { report } from '../src/report.ts'
import { page, readFiles, settings } from './files.ts'

test('a report quotes the line, marks the place, and says what, why and how to mend it', () => {
  const { problems, sources } = readFiles({
    ...settings,
    'b.md': page('## Why?\n\nSee [why](#wy) and <b>that</b>.\n'),
  })
  expect(report(problems, sources)).toMatchInlineSnapshot(`
    "content/b.md:8:11 error (anchor)
      | See [why](#wy) and <b>that</b>.
      |           ^^^
      What: This page has no heading with the anchor "wy".
      Why:  Readers would land at the top of the page and have to look for themselves.
      Mend: Did you mean "#why"?

    content/b.md:8:20 warning (raw-html)
      | See [why](#wy) and <b>that</b>.
      |                    ^^^
      What: The HTML tag <b> is shown as text.
      Why:  Content is data: HTML could carry code, and would bypass the design of the site.
      Mend: Write it in Markdown, or put it between backticks if readers should see it.

    content/b.md:8:27 warning (raw-html)
      | See [why](#wy) and <b>that</b>.
      |                           ^^^^
      What: The HTML tag </b> is shown as text.
      Why:  Content is data: HTML could carry code, and would bypass the design of the site.
      Mend: Write it in Markdown, or put it between backticks if readers should see it.

    1 error, 2 warnings."
  `)
})

test('signs that move a cursor are shown, not obeyed', () => {
  const { problems, sources } = readFiles({ ...settings, 'b.md': page('[\u001b[31mred\u202e](#no)\n') })
  const text = report(problems, sources)
  expect([...text].filter((sign) => sign === '\u001b' || sign === '\u202e')).toEqual([])
  expect(text).toContain('\\u001b[31mred\\u202e')
})

test('a very long line is quoted around the place', () => {
  const { problems, sources } = readFiles({
    ...settings,
    'b.md': page(`${'word '.repeat(100)}[x](#no) ${'word '.repeat(100)}\n`),
  })
  const lines = report(problems, sources).split('\n')
  expect(lines[1]?.length).toBeLessThan(110)
  expect(lines[2]?.indexOf('^')).toBe(lines[1]?.indexOf('#no'))
})

test('what is quoted in a message never goes on for ever', () => {
  const question = `Why ${'so '.repeat(4000)}long?`
  const { problems } = readFiles({
    ...settings,
    'b.md': page(`## ${question}\n\nOne.\n\n## ${question}\n\n[Two](#no)\n`),
  })
  expect(problems.length).toBeGreaterThan(1)
  for (const { what, fix } of problems) expect(`${what}${fix}`.length).toBeLessThan(2200)
})

const lineOf = (source: string) => new Map([['p.md', { lines: [source] }]])

const problemAt = (at: Partial<Problem['at']>, rest: Partial<Problem> = {}): Problem => ({
  rule: 'rule',
  severity: 'error',
  at: { file: 'p.md', line: 1, column: 1, ...at },
  what: 'What it is.',
  why: 'Why it matters.',
  fix: 'What to do.',
  ...rest,
})

/** The line and the marks under it, as they are printed. */
const quoted = (source: string, column: number, length?: number): string[] =>
  report([problemAt({ column, ...(length === undefined ? {} : { length }) })], lineOf(source))
    .split('\n')
    .slice(1, 3)
    .map((line) => line.replace(/^ {2}\| /, ''))

test.each<[what: string, source: string, meant: string, marks: string]>([
  ['plain letters', 'See this one.', 'this', '    ^^^^'],
  ['East Asian signs take two columns', '東京 は 首都?', '首都', '        ^^^^'],
  ['full-width letters too', 'ＡＢ x', 'x', '     ^'],
  ['Korean in one piece and in letters', '한 \u1112\u1161\u11ab x', 'x', '      ^'],
  ['an accent of its own takes none', 'cafe\u0301 x', 'x', '     ^'],
  ['many accents on one letter', `a${'\u0300'.repeat(20)} x`, 'x', '  ^'],
  ['a picture takes two', '🙂 x', 'x', '   ^'],
  ['a family is one picture', '👩\u200d👩\u200d👧 x', 'x', '   ^'],
  ['so is a flag', '🇬🇧 x', 'x', '   ^'],
  ['and a sign that asks to be a picture', '❤\ufe0f x', 'x', '   ^'],
  ['the picture itself', 'a 👩\u200d👩\u200d👧 b', '👩\u200d👩\u200d👧', '  ^^'],
  ['half a picture', 'a 🙂 b', '\ude42', '  ^^'],
  ['a tab takes four', '\tx\ty', 'y', '         ^'],
  ['a mark of no width', 'a\u200bb', 'b', ' ^'],
  ['a sign that would steer a terminal is spelt out', '\u001b[31m x', 'x', '           ^'],
  ['a sign that would turn the line round', '\u202eab x', 'x', '         ^'],
])('marks stand under the place: %s', (_what, source, meant, marks) => {
  expect(quoted(source, source.indexOf(meant) + 1, meant.length)[1]).toBe(marks)
})

test.each<[what: string, source: string, column: number, length: number | undefined, marks: string]>([
  ['no length is one sign', 'abc', 2, undefined, ' ^'],
  ['a length beyond the line ends with it', 'abc', 2, 50, ' ^^'],
  ['the place behind the last sign', 'abc', 4, undefined, '   ^'],
  ['a place further on', 'abc', 90, 5, '   ^'],
  ['before the start', 'abc', 0, 1, '^'],
])('a place at the edge: %s', (_what, source, column, length, marks) => {
  expect(quoted(source, column, length)).toEqual([source, marks])
})

test.each([
  ['letters', 'word ', 500],
  ['signs of two columns', '東京は', 700],
  ['pictures of many characters', '👩\u200d👩\u200d👧\u200d👦', 700],
])('of a very long line of %s, what is quoted fits, and the marks stand under the place', (_what, filler, times) => {
  const before = filler.repeat(times)
  const [line = '', marks = ''] = quoted(`${before}[x](#no)${before}`, before.length + 5, 3)
  expect(columnsOf(line)).toBeLessThanOrEqual(102)
  expect(columnsOf(line.slice(0, line.indexOf('#no')))).toBe(marks.indexOf('^'))
  expect(line).toMatch(/^….*…$/u)
})

test.each<[what: string, text: string]>([
  ['a folder has no line', report([problemAt({ file: 'content' })], new Map())],
  [
    'a file that cannot be read as text may have one',
    report([problemAt({ file: 'latin.md', line: 3, column: 7 })], new Map()),
  ],
  ['an empty line has nothing to show', report([problemAt({ line: 2 })], new Map([['p.md', { lines: ['x', ''] }]]))],
  ['a line behind the last', report([problemAt({ line: 9 })], lineOf('x'))],
  [
    'what is said over lines is set in',
    report([problemAt({}, { what: 'One.\nTwo.', why: 'Three.\nFour.', fix: 'Five.\nSix.' })], lineOf('x')),
  ],
  [
    'counted',
    report(
      [problemAt({}), problemAt({}, { severity: 'warning' }), problemAt({}, { severity: 'warning' })],
      lineOf('x'),
    ),
  ],
  ['nothing', report([], new Map())],
])('as text: %s', (_what, text) => {
  expect(text).toMatchSnapshot()
})

test('in colours the words are the same', () => {
  const paint: Paint = (style, text) => `<${style}>${text}</${style}>`
  const problems = [problemAt({ column: 2, length: 2 }), problemAt({}, { severity: 'warning' })]
  const painted = report(problems, lineOf('a ^^ b'), paint)
  expect(painted.replaceAll(/<\/?(error|warning|strong|quiet)>/g, '')).toBe(report(problems, lineOf('a ^^ b')))
  expect(painted).toContain('<strong>p.md:1:1</strong> <warning>warning</warning> (rule)')
  expect(painted).toContain('<quiet>|</quiet>  <error>^^</error>\n')
})
