import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ending } from '../ending.ts'
import type { Indexed, Order } from './index-worker.ts'
import type { SearchRecord } from './records.ts'
import { type SearchFile, type SearchRest, startIndex } from './write-index.ts'

/** An index that is made beside other work. */
export interface Indexing {
  /** Takes some records more. What is wrong with them is told when it is finished. */
  readonly add: (records: readonly SearchRecord[]) => void
  readonly finish: (rest: SearchRest) => Promise<readonly SearchFile[]>
  /** Gives up what is still being made. */
  readonly end: () => Promise<void>
}

/** A thread takes a third of a second to begin; an index of so many answers takes longer. */
const worthThread = 500

/** Begins an index of about so many answers. */
export function beginIndex(answers: number): Indexing {
  if (answers >= worthThread) {
    const thread = createIndexThread()
    return { ...thread.begin(answers), end: thread.end }
  }
  const { add, finish } = startIndex({ answers })
  let files: Promise<unknown> = Promise.resolve()
  return {
    add,
    finish(rest) {
      const making = finish(rest)
      files = making.catch(() => undefined)
      return making
    },
    // It is made in a moment.
    end: () => files.then(() => undefined),
  }
}

/** Makes indexes on a thread: most of the work is done by Pagefind, a program of its own, the rest there. */
export interface IndexThread {
  /** One at a time. What an earlier one had in common with it is taken from there, as it is kept (src/kept.ts). */
  readonly begin: (answers: number) => Omit<Indexing, 'end'>
  readonly end: () => Promise<void>
}

/** It is begun with the first index, and anew where it has died. It keeps a process from ending while it finishes one. */
export function createIndexThread(): IndexThread {
  let worker: Worker | undefined
  const living = (): Worker => {
    worker ??= new Worker(new URL(ending === '.ts' ? './start-worker.js' : './index-worker.js', import.meta.url))
    return worker
  }
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
    begin(answers) {
      const own = living()
      const order = (order: Order): void => own.postMessage(order)
      // From now on: a thread that has died answers nobody who asks later.
      const files = made(own)
      files.catch(() => undefined)
      order({ begin: answers })
      let waiting: SearchRecord[] = []
      const send = (): void => {
        order({ add: JSON.stringify(waiting) })
        waiting = []
      }
      return {
        add(records) {
          for (const record of records) {
            waiting.push(record)
            if (waiting.length >= sentAtOnce) send()
          }
        },
        finish(rest) {
          send()
          own.ref()
          order({ finish: rest })
          return files
        },
      }
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

/** Records that are sent to the thread in one message. */
const sentAtOnce = 100
