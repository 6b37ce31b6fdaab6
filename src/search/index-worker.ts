import { parentPort } from 'node:worker_threads'
import { close } from 'pagefind'
import { searchFiles } from './write-index.ts'

/** What the thread is told: the source of an index, as JSON, or that there will be no more. */
export type Order = { readonly source: string } | 'end'

/** What it tells: the files of the index, or what went wrong. */
export type Indexed = { readonly files: Awaited<ReturnType<typeof searchFiles>> } | { readonly fault: string }

/** Makes indexes on a thread of its own, one after the other. */
parentPort?.on('message', async (order: Order) => {
  if (order === 'end') {
    await close()
    parentPort?.close()
    return
  }
  try {
    parentPort?.postMessage({ files: await searchFiles(JSON.parse(order.source)) } satisfies Indexed)
  } catch (error) {
    parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) } satisfies Indexed)
  }
})
