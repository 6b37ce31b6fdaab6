import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Checked, check } from '../check.ts'
import type { ExternalOptions } from '../external.ts'
import type { Site } from '../model.ts'
import type { Arguments } from '../options.ts'
import { paintFor } from '../paint.ts'
import type { Problem } from '../problem.ts'
import { noProgress, progressOn } from '../progress.ts'
import { reportGithub } from '../report/github.ts'
import { reportData } from '../report/json.ts'
import { printJson } from '../report/print-json.ts'
import { printReviews, reviewData } from '../report/reviews.ts'
import { reportSchema } from '../report/schema.ts'
import { report } from '../report.ts'
import type { Score } from '../search/score.ts'
import { colourOf, guarded, urlOf, WrongUse } from './guarded.ts'
import { pathInRepository } from './repository.ts'

// What is only needed on request is loaded on request: the plain check is run again and again while writing.

/** Tells what is wrong with the content, and, when asked, with its links to other sites and its searches. */
export async function run(args: Arguments): Promise<number> {
  if (args.format === 'schema') {
    console.log(JSON.stringify(reportSchema, null, 2))
    return 0
  }
  return guarded(args, async (content) => {
    if (args.reviews) refuseBeside(args)
    const progress = isForPrograms(args) ? noProgress : progressOn(process.stderr)
    const checked = await check({
      content,
      progress,
      drafts: false,
      frozen: args.frozen ?? false,
      spelling: !args.reviews,
      ...(args.external ? { findMore: externalProblems } : {}),
      today: args.today ?? new Date().toISOString().slice(0, 10),
      ...urlOf(args),
    }).finally(progress.end)
    if (checked.spelling && !isForPrograms(args)) console.error(printSpelling(checked.spelling))
    if (args.reviews) return tellReviews(checked, args)
    const code = hasErrors(checked) ? 1 : 0
    if (args.search && code === 0) return tellSearches(checked, args)
    tellProblems(checked, args)
    return code
  })
}

const isForPrograms = ({ format }: Arguments): boolean => format === 'json' || format === 'github'

const hasErrors = ({ problems }: Checked): boolean => problems.some(({ severity }) => severity === 'error')

function tellProblems({ problems, sources }: Checked, args: Arguments): void {
  switch (args.format) {
    case 'json':
      console.log(printJson(reportData(problems, sources)))
      break
    case 'github':
      console.log(reportGithub(problems, sources, pathInRepository))
      break
    default:
      console.log(report(problems, sources, paintFor(process.stdout, colourOf(args))))
  }
}

/** With the searches a report is one object, and one list of notes: what programs read must not depend on what they asked for. */
async function tellSearches({ site, problems, sources }: Checked, args: Arguments): Promise<number> {
  const baseline = args.baseline === undefined ? undefined : await readBaseline(args.baseline)
  const isText = !isForPrograms(args)
  if (isText && problems.length > 0) {
    console.error(`${report(problems, sources, paintFor(process.stderr, colourOf(args)))}\n`)
  }
  const score = await scoreSite(site)
  const { printScore } = await import('../search/print.ts')
  if (args.format === 'json') console.log(printJson({ ...reportData(problems, sources), ...score }))
  else if (isText) console.log(printScore(score, baseline))
  else console.log(reportGithub([...problems, ...misses(score, site)], sources, pathInRepository))
  return score.passed === score.tests ? 0 : 1
}

/** Searches that missed their answers, at their lines of search-tests.yml. */
const misses = ({ outcomes }: Score, { searchTests }: Site): Problem[] =>
  searchTests.flatMap(({ query, at }, index): Problem[] => {
    const outcome = outcomes[index]
    if (outcome === undefined || outcome.passed) return []
    const { finds, top, found } = outcome
    return [
      {
        rule: 'search',
        severity: 'error',
        at,
        what: `The search "${query}" does not find ${finds.join(' or ')} ${top === 1 ? 'first' : `among the first ${top}`}.`,
        why: `Readers who type it find ${found[0] ?? 'nothing'}.`,
        fix: 'Write how readers put it under "also_asked" of the answer.',
      },
    ]
  })

/** A report of reviews is read for itself; with problems or searches in it, it would be neither. */
function refuseBeside(args: Arguments): void {
  const beside = (['search', 'baseline', 'external', 'frozen'] as const).find((name) => args[name])
  if (beside) throw new WrongUse(`--reviews and --${beside} are two reports. Ask for one after the other.`)
  if (args.format === 'github') throw new WrongUse('--reviews has the formats text and json.')
}

function tellReviews(checked: Checked, args: Arguments): number {
  const today = args.today ?? new Date().toISOString().slice(0, 10)
  console.log(
    args.format === 'json'
      ? printJson(reviewData(checked.site, today))
      : printReviews(checked.site, today, paintFor(process.stdout, colourOf(args))),
  )
  if (!hasErrors(checked)) return 0
  console.error('\nThere are errors in the content, so that reviews may be missing here. "npm run check" tells them.')
  return 1
}

/** How long it took, as nothing else takes as long, and what was not looked at. */
const printSpelling = ({ words, milliseconds, leftAlone }: NonNullable<Checked['spelling']>): string =>
  [
    `Spelling: ${words.toLocaleString('en-GB')} words in ${(milliseconds / 1000).toFixed(1)} s.`,
    ...(leftAlone.length > 0
      ? [`There is no dictionary for pages in ${leftAlone.join(', ')}: they are left alone.`]
      : []),
  ].join(' ')

async function externalProblems(site: Site): Promise<Problem[]> {
  const { checkExternal } = await import('../external.ts')
  return checkExternal(site, externalOptions())
}

/** One second between two questions is what a person would take. */
const externalOptions = (): ExternalOptions => ({
  cache: join('.cache', 'external-links.json'),
  pause: 1000,
  patience: 20_000,
  now: Date.now,
  ...(process.stderr.isTTY
    ? { onProgress: (done, all) => process.stderr.write(`\r${done} of ${all} links${done === all ? '\n' : ''}`) }
    : {}),
})

/** Runs the site's search tests on its real index, made for the purpose in a folder that is taken away again. */
async function scoreSite(site: Site): Promise<Score> {
  const [{ close }, { openSearch }, { scoreSearch }, { writeIndex }] = await Promise.all([
    import('pagefind'),
    import('../search/node.ts'),
    import('../search/score.ts'),
    import('../search/write-index.ts'),
  ])
  const folder = await mkdtemp(join(tmpdir(), 'answerbook-'))
  try {
    await writeIndex(site, folder)
    return await scoreSearch(await openSearch(folder), site.searchTests)
  } finally {
    await close()
    await rm(folder, { recursive: true })
  }
}

async function readBaseline(file: string): Promise<Score> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new WrongUse(`There is no file "${file}". Make it with: npm run check -- --search --format json`)
  })
  try {
    const score = JSON.parse(text) as Score
    if (Array.isArray(score.outcomes)) return score
  } catch {
    // Said below.
  }
  throw new WrongUse(`"${file}" is not what "npm run check -- --search --format json" prints.`)
}
