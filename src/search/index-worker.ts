import { parentPort } from 'node:worker_threads'
import { close } from 'pagefind'
import { pruneKept } from '../kept.ts'
import { lotsName } from './index-lot.ts'
import type { SearchRecord } from './records.ts'
import { type IndexInMaking, type SearchFile, type SearchRest, startIndex } from './write-index.ts'

/** What the thread is told: an index begins, with about so many answers; some of its records, as JSON; its end; there is no more. */
export type Order = { readonly begin: number } | { readonly add: string } | { readonly finish: SearchRest } | 'end'

/** What it tells: the files of the index, or what went wrong. */
export type Indexed = { readonly files: readonly SearchFile[] } | { readonly fault: string }

let index: IndexInMaking | undefined

/** Makes indexes on a thread of its own, one after the other. */
parentPort?.on('message', async (order: Order) => {
  if (order === 'end') {
    await close()
    parentPort?.close()
  } else if ('begin' in order) index = startIndex({ answers: order.begin, isKept: true })
  else if ('add' in order) index?.add(JSON.parse(order.add) as SearchRecord[])
  else {
    const indexed = await finished(order.finish)
    parentPort?.postMessage(indexed, 'files' in indexed ? buffersOf(indexed.files) : [])
  }
})

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

async function finished(rest: SearchRest): Promise<Indexed> {
  try {
    const files = await index?.finish(rest)
    return files ? { files } : { fault: 'The search was not begun.' }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  } finally {
    index = undefined
    pruneKept(lotsName, mostLots)
  }
}

/** A lot takes about a megabyte. */
const mostLots = 200
