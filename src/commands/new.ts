import { openDialog, Stopped } from '../new/dialog.ts'
import { newAnswer } from '../new/new-answer.ts'
import { Refused } from '../new/refused.ts'
import type { Arguments } from '../options.ts'
import { printable } from '../report/printable.ts'
import { guarded, WrongUse } from './guarded.ts'

/** Makes the place for a new answer. On a terminal it asks for what the command line leaves open. */
export const run = (args: Arguments): Promise<number> =>
  guarded(args, async (content) => {
    const question = args.words.join(' ')
    const dialog = process.stdin.isTTY && process.stdout.isTTY ? openDialog(process.stdin, process.stdout) : undefined
    if (question === '' && !dialog) throw new WrongUse('Say what the question is: npm run new -- "What is TRUD?"')
    try {
      await newAnswer(
        {
          content,
          question,
          asWritten: args['as-written'] ?? false,
          ...(args.page === undefined ? {} : { page: args.page }),
          ...(args.category === undefined ? {} : { category: args.category }),
          ...(args['sub-category'] === undefined ? {} : { subCategory: args['sub-category'] }),
          ...(args.title === undefined ? {} : { title: args.title }),
          ...(args.slug === undefined ? {} : { slug: args.slug }),
        },
        {
          say: (text) => console.log(printable(text)),
          ...(dialog ? { ask: (prompt) => dialog.ask(printable(prompt)) } : {}),
        },
      )
      return 0
    } catch (error) {
      if (error instanceof Refused) throw new WrongUse(error.message)
      if (!(error instanceof Stopped)) throw error
      console.log('\nNothing was written.')
      return stopped
    } finally {
      dialog?.close()
    }
  })

/** What shells return for a command that was ended with Ctrl+C. */
const stopped = 130
