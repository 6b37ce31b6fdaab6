import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn } from './built.ts'
import type { Address } from './model.ts'
import { namedByContent } from './outputs/headers.ts'
import { searchStart } from './search/dictionary.ts'
import { copyFiles, writeFiles } from './write-files.ts'

/** There is no site to keep anything of, for a reason that whoever named the folder can change. */
export class NoPreviousSite extends Error {}

/** What of a site is from the one before it, a path a line: it is not kept once more. */
const keptList: Address = '/_hosts/kept.txt'

/** Throws `NoPreviousSite` if the folder does not hold a site as `keepPrevious` reads it. */
export function confirmPrevious(previous: string): void {
  if (!existsSync(previous)) throw new NoPreviousSite(`There is no folder "${previous}".`)
  if (existsSync(join(previous, searchStart))) return
  throw new NoPreviousSite(
    `The folder "${previous}" holds no site that Answerbook has built: it has no ${searchStart}.`,
  )
}

/**
 * Copies into a new site what pages of the previous one, open in somebody's browser, may still ask for: the files whose names are
 * made from their content, or lie in a folder whose name is. What the previous site itself had kept is left out, so that each
 * file is there for one release more. Nothing that the new site has is touched. Returns how many files that added.
 */
export async function keepPrevious(previous: string, output: string): Promise<number> {
  const list = join(previous, keptList)
  const tooOld = new Set(existsSync(list) ? readFileSync(list, 'utf8').split('\n') : [])
  const kept = filesIn(previous).filter(
    (path) =>
      namedByContent.some((folder) => path.startsWith(folder)) &&
      // What servers send in the place of a file is made anew, for those that do.
      !/\.(br|gz)$/.test(path) &&
      !tooOld.has(path) &&
      !existsSync(join(output, path)),
  )
  if (kept.length === 0) return 0
  await copyFiles(
    kept.map((path) => ({ onDisk: join(previous, path), path })),
    output,
  )
  await writeFiles([{ path: keptList, content: `${kept.join('\n')}\n` }], output)
  return kept.length + 1
}
