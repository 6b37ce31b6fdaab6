import { expect, test } from 'vitest'
import { report } from '../src/report.ts'
import { page, readFiles, settings } from './files.ts'

test('a report quotes the line, marks the place, and says what, why and how to mend it', () => {
  const { problems, sources } = readFiles({
    ...settings,
    'b.md': page('## Why?\n\nSee [this](#wy) and <b>that</b>.\n'),
  })
  expect(report(problems, sources)).toMatchInlineSnapshot(`
    "content/b.md:8:12 error (anchor)
      | See [this](#wy) and <b>that</b>.
      |            ^^^
      What: This page has no heading with the anchor "wy".
      Why:  Readers would land at the top of the page and have to look for themselves.
      Mend: Did you mean "#why"?

    content/b.md:8:21 warning (raw-html)
      | See [this](#wy) and <b>that</b>.
      |                     ^^^
      What: The HTML tag <b> is shown as text.
      Why:  Content is data: HTML could carry code, and would bypass the design of the site.
      Mend: Write it in Markdown, or put it between backticks if readers should see it.

    content/b.md:8:28 warning (raw-html)
      | See [this](#wy) and <b>that</b>.
      |                            ^^^^
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
