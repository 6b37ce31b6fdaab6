import { parentPort, workerData } from 'node:worker_threads'
import { readChecked } from './kept.ts'
import type { ThreadData } from './thread.ts'

/** A kept file, and what was kept in it. */
export type Fetched = readonly [file: string, content: Uint8Array]

const { data: files } = workerData as ThreadData<readonly string[]>

for (const file of files) {
  const content = readChecked(file)
  // Handed over, not copied.
  if (content) parentPort?.postMessage([file, content] satisfies Fetched, [content.buffer as ArrayBuffer])
}
