import { parentPort } from 'node:worker_threads'
import { close } from 'pagefind'
import { type FetchedFiles, pruneKept, readChecked } from '../kept.ts'
import { lotsName } from './index-lot.ts'
import { readRecords } from './record-lots.ts'
import { type IndexInMaking, packedName, type SearchFile, type SearchRest, startIndex } from './write-index.ts'

/** What the thread is told. */
export type Order =
  /** Those kept files will be wanted. */
  | { readonly fetch: readonly string[] }
  /** An index begins, with about so many answers. */
  | { readonly begin: number }
  /** A lot of records, by its number. Without these, as JSON, they are to be asked for if nothing is kept of them. */
  | { readonly lot: number; readonly key: string; readonly records?: Uint8Array; readonly tells: boolean }
  /** Those of a lot that was asked for. */
  | { readonly wanted: number; readonly records: Uint8Array }
  /** The index has no more lots. */
  | { readonly finish: SearchRest }
  /** There are no more indexes. */
  | 'end'

/** What it tells. */
export type Told =
  /** Of that lot, the records are wanted. */
  | { readonly wants: number }
  /** Of that lot, the telling words of all answers. */
  | { readonly lot: number; readonly telling: Uint32Array }
  /** The index is made. */
  | { readonly files: readonly SearchFile[] }
  /** It cannot be made. */
  | { readonly fault: string }

let index: IndexInMaking | undefined
const fetched: FetchedFiles = new Map()
const waiting = new Map<number, (records: Uint8Array) => void>()

const tell = (told: Told, buffers: readonly ArrayBuffer[] = []): void => parentPort?.postMessage(told, buffers)

/** Makes indexes on a thread of its own, one after the other. */
parentPort?.on('message', async (order: Order) => {
  if (order === 'end') {
    await close()
    parentPort?.close()
  } else if ('begin' in order) index = startIndex({ answers: order.begin, isKept: true, fetched })
  else if ('fetch' in order) fetch(order.fetch)
  else if ('lot' in order) addLot(order)
  else if ('wanted' in order) {
    waiting.get(order.wanted)?.(order.records)
    waiting.delete(order.wanted)
  } else {
    const indexed = await finished(order.finish)
    tell(indexed, 'files' in indexed ? buffersOf(indexed.files) : [])
  }
})

function fetch(files: readonly string[]): void {
  for (const file of files) {
    const content = readChecked(file)
    if (content) fetched.set(file, content)
  }
}

function addLot({ lot, key, records, tells }: Extract<Order, { lot: number }>): void {
  let asked: Promise<Uint8Array> | undefined
  const bytes = async (): Promise<Uint8Array> => {
    if (records) return records
    asked ??= wanted(lot)
    return asked
  }
  // As bytes, they wait for Pagefind where they need little room, and nobody looks through them for what can be let go of.
  index?.add(
    { key, records: async () => readRecords(new TextDecoder().decode(await bytes())) },
    tells ? (telling) => tell({ lot, telling }) : undefined,
  )
}

function wanted(lot: number): Promise<Uint8Array> {
  const records = new Promise<Uint8Array>((take) => waiting.set(lot, take))
  tell({ wants: lot })
  return records
}

/** They are handed over, not copied: the index of a large site is tens of megabytes. Small ones may lie in what Node shares out. */
const buffersOf = (files: readonly SearchFile[]): ArrayBuffer[] => [
  ...new Set(
    files.flatMap(({ content }) =>
      typeof content !== 'string' &&
      content.buffer instanceof ArrayBuffer &&
      content.buffer.byteLength > Buffer.poolSize
        ? [content.buffer]
        : [],
    ),
  ),
]

async function finished(rest: SearchRest): Promise<Extract<Told, { files: unknown } | { fault: unknown }>> {
  try {
    const files = await index?.finish(rest)
    return files ? { files } : { fault: 'The search was not begun.' }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  } finally {
    index = undefined
    fetched.clear()
    pruneKept(lotsName, mostLots)
    pruneKept(packedName, mostSites)
  }
}

/** A lot takes about two megabytes, the words of a large site ten. */
const mostLots = 200
const mostSites = 5
