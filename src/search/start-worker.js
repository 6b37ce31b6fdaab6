// A thread begins without the loader that lets Node run TypeScript, even when its process has it.
import { register } from 'tsx/esm/api'

register()
await import('./index-worker.ts')
