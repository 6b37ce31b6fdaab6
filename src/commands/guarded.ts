import { stat } from 'node:fs/promises'
import type { Arguments } from '../options.ts'
import { OutputRefused, recoverOutput } from '../publish.ts'

/** Something on the command line cannot be done; the message says what. */
export class WrongUse extends Error {}

/** Runs a command with its content folder, once a swap that was cut short has been seen to. */
export async function guarded(args: Arguments, run: (content: string) => Promise<number>): Promise<number> {
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
    // Loaded here, as most commands have no use for it. Where it was not started, this does nothing.
    await (await import('pagefind')).close()
    if (error instanceof WrongUse) console.error(error.message)
    else if (error instanceof OutputRefused) console.error(`${error.message}\nName another with --output FOLDER.`)
    else console.error('Something went wrong in Answerbook itself. What was published before is untouched.\n', error)
    return 2
  }
}

/** The address from the command line, for those who take an absent one for none. */
export const urlOf = ({ url }: Arguments): { url?: string } => (url === undefined ? {} : { url })

/** Whether colours are wanted or not, if that was said. */
export const colourOf = (args: Arguments): boolean | undefined => (args['no-color'] ? false : args.color)
