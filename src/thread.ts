import { Worker } from 'node:worker_threads'
import { ending } from './ending.ts'

/** What a thread is begun with, as its `workerData`. */
export interface ThreadData<Data> {
  /** The address of its own module. */
  readonly module: string
  readonly data: Data
}

/** Begins a thread that runs a module of this program. */
export function startThread<Data>(module: URL, data: Data): Worker {
  const start = ending === '.ts' ? new URL('./start-thread.js', import.meta.url) : module
  return new Worker(start, { workerData: { module: module.href, data } satisfies ThreadData<Data> })
}
