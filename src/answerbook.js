#!/usr/bin/env node
// The command "answerbook". A package holds the code compiled; in a checkout, Node reads TypeScript only with help.
import { existsSync } from 'node:fs'

if (existsSync(new URL('cli.ts', import.meta.url))) {
  const { register } = await import('tsx/esm/api')
  register()
  await import('./cli.ts')
} else {
  await import('../dist/src/cli.js')
}
