import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adjustableRules } from '../src/checks/index.ts'
import { frontMatter, glossaryFile, searchTestsFile, siteFile } from '../src/content/schema.ts'
import { enter } from '../src/links/enter.ts'
import { ledgerFile, printLedger } from '../src/links/ledger.ts'
import type { Problem } from '../src/problem.ts'
import { report } from '../src/report.ts'
import { type Files, page, readFiles, settings } from './files.ts'

/**
 * The authors' guide cannot lie: what it shows is tried. A fence whose second word is a file name, as in ```markdown cards.md, is an
 * example. All examples of one answer make one site, in the order in which they stand:
 *
 * - a file that was shown before is changed by the second fence; what was there before is taken for published
 * - `cards.md renamed library-cards.md` and `cards.md deleted` do what they say
 * - permalinks.txt adds its lines to the ledger
 * - ```text problems is the whole report at that point. At its end an answer leaves no problems behind, unless it shows them last.
 *   When words of the report have changed, GUIDE=write puts the new ones into the guide; read what it has written.
 */
const guide = join(import.meta.dirname, 'sites', 'authors-guide', 'content')

interface Fence {
  readonly file: string
  readonly deed: string
  readonly target: string
  readonly text: string
}

interface Told {
  readonly question: string
  readonly fences: readonly Fence[]
}

const pages = readdirSync(guide, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(guide, name), 'utf8') }))

/** The answers of a page: a `##` inside a fence opens none. */
function answersIn(text: string): Told[] {
  const answers: { question: string; fences: Fence[] }[] = [{ question: 'lead', fences: [] }]
  for (const [whole, question, info, body] of text.matchAll(/^## (.*)$|^```(.*)\n([\s\S]*?)^```$/gm)) {
    if (question !== undefined) answers.push({ question, fences: [] })
    else if (whole && info !== undefined) {
      const [, file, deed = '', target = ''] = info.trim().split(/\s+/)
      if (file !== undefined) answers.at(-1)?.fences.push({ file, deed, target, text: body ?? '' })
    }
  }
  return answers
}

const examples = pages.flatMap(({ name, text }) =>
  answersIn(text)
    .filter(({ fences }) => fences.length > 0)
    .map(({ question, fences }): [string, string, Told] => [name, question, { question, fences }]),
)

/** Documents and pictures that examples show, for which any bytes will do, and a page for those that show settings only. */
const beside: Files = {
  'visiting/plan.png': Buffer.from('png'),
  'visiting/rooms.pdf': Buffer.from('pdf'),
  'another-page.md': page('## Is there another page?\n\nYes.\n', 'title: Another page'),
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

/** What the ledger holds after `npm run links`. */
function published(files: Files): Files {
  const { site, problems } = readFiles(files)
  expect(problems.filter(isError)).toEqual([])
  const before = String(files[ledgerFile] ?? '').split('\n')
  return { ...files, [ledgerFile]: printLedger(enter(site, '2026-01-31').ledger, before) }
}

/** The report without its count. What is new goes without saying, as in the guide. */
function told(files: Files): string {
  const { problems, sources } = readFiles(files)
  const shown = problems.filter(({ rule }) => rule !== 'not-entered')
  const text = report(shown, sources)
  return shown.length === 0 ? text : text.slice(0, text.lastIndexOf('\n\n'))
}

test('the guide shows many examples', () => {
  expect(examples.length).toBeGreaterThan(30)
})

test.each(examples)('%s: %s', (name, question, { fences }) => {
  let files: Files = { ...settings, ...beside }
  let changing = false
  let shown = 'No problems.'
  const example = new Set<string>()
  for (const { file, deed, target, text } of fences) {
    shown = 'No problems.'
    if (file === 'problems') {
      shown = told(files)
      if (process.env.GUIDE === 'write') rewrite(name, question, shown)
      else expect(shown).toBe(text.trimEnd())
      continue
    }
    if (example.has(file) && !changing && file !== ledgerFile) files = published(files)
    changing ||= example.has(file)
    const { [file]: former = '', ...others } = files
    if (deed === 'renamed') files = { ...others, [target]: text }
    else if (deed === 'deleted') files = others
    else files = { ...others, [file]: file === ledgerFile ? former + text : text }
    example.add(file)
  }
  expect(told(files)).toBe(shown)
})

/** Puts a report into the answer's fence for it. */
function rewrite(name: string, question: string, shown: string): void {
  const text = readFileSync(join(guide, name), 'utf8')
  const start = text.indexOf(`\n## ${question}\n`)
  const after = text
    .slice(start)
    .replace(/^```text problems\n[\s\S]*?^```$/m, () => `\`\`\`text problems\n${shown}\n\`\`\``)
  writeFileSync(join(guide, name), text.slice(0, start) + after)
}

/** The words between backquotes at the start of a table's rows, or, with curly brackets, the anchors of headings. */
const inGuide = (page: string, pattern: RegExp): string[] =>
  [...(pages.find(({ name }) => name === page)?.text ?? '').matchAll(pattern)].map(([, word = '']) => word)

const rows = /^\| `([a-z_]+)` \|/gm

test('every key of a page, and of an answer, has a row', () => {
  const answer = frontMatter.shape.answers.unwrap().valueType
  const wanted = [...Object.keys(frontMatter.shape), ...Object.keys(answer.shape)]
  expect(inGuide('writing/front-matter.md', rows).sort()).toEqual(wanted.sort())
})

test('every key of site.yml has a row', () => {
  expect(inGuide('start/new-site.md', rows).sort()).toEqual(Object.keys(siteFile.shape).sort())
})

test('every key of the glossary and of a search test is told', () => {
  const words = pages.find(({ name }) => name === 'finding/explaining-words.md')?.text
  for (const key of Object.keys(glossaryFile.element.shape)) expect(words).toMatch(new RegExp(`\`${key}\`|${key}:`))
  const search = pages.find(({ name }) => name === 'finding/search-words.md')?.text
  for (const key of Object.keys(searchTestsFile.valueType.element.shape)) expect(search).toContain(`${key}:`)
})

/** Names of rules, as the code has them. */
const rules = [
  ...new Set(
    readdirSync(join(import.meta.dirname, '..', 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const text = readFileSync(join(import.meta.dirname, '..', 'src', name), 'utf8')
        return [...text.matchAll(/\brule(?::| =) '([a-z-]+)'|\bproblem\(\s*'([a-z-]+)'/g)].map(
          ([, named, given]) => named ?? given ?? '',
        )
      }),
  ),
]

test('every check has its own answer, filed by whether it can be changed', () => {
  const anchors = /^## .*\{#([a-z-]+)\}$/gm
  const adjustable = new Set<string>(adjustableRules)
  expect(inGuide('problems/checks.md', anchors).sort()).toEqual([...adjustableRules].sort())
  expect(inGuide('problems/fixed-checks.md', anchors).sort()).toEqual(
    rules.filter((rule) => !adjustable.has(rule)).sort(),
  )
})
