import { existsSync } from 'node:fs'
import type { Worker } from 'node:worker_threads'
import { ending } from '../ending.ts'
import { startThread } from '../thread.ts'
import { lotFile } from './index-lot.ts'
import type { Order, Told } from './index-worker.ts'
import { cutLots, type PageRecords, type RecordLot, readRecords, recordsAtOnce, textOfLot } from './record-lots.ts'
import { cutTellingWords } from './telling-words.ts'
import { recordsInFile, type SearchFile, type SearchRest, startIndex } from './write-index.ts'

/** An index that is made beside other work. */
export interface Indexing {
  /** Takes one page more, in their order. What is wrong with its records is told when it is finished. */
  readonly add: (page: PageRecords) => void
  /** There are no more pages. */
  readonly close: () => void
  /** Ends when those pages that take their telling words have them, if they get them from here. */
  readonly told: () => Promise<void>
  readonly finish: (rest: SearchRest) => Promise<readonly SearchFile[]>
  /** Where what is made is kept, for whoever has it read ahead the next time. */
  readonly lots: () => readonly string[]
  /** Gives up what is still being made. */
  readonly end: () => Promise<void>
}

/** A thread takes a third of a second to begin; an index of so many answers takes longer. */
const worthThread = 500

/** Begins an index of about so many answers, on that thread if it is worth one. */
export function beginIndex(answers: number, thread = createIndexThread()): Indexing {
  if (answers >= worthThread) {
    return { ...thread.begin(answers), end: thread.end }
  }
  const index = startIndex({ answers })
  const { add, end: close } = cutLots(recordsAtOnce, (lot) =>
    index.add({ key: lot.key, records: async () => readRecords(textOfLot(lot)) }),
  )
  let files: Promise<unknown> = Promise.resolve()
  return {
    add,
    close,
    told: async () => undefined,
    lots: () => [],
    finish(rest) {
      const making = index.finish(rest)
      files = making.catch(() => undefined)
      return making
    },
    // It is made in a moment.
    end: () => Promise.all([files, thread.end()]).then(() => undefined),
  }
}

/** Makes indexes on a thread: most of the work is done by Pagefind, a program of its own, the rest there. */
export interface IndexThread {
  /** Has kept lots read ahead, which will probably be wanted. */
  readonly fetch: (files: readonly string[]) => void
  /** One at a time. What an earlier one had in common with it is taken from there, as it is kept (src/kept.ts). */
  readonly begin: (answers: number) => Omit<Indexing, 'end'>
  readonly end: () => Promise<void>
}

/** It is begun with the first index, and anew where it has died. It keeps a process from ending while it finishes one. */
export function createIndexThread(): IndexThread {
  let worker: Worker | undefined
  const living = (): Worker => {
    worker ??= startThread(new URL(`./index-worker${ending}`, import.meta.url), undefined)
    return worker
  }
  return {
    fetch: (files) => living().postMessage({ fetch: files } satisfies Order),
    begin: (answers) =>
      beginOn(living(), answers, () => {
        worker = undefined
      }),
    async end() {
      const own = worker
      worker = undefined
      if (!own) return
      // Asked, and not ended from here: a Pagefind whose pipe breaks while it writes says so with a stack trace on the terminal.
      const ended = new Promise((done) => own.once('exit', done))
      own.ref()
      own.postMessage('end' satisfies Order)
      await ended
    },
  }
}

/** `onDeath` is told when the thread has ended before the index was made. */
function beginOn(worker: Worker, answers: number, onDeath: () => void): Omit<Indexing, 'end'> {
  // What was sent is not held on to.
  const unsent = new Map<number, RecordLot>()
  const untold = new Map<number, readonly Teller[]>()
  let isClosed = false
  let tellAll = (): void => undefined
  const allTold = new Promise<void>((done) => {
    tellAll = done
  })
  const order = (order: Order): void => worker.postMessage(order)
  const send = (lot: RecordLot, orderWith: (records: Uint8Array) => Order): void => {
    const records = new TextEncoder().encode(textOfLot(lot))
    worker.postMessage(orderWith(records), [records.buffer])
  }
  const tell = (number: number, telling: Uint32Array): void => {
    tellPages(untold.get(number) ?? [], telling)
    untold.delete(number)
    if (isClosed && untold.size === 0) tellAll()
  }
  // From now on: a thread that has died answers nobody who asks later.
  const made = filesFrom(worker, onDeath, (told) => {
    if ('lot' in told) tell(told.lot, told.telling)
    else {
      const lot = unsent.get(told.wants)
      if (lot) send(lot, (records) => ({ wanted: told.wants, records }))
    }
  })
  made.catch(() => undefined).finally(tellAll)

  order({ begin: answers })
  const files: string[] = []
  const { add, end } = cutLots(recordsAtOnce, (lot) => {
    const number = files.length
    const tells = lot.pages.some(({ tell }) => tell)
    if (tells) untold.set(number, lot.pages.map(tellerOf))
    const { key } = lot
    const file = lotFile(key, recordsInFile(answers))
    files.push(file)
    if (existsSync(file)) {
      unsent.set(number, lot)
      order({ lot: number, key, tells })
    } else send(lot, (records) => ({ lot: number, key, tells, records }))
  })
  return {
    add,
    close() {
      end()
      isClosed = true
      if (untold.size === 0) tellAll()
    },
    told() {
      // Where nothing has changed for the search, nobody waits for its end.
      worker.ref()
      return allTold
    },
    finish(rest) {
      worker.ref()
      order({ finish: rest })
      return made
    },
    lots: () => files,
  }
}

/** The files of the index that the thread makes. What else it tells meanwhile goes to `hear`. */
function filesFrom(
  worker: Worker,
  onDeath: () => void,
  hear: (told: Exclude<Told, { files: unknown } | { fault: unknown }>) => void,
): Promise<readonly SearchFile[]> {
  let leave = (): void => undefined
  return new Promise<readonly SearchFile[]>((resolve, reject) => {
    const listen = (told: Told): void => {
      if ('files' in told) resolve(told.files)
      else if ('fault' in told) reject(new Error(told.fault))
      else hear(told)
    }
    const die = (error: unknown): void => {
      onDeath()
      reject(error)
    }
    const exit = (): void => die(new Error('The search index could not be made: its thread has ended.'))
    worker.on('message', listen).on('error', die).on('exit', exit)
    // A thread that waits for orders keeps nobody waiting.
    worker.unref()
    leave = () => void worker.off('message', listen).off('error', die).off('exit', exit).unref()
  }).finally(() => leave())
}

type Teller = Pick<PageRecords, 'answers' | 'tell'>

const tellerOf = ({ answers, tell }: PageRecords): Teller => ({ answers, ...(tell ? { tell } : {}) })

/** Each page gets its own of the words of all. */
function tellPages(pages: readonly Teller[], telling: Uint32Array): void {
  let left = telling
  for (const { answers, tell } of pages) {
    const { own, rest } = cutTellingWords(left, answers)
    tell?.(own)
    left = rest
  }
}
