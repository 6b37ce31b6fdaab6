import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { build } from '../build.ts'
import type { Arguments } from '../options.ts'
import { report } from '../report.ts'
import { guarded, urlOf } from './guarded.ts'

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
    if (built.problems.length > 0) console.error(`${report(built.problems, built.sources)}\n`)
    if (!built.written) {
      console.error(`The site was not built, and ${output} is as it was.`)
      return 1
    }
    const answers = built.site.pages.reduce((sum, page) => sum + page.answers.length, 0)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${built.site.pages.length} pages with ${answers} answers are in ${join(output, '/')} (${seconds} s).`)
    return 0
  })
