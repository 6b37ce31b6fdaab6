import { parentPort } from 'node:worker_threads'
import { searchFiles } from '../search/write-index.ts'

/** Makes indexes on a thread of its own, one after the other: nobody who wants a page has to wait for one. */
parentPort?.on('message', async (text: string) => {
  try {
    parentPort?.postMessage({ files: await searchFiles(JSON.parse(text)) } satisfies Indexed)
  } catch (error) {
    parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) } satisfies Indexed)
  }
})

export type Indexed = { readonly files: Awaited<ReturnType<typeof searchFiles>> } | { readonly fault: string }
