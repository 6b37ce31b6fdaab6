import { join } from 'node:path'
import type { FileCounts } from '../build.ts'
import { closest } from '../closest.ts'
import { NoPreviousSite } from '../keep-previous.ts'
import type { Arguments } from '../options.ts'
import { type HostName, hosts } from '../outputs/hosts/index.ts'
import { paintFor } from '../paint.ts'
import { noProgress, progressOn } from '../progress.ts'
import { type Outcome, rebuild } from '../rebuild.ts'
import { reportGithub } from '../report/github.ts'
import { reportData } from '../report/json.ts'
import { printJson } from '../report/print-json.ts'
import { report } from '../report.ts'
import { colourOf, guarded, urlOf, WrongUse } from './guarded.ts'
import { pathInRepository } from './repository.ts'

/** Builds the site, or tells why not and leaves the last one in place. */
export const run = (args: Arguments): Promise<number> =>
  guarded(args, async (content) => {
    const start = performance.now()
    const output = args.output ?? '_site'
    const isForPeople = args.format !== 'json' && args.format !== 'github'
    const progress = isForPeople ? progressOn(process.stderr) : noProgress
    const outcome = await rebuild({
      content,
      output,
      drafts: false,
      progress,
      say(message) {
        progress.end()
        console.error(message)
      },
      frozen: args.frozen ?? false,
      ...urlOf(args),
      ...hostOf(args),
      ...(args['keep-previous'] === undefined ? {} : { keepPrevious: args['keep-previous'] }),
    })
      .catch((error: unknown) => {
        if (!(error instanceof NoPreviousSite)) throw error
        throw new WrongUse(`${error.message} Leave out --keep-previous when nothing has been published yet.`)
      })
      .finally(progress.end)
    // Loaded only where it has been at work: a build that changes nothing does without.
    if (!outcome.unchanged) await (await import('pagefind')).close()
    const { problems, sources, written, pages, answers, files } = outcome
    if (args.format === 'json') {
      const made = { written, output, pages, answers, ...(written ? { files } : {}) }
      console.log(printJson({ ...reportData(problems, sources), ...made }))
      return written ? 0 : 1
    }
    tellProblems(outcome, args)
    if (!written) {
      console.error(`The site was not built, and ${output} is as it was.`)
      return 1
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const still = outcome.unchanged ? 'Nothing has changed: ' : ''
    const made = `${many(pages, 'page')} with ${many(answers, 'answer')} are in ${join(output, '/')} (${seconds} s)`
    console.log(`${still}${made}: ${printCounts(files)}.`)
    return 0
  })

/** Kinds with fewer files are told together: who looks for what makes a site large need not read them. */
const few = 10

/** All of them, then each kind that has many, most first. */
function printCounts(files: FileCounts): string {
  const kinds = Object.entries(files).sort(([, a], [, b]) => b - a)
  const sumOf = (some: typeof kinds): number => some.reduce((sum, [, number]) => sum + number, 0)
  const others = sumOf(kinds.filter(([, number]) => number < few))
  const large = kinds.filter(([, number]) => number >= few)
  if (large.length === 0) return many(others, 'file')
  const told = [...large, ...(others > 0 ? [['others', others] as const] : [])]
  return `${many(sumOf(kinds), 'file')} (${told.map(([kind, number]) => `${kind} ${print(number)}`).join(', ')})`
}

const many = (number: number, word: string): string => `${print(number)} ${word}${number === 1 ? '' : 's'}`

const print = (number: number): string => number.toLocaleString('en-GB')

function hostOf({ host }: Arguments): { host?: HostName } {
  if (host === undefined) return {}
  const names = Object.keys(hosts) as HostName[]
  const known = names.find((name) => name === host)
  if (known) return { host: known }
  const near = closest(host, names)
  throw new WrongUse(`--host takes one of ${names.join(', ')}, not "${host}".${near ? ` Did you mean "${near}"?` : ''}`)
}

function tellProblems({ problems, sources }: Outcome, args: Arguments): void {
  if (args.format === 'github') console.log(reportGithub(problems, sources, pathInRepository))
  else if (problems.length > 0)
    console.error(`${report(problems, sources, paintFor(process.stderr, colourOf(args)))}\n`)
}
