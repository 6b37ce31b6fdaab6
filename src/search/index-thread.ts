import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ending } from '../ending.ts'
import type { Indexed, Order } from './index-worker.ts'
import { type SearchFile, searchFiles } from './write-index.ts'

/** Makes indexes beside other work. Most of it is done by Pagefind, a program of its own, the rest on a thread. */
export interface IndexThread {
  /** The files of the index of a `SearchSource`, which is given as JSON. One at a time. */
  readonly make: (source: string) => Promise<readonly SearchFile[]>
  /** Gives up what is still being made. */
  readonly end: () => Promise<void>
}

/** The thread is begun with the first index, and anew where it has died. It keeps a process from ending while it makes one. */
export function createIndexThread(): IndexThread {
  let worker: Worker | undefined
  const made = async (own: Worker): Promise<readonly SearchFile[]> => {
    const [answer]: Indexed[] = await once(own, 'message').catch((error: unknown) => {
      worker = undefined
      throw error
    })
    own.unref()
    if (!answer || 'fault' in answer) throw new Error(answer?.fault ?? 'The search index could not be made.')
    return answer.files
  }
  return {
    // What waits is another function: one that waits holds on to all that it was given, and this is as large as the content.
    make(source) {
      const own =
        worker ?? new Worker(new URL(ending === '.ts' ? './start-worker.js' : './index-worker.js', import.meta.url))
      worker = own
      own.ref()
      own.postMessage({ source } satisfies Order)
      return made(own)
    },
    async end() {
      const own = worker
      worker = undefined
      if (!own) return
      // Asked, and not ended from here: a Pagefind whose pipe breaks while it writes says so with a stack trace on the terminal.
      const ended = once(own, 'exit')
      own.ref()
      own.postMessage('end' satisfies Order)
      await ended
    },
  }
}

/** An index in the making. */
export interface Indexing {
  /** May fail unheard: an index that nobody awaits is none that anybody wants. */
  readonly files: Promise<readonly SearchFile[]>
  readonly end: () => Promise<void>
}

/** A thread takes a third of a second to begin; an index of so many characters takes longer. About 500 answers have them. */
const worthThread = 300_000

const nothing = (): void => undefined

/** Begins with the index of a `SearchSource`, which is given as JSON. */
export function beginIndex(source: string): Indexing {
  const thread = source.length < worthThread ? undefined : createIndexThread()
  const files = thread ? thread.make(source) : searchFiles(JSON.parse(source))
  files.catch(nothing)
  // A small one is made in a moment.
  return { files, end: () => (thread ? thread.end() : files.then(nothing, nothing)) }
}
