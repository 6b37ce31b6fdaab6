import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { build, check } from './build.ts'
import { OutputRefused, recoverOutput } from './publish.ts'
import { report } from './report.ts'
import { serve } from './serve.ts'

/** What was asked for on the command line, with its form checked. */
export interface Arguments {
  readonly content?: string | undefined
  readonly output?: string | undefined
  readonly url?: string | undefined
  readonly port?: string | undefined
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
      const { problems, sources } = await check({
        content,
        drafts: false,
        ...urlOf(args),
      })
      console.log(report(problems, sources))
      return problems.some(({ severity }) => severity === 'error') ? 1 : 0
    })
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
    if (error instanceof OutputRefused) console.error(`${error.message}\nName another with --output FOLDER.`)
    else console.error('Something went wrong in Answerbook itself. What was published before is untouched.\n', error)
    return 2
  }
}
