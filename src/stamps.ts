import { statSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn } from './built.ts'
import { inTurns } from './in-turns.ts'
import type { Address } from './model.ts'

/** What a file was like when it was written: its size in bytes, and when it was last changed, in milliseconds. */
export type Stamp = readonly [size: number, changed: number]

export type Stamps = ReadonlyMap<Address, Stamp>

/** Of every file in a folder. */
export async function stampsOf(folder: string): Promise<Stamps> {
  const stamps = new Map<Address, Stamp>()
  await inTurns(filesIn(folder), (path) => stamps.set(path, stampOf(join(folder, path)) ?? [0, 0]))
  return stamps
}

/** Whether the files are as they were, all of them or those that are named; others may be there too. */
export const areAsTheyWere = (stamps: Stamps, folder: string, paths: Iterable<Address> = stamps.keys()): boolean => {
  for (const path of paths) {
    const [before, now] = [stamps.get(path), stampOf(join(folder, path))]
    if (!before || !now || before[0] !== now[0] || before[1] !== now[1]) return false
  }
  return true
}

function stampOf(file: string): Stamp | undefined {
  const info = statSync(file, { throwIfNoEntry: false })
  return info && [info.size, info.mtimeMs]
}
