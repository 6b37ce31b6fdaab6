import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Problem } from '../../src/problem.ts'
import { reportGithub } from '../../src/report/github.ts'
import { reportData } from '../../src/report/json.ts'
import { printJson } from '../../src/report/print-json.ts'
import { reportSchema } from '../../src/report/schema.ts'
import { page, readFiles, settings } from '../files.ts'

const schema = z.fromJSONSchema(reportSchema as unknown as Parameters<typeof z.fromJSONSchema>[0])

const problem = (rest: Partial<Problem> = {}): Problem => ({
  rule: 'rule',
  severity: 'error',
  at: { file: 'p.md', line: 1, column: 2, length: 3 },
  what: 'What it is.',
  why: 'Why it matters.',
  fix: 'What to do.',
  ...rest,
})
const sources = new Map([['p.md', { lines: ['abcdef', 'two'] }]])
const self = (file: string): string => file

test('as data: everything that the text says, where it stands, and the line', () => {
  const { problems, sources } = readFiles({
    ...settings,
    'b.md': page('## Why?\n\nSee [why](#wy) and <b>that.\n'),
    'c.md': 'No front matter.\n',
  })
  const data = reportData(problems, sources)
  expect(schema.safeParse(data).error).toBeUndefined()
  expect(data).toMatchInlineSnapshot(`
    {
      "errors": 2,
      "problems": [
        {
          "column": 11,
          "endColumn": 14,
          "file": "content/b.md",
          "fix": "Did you mean "#why"?",
          "line": 8,
          "rule": "anchor",
          "severity": "error",
          "source": "See [why](#wy) and <b>that.",
          "what": "This page has no heading with the anchor "wy".",
          "why": "Readers would land at the top of the page and have to look for themselves.",
        },
        {
          "column": 20,
          "endColumn": 23,
          "file": "content/b.md",
          "fix": "Write it in Markdown, or put it between backticks if readers should see it.",
          "line": 8,
          "rule": "raw-html",
          "severity": "warning",
          "source": "See [why](#wy) and <b>that.",
          "what": "The HTML tag <b> is shown as text.",
          "why": "Content is data: HTML could carry code, and would bypass the design of the site.",
        },
        {
          "column": 1,
          "endColumn": 2,
          "file": "content/c.md",
          "fix": "Start the file with these lines:
    ---
    title: …
    category: …
    ---",
          "line": 1,
          "rule": "front-matter",
          "severity": "error",
          "source": "No front matter.",
          "what": "This page has no front matter.",
          "why": "Its title and its category cannot be guessed.",
        },
      ],
      "version": 1,
      "warnings": 1,
    }
  `)
})

test.each<[what: string, at: Problem['at'], endColumn: number, source: string | undefined]>([
  ['with a length', { file: 'p.md', line: 1, column: 2, length: 3 }, 5, 'abcdef'],
  ['without one, a sign', { file: 'p.md', line: 1, column: 2 }, 3, 'abcdef'],
  ['beyond the line, to its end', { file: 'p.md', line: 1, column: 5, length: 30 }, 7, 'abcdef'],
  ['behind the line', { file: 'p.md', line: 2, column: 9, length: 2 }, 10, 'two'],
  ['a folder', { file: 'content', line: 1, column: 1 }, 2, undefined],
])('as data, a place always has an end behind its start: %s', (_what, at, endColumn, source) => {
  const data = reportData([problem({ at })], sources)
  expect(schema.safeParse(data).error).toBeUndefined()
  expect(data.problems[0]).toMatchObject({ column: at.column, endColumn })
  expect(data.problems[0]?.source).toBe(source)
})

test('JSON holds no sign that steers a terminal, and says the same', () => {
  const data = { text: 'a\u001b[31m\u009b31m\u202e"\\\n\tü東' }
  const text = printJson(data)
  expect(JSON.parse(text)).toEqual(data)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
})

test('for GitHub: a command for each problem, and a count', () => {
  const problems = [problem(), problem({ severity: 'warning', at: { file: 'content', line: 1, column: 1 } })]
  expect(reportGithub(problems, sources, (file) => `docs/${file}`)).toBe(
    [
      '::error file=docs/p.md,line=1,col=2,title=rule::docs/p.md:1:2 What it is.%0AWhy it matters.%0AWhat to do.',
      '::warning file=docs/content,title=rule::docs/content What it is.%0AWhy it matters.%0AWhat to do.',
      '1 error, 1 warning.',
    ].join('\n'),
  )
  expect(reportGithub([], sources, self)).toBe('No problems.')
})

test('for GitHub, nothing that an author writes can be a command or end one', () => {
  const hostile = 'a,b:c%0A::stop-commands::x\r\n::error::y ##[add-mask]z\u001b[0m\u2028'
  const text = reportGithub(
    [problem({ at: { file: hostile, line: 1, column: 1, length: 1 }, what: hostile, fix: hostile })],
    sources,
    self,
  )
  const [command = '', ...rest] = text.split(/\r\n|[\n\r\u2028]/)
  expect(rest).toEqual(['1 error, 0 warnings.'])
  const [, properties = '', message = ''] = /^::error ([^:]*)::(.*)$/s.exec(command) ?? []
  const file = /^file=([^,]*),line=1,col=1,title=rule$/.exec(properties)?.[1] ?? ''
  const shown = hostile.replace('\u001b', '\\u001b').replace('\u2028', '\\u2028')
  // As the runner reads them back: https://github.com/actions/runner, ActionCommand.cs.
  const data = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
  expect(data(file.replaceAll('%3A', ':').replaceAll('%2C', ','))).toBe(shown)
  expect(data(message)).toBe(`${shown}:1:1 ${shown}\nWhy it matters.\n${shown}`)
})
