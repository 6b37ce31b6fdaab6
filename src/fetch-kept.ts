import { ending } from './ending.ts'
import type { FetchedFiles } from './kept.ts'
import type { Fetched } from './kept-thread.ts'
import { startThread } from './thread.ts'

/** Kept files that are being read. */
export interface Fetching {
  /** All of them, once they are there; without those that are damaged or gone, and without those that are left when the thread cannot go on. */
  readonly files: Promise<FetchedFiles>
  /** Gives up what has not been read. */
  readonly end: () => Promise<unknown>
}

/** Reads kept files on a thread, while there is other work: those of a large site are hundreds of megabytes. */
export function fetchKept(files: readonly string[]): Fetching {
  const fetched: FetchedFiles = new Map()
  if (files.length === 0) return { files: Promise.resolve(fetched), end: async () => undefined }
  const thread = startThread(new URL(`./kept-thread${ending}`, import.meta.url), files)
  thread.on('message', ([file, content]: Fetched) => fetched.set(file, content))
  return {
    files: new Promise((done) => {
      thread.on('error', () => done(fetched))
      thread.on('exit', () => done(fetched))
    }),
    end: () => thread.terminate(),
  }
}
