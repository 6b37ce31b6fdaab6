import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Checked, check } from '../check.ts'
import type { ExternalOptions } from '../external.ts'
import type { Site } from '../model.ts'
import type { Arguments } from '../options.ts'
import type { Problem } from '../problem.ts'
import { report } from '../report.ts'
import type { Score } from '../search/score.ts'
import { guarded, urlOf, WrongUse } from './guarded.ts'

// What is only needed on request is loaded on request: the plain check is run again and again while writing.

/** Tells what is wrong with the content, and, when asked, with its links to other sites and its searches. */
export const run = (args: Arguments): Promise<number> =>
  guarded(args, async (content) => {
    const { site, problems, sources, spelling } = await check({
      content,
      drafts: false,
      frozen: args.frozen ?? false,
      spelling: true,
      ...(args.external ? { findMore: externalProblems } : {}),
      ...urlOf(args),
    })
    if (spelling) console.error(printSpelling(spelling))
    if (!args.search || problems.some(({ severity }) => severity === 'error')) {
      console.log(report(problems, sources))
      return problems.some(({ severity }) => severity === 'error') ? 1 : 0
    }
    if (problems.length > 0) console.error(`${report(problems, sources)}\n`)
    const baseline = args.baseline === undefined ? undefined : await readBaseline(args.baseline)
    const score = await scoreSite(site)
    const { printScore } = await import('../search/print.ts')
    console.log(args.format === 'json' ? JSON.stringify(score, null, 2) : printScore(score, baseline))
    return score.passed === score.tests ? 0 : 1
  })

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
    await writeIndex(site, join(folder, 'pagefind'))
    return await scoreSearch(await openSearch(join(folder, 'pagefind')), site.searchTests)
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
