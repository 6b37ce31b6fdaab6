import { stat } from 'node:fs/promises'
import type { Arguments } from '../options.ts'
import { OutputRefused, recoverOutput } from '../publish.ts'
import { SearchFault } from '../search/fault.ts'

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
    tellFault(error)
    return 2
  }
}

/** Says what kept a command from its work. Where the machine is at fault, that is one sentence; else the fault is ours, and all is told. */
export function tellFault(error: unknown): void {
  const { code = '', path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  const kept = 'What was published before is untouched.'
  if (error instanceof WrongUse) console.error(error.message)
  else if (error instanceof OutputRefused) console.error(`${error.message}\nName another with --output FOLDER.`)
  else if (error instanceof SearchFault) console.error(`${error.message} ${kept}`)
  else if (Object.hasOwn(machineFaults, code))
    console.error(`${machineFaults[code]}${path === undefined ? '' : ` (${code}: ${path})`}. ${kept}`)
  else console.error(`Something went wrong in Answerbook itself. ${kept}\n`, error)
}

/** What a system says when it cannot do what it is asked, by its code, in words. */
const machineFaults: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk has no room left for you',
  EFBIG: 'A file is larger than may be written here',
  EROFS: 'The disk can only be read',
  EACCES: 'A file or folder may not be read or written by you',
  EPERM: 'A file or folder may not be changed by you',
  EBUSY: 'A file or folder is in use, or is where a disk is mounted, and cannot be replaced',
  EXDEV: 'A folder cannot be moved from one disk to another',
  EMFILE: 'Too many files are open at once',
  ENFILE: 'Too many files are open on this machine',
  ENAMETOOLONG: 'A name is too long for the disk',
  EIO: 'The disk cannot be read or written',
  ENOENT: 'A file or folder has gone while it was needed. Run the command again',
  ENOTDIR: 'A file is where a folder was expected',
  EEXIST: 'A file is there already. Names that differ by case alone are one on some disks',
}

/** The address from the command line, for those who take an absent one for none. */
export const urlOf = ({ url }: Arguments): { url?: string } => (url === undefined ? {} : { url })

/** Whether colours are wanted or not, if that was said. */
export const colourOf = (args: Arguments): boolean | undefined => (args['no-color'] ? false : args.color)
