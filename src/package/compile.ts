import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Makes what the package holds, in `dist/`: the code for Node as JavaScript, types for those who write layouts, and what is read as
 * it is. It has the folders of the checkout, so that each file finds the others as it does here. For `npm pack`, which calls it.
 */
const project = join(import.meta.dirname, '..', '..')
const target = join(project, 'dist')

/** Not compiled: esbuild and Sass read them while a site is built. */
const asTheyAre = ['public', 'src/styles', 'src/preview/overlay/overlay.css']

/** TypeScript keeps its command to itself; where it is its package says. */
function compiler(): string {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { tsc: string } }
  return join(dirname(manifest), bin.tsc)
}

rmSync(target, { recursive: true, force: true })
for (const list of ['code.json', 'types.json']) {
  const { status } = spawnSync(process.execPath, [compiler(), '--project', join(import.meta.dirname, list)], {
    stdio: 'inherit',
  })
  // The compiler has said what is wrong.
  if (status !== 0) process.exit(1)
}
for (const path of asTheyAre) cpSync(join(project, path), join(target, path), { recursive: true })
