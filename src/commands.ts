import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { build, check } from './build.ts'
import { checkLinks, NoInventory, printLinks, readInventory } from './check-links/index.ts'
import { checkExternal, type ExternalOptions } from './external.ts'
import { enter } from './links/enter.ts'
import { ledgerFile, printLedger } from './links/ledger.ts'
import type { Site } from './model.ts'
import { OutputRefused, recoverOutput } from './publish.ts'
import { report } from './report.ts'
import { openSearch } from './search/node.ts'
import { printAnswers, printScore } from './search/print.ts'
import { readQuery } from './search/query.ts'
import { type Score, scoreSearch } from './search/score.ts'
import { writeIndex } from './search/write-index.ts'
import { serve } from './serve.ts'

/** What was asked for on the command line, with its form checked. */
export interface Arguments {
  readonly content?: string | undefined
  readonly output?: string | undefined
  readonly url?: string | undefined
  readonly port?: string | undefined
  readonly format?: string | undefined
  readonly search?: boolean | undefined
  readonly baseline?: string | undefined
  /** Where the inventory is that links are checked against: a folder with a built site, or its address. */
  readonly site?: string | undefined
  /** Links to what has moved are rewritten. */
  readonly fix?: boolean | undefined
  /** Documents whose links are checked. */
  readonly paths?: readonly string[]
  /** What `search` is to look for. */
  readonly query?: string | undefined
  /** What is not in the ledger is an error. */
  readonly frozen?: boolean | undefined
  /** Links to other sites are asked for, too. */
  readonly external?: boolean | undefined
  /** The day it is, as `YYYY-MM-DD`. */
  readonly today?: string | undefined
  readonly help?: boolean | undefined
}

export type Command = keyof typeof commands

/** What each command does; the number is the exit code. */
export const commands = {
  async build(args: Arguments): Promise<number> {
    return guarded(args, async (content) => {
      const start = performance.now()
      const output = args.output ?? '_site'
      const built = await build({
        content,
        output,
        drafts: false,
        say: console.error,
        frozen: args.frozen ?? false,
        ...urlOf(args),
      })
      await closePagefind()
      if (built.problems.length > 0) console.error(`${report(built.problems, built.sources)}\n`)
      if (!built.written) {
        console.error(`The site was not built, and ${output} is as it was.`)
        return 1
      }
      const answers = built.site.pages.reduce((sum, page) => sum + page.answers.length, 0)
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      console.log(
        `${built.site.pages.length} pages with ${answers} answers are in ${join(output, '/')} (${seconds} s).`,
      )
      return 0
    })
  },

  async check(args: Arguments): Promise<number> {
    return guarded(args, async (content) => {
      const { site, problems, sources } = await check({
        content,
        drafts: false,
        frozen: args.frozen ?? false,
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
  },

  async links(args: Arguments): Promise<number> {
    return guarded(args, async (content) => {
      const { site, problems, sources } = await check({ content, drafts: false, ...urlOf(args) })
      const errors = problems.filter(({ severity }) => severity === 'error')
      const file = join(content, ledgerFile)
      if (errors.length > 0) {
        console.error(`${report(errors, sources)}\n\n${file} is as it was: first mend the errors.`)
        return 1
      }
      const { ledger, added, moved } = enter(site, args.today ?? new Date().toISOString().slice(0, 10))
      const before = sources.get(file)?.lines ?? []
      const text = printLedger(ledger, before)
      for (const { id, from, to } of moved) console.log(`moved    ${id}: ${from} -> ${to}`)
      for (const { id, address } of added) console.log(`entered  ${id}: ${address}`)
      if (text === before.join('\n')) {
        console.log(`Nothing new: ${file} has all ${ledger.length} permalinks.`)
        return 0
      }
      // Never half a ledger: it is written beside, and takes the place of the former one in one call.
      await writeFile(`${file}.new`, text)
      await rename(`${file}.new`, file)
      console.log(`${file} has ${ledger.length} permalinks. Keep it with the pages.`)
      return 0
    })
  },

  async 'check-links'(args: Arguments): Promise<number> {
    try {
      const inventory = await readInventory(args.site ?? '')
      const isAddress = /^https?:/i.test(args.site ?? '')
      const sites = [args.url, inventory.url, isAddress ? args.site : undefined].filter((one) => one !== undefined)
      if (sites.length === 0) {
        console.error(`${args.site} does not say where it is published. Name that with --url ADDRESS.`)
        return 2
      }
      const checked = await checkLinks({
        inventory,
        sites: [...new Set(sites)],
        paths: args.paths ?? [],
        fix: args.fix ?? false,
      })
      console.log(args.format === 'json' ? JSON.stringify(checked, null, 2) : printLinks(checked))
      return checked.findings.some(({ fixed }) => !fixed) ? 1 : 0
    } catch (error) {
      if (!(error instanceof NoInventory || isNoFile(error))) throw error
      console.error(error.message)
      return 2
    }
  },

  async search(args: Arguments): Promise<number> {
    const folder = join(args.output ?? '_site', 'pagefind')
    if (!(await stat(join(folder, 'words')).catch(() => undefined))) {
      console.error(`There is no built site in ${args.output ?? '_site'}. Run "npm run build" first.`)
      return 2
    }
    const engine = await openSearch(folder)
    const reading = await engine.read(readQuery(args.query ?? ''))
    const hits = await engine.search(reading)
    const answers = await Promise.all(
      hits.slice(0, 10).map(async (hit) => ({ score: hit.score, ...(await hit.load()) })),
    )
    console.log(
      args.format === 'json'
        ? JSON.stringify(
            { query: reading.query.text, repaired: reading.repaired, found: hits.length, answers },
            null,
            2,
          )
        : printAnswers(reading, answers),
    )
    return answers.length > 0 ? 0 : 1
  },

  async start(args: Arguments): Promise<number> {
    return guarded(args, (content) =>
      serve({
        content,
        output: args.output ?? '.preview',
        port: Number(args.port ?? 8080),
        ...urlOf(args),
      }),
    )
  },
} as const

const isNoFile = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')

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

/** Something on the command line cannot be done; the message says what. */
class WrongUse extends Error {}

const urlOf = ({ url }: Arguments): { url?: string } => (url === undefined ? {} : { url })

/** Runs a command with its content folder, once a swap that was cut short has been seen to. */
async function guarded(args: Arguments, run: (content: string) => Promise<number>): Promise<number> {
  const content = args.content ?? 'content'
  const info = await stat(content).catch(() => undefined)
  if (!info?.isDirectory()) {
    console.error(`There is no content folder "${content}". Name one with --content FOLDER.`)
    return 2
  }
  try {
    await recoverOutput(args.output ?? '_site')
    return await run(content)
  } catch (error) {
    await closePagefind()
    if (error instanceof WrongUse) console.error(error.message)
    else if (error instanceof OutputRefused) console.error(`${error.message}\nName another with --output FOLDER.`)
    else console.error('Something went wrong in Answerbook itself. What was published before is untouched.\n', error)
    return 2
  }
}
