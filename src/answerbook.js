#!/usr/bin/env node
// The command "answerbook", for other projects: Node reads TypeScript only with help.
import { register } from 'tsx/esm/api'

register()
await import('./cli.ts')
