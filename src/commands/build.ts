import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { type Built, build } from '../build.ts'
import { closest } from '../closest.ts'
import { NoPreviousSite } from '../keep-previous.ts'
import type { Arguments } from '../options.ts'
import { type HostName, hosts } from '../outputs/hosts/index.ts'
import { paintFor } from '../paint.ts'
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
    const built = await build({
      content,
      output,
      drafts: false,
      say: console.error,
      frozen: args.frozen ?? false,
      ...urlOf(args),
      ...hostOf(args),
      ...(args['keep-previous'] === undefined ? {} : { keepPrevious: args['keep-previous'] }),
    }).catch((error: unknown) => {
      if (!(error instanceof NoPreviousSite)) throw error
      throw new WrongUse(`${error.message} Leave out --keep-previous when nothing has been published yet.`)
    })
    await closePagefind()
    const { problems, sources, site, written } = built
    const counts = { pages: site.pages.length, answers: site.pages.reduce((sum, page) => sum + page.answers.length, 0) }
    if (args.format === 'json') {
      console.log(printJson({ ...reportData(problems, sources), written, output, ...counts }))
      return written ? 0 : 1
    }
    tellProblems(built, args)
    if (!written) {
      console.error(`The site was not built, and ${output} is as it was.`)
      return 1
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${counts.pages} pages with ${counts.answers} answers are in ${join(output, '/')} (${seconds} s).`)
    return 0
  })

function hostOf({ host }: Arguments): { host?: HostName } {
  if (host === undefined) return {}
  const names = Object.keys(hosts) as HostName[]
  const known = names.find((name) => name === host)
  if (known) return { host: known }
  const near = closest(host, names)
  throw new WrongUse(`--host takes one of ${names.join(', ')}, not "${host}".${near ? ` Did you mean "${near}"?` : ''}`)
}

function tellProblems({ problems, sources }: Built, args: Arguments): void {
  if (args.format === 'github') console.log(reportGithub(problems, sources, pathInRepository))
  else if (problems.length > 0)
    console.error(`${report(problems, sources, paintFor(process.stderr, colourOf(args)))}\n`)
}
