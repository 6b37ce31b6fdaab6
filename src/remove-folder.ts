import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inTurns } from './in-turns.ts'

/**
 * Removes a folder with all that is in it, or a file; one that is not there is as good as removed. Node's own way takes, for the
 * 17,000 files of a large site, twice the time and five times the processor time (3.0 s against 1.5 s, measured); it is left what this
 * cannot do.
 */
export async function removeFolder(folder: string): Promise<void> {
  try {
    if (lstatSync(folder).isDirectory()) await inTurns(removals(folder), (remove) => remove())
  } catch {
    // It is gone by now, or what is wrong is told below.
  }
  await rm(folder, { recursive: true, force: true })
}

/** What there is to do, from the inside to the outside. Links are removed, and not what they lead to. */
function* removals(folder: string): Generator<() => void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* removals(path)
    else yield () => unlinkSync(path)
  }
  yield () => rmdirSync(folder)
}
