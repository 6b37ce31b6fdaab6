// A thread begins without the loader that lets Node run TypeScript, even when its process has it.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.module)
