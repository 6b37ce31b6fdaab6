import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const project = join(import.meta.dirname, '..', '..')

/** Not compiled: esbuild and Sass read them while a site is built. */
const asTheyAre = ['public', 'src/styles', 'src/preview/overlay/overlay.css']

/** TypeScript keeps its command to itself; where it is its package says. */
function compiler(): string {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { tsc: string } }
  return join(dirname(manifest), bin.tsc)
}

/** Compiles what a list names into a folder, with the folders of the checkout. False if it did not, and has said why. */
export function compile(list: 'code.json' | 'types.json', target: string, ...options: string[]): boolean {
  const args = [compiler(), '--project', join(import.meta.dirname, list), '--outDir', target, ...options]
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
}

export function copyAsTheyAre(target: string): void {
  for (const path of asTheyAre) cpSync(join(project, path), join(target, path), { recursive: true })
}
