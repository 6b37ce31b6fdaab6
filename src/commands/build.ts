import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { type Built, build } from '../build.ts'
import type { Arguments } from '../options.ts'
import { paintFor } from '../paint.ts'
import { reportGithub } from '../report/github.ts'
import { reportData } from '../report/json.ts'
import { printJson } from '../report/print-json.ts'
import { report } from '../report.ts'
import { colourOf, guarded, urlOf } from './guarded.ts'
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

function tellProblems({ problems, sources }: Built, args: Arguments): void {
  if (args.format === 'github') console.log(reportGithub(problems, sources, pathInRepository))
  else if (problems.length > 0)
    console.error(`${report(problems, sources, paintFor(process.stderr, colourOf(args)))}\n`)
}
