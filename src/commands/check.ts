import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { check } from '../check.ts'
import { checkExternal, type ExternalOptions } from '../external.ts'
import type { Site } from '../model.ts'
import type { Arguments } from '../options.ts'
import { report } from '../report.ts'
import { openSearch } from '../search/node.ts'
import { printScore } from '../search/print.ts'
import { type Score, scoreSearch } from '../search/score.ts'
import { writeIndex } from '../search/write-index.ts'
import { guarded, urlOf, WrongUse } from './guarded.ts'

/** Tells what is wrong with the content, and, when asked, with its links to other sites and its searches. */
export const run = (args: Arguments): Promise<number> =>
  guarded(args, async (content) => {
    const { site, problems, sources } = await check({
      content,
      drafts: false,
      frozen: args.frozen ?? false,
      today: args.today ?? new Date().toISOString().slice(0, 10),
      ...(args.external ? { findMore: (site) => checkExternal(site, externalOptions()) } : {}),
      ...urlOf(args),
    })
    if (!args.search || problems.some(({ severity }) => severity === 'error')) {
      console.log(report(problems, sources))
      return problems.some(({ severity }) => severity === 'error') ? 1 : 0
    }
    if (problems.length > 0) console.error(`${report(problems, sources)}\n`)
    const baseline = args.baseline === undefined ? undefined : await readBaseline(args.baseline)
    const score = await scoreSite(site)
    console.log(args.format === 'json' ? JSON.stringify(score, null, 2) : printScore(score, baseline))
    return score.passed === score.tests ? 0 : 1
  })

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
  const folder = await mkdtemp(join(tmpdir(), 'answerbook-'))
  try {
    await writeIndex(site, join(folder, 'pagefind'))
    return await scoreSearch(await openSearch(join(folder, 'pagefind')), site.searchTests)
  } finally {
    await closePagefind()
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
