import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { compile, copyAsTheyAre } from './make.ts'

/**
 * Makes what the package holds, in `dist/`: the code for Node as JavaScript, types for those who write layouts, and what is read as
 * it is. It has the folders of the checkout, so that each file finds the others as it does here. For `npm pack`, which calls it.
 */
const target = join(import.meta.dirname, '..', '..', 'dist')

rmSync(target, { recursive: true, force: true })
for (const list of ['code.json', 'types.json'] as const) if (!compile(list, target)) process.exit(1)
copyAsTheyAre(target)
