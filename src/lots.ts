import { createHash } from 'node:crypto'

/**
 * Whether a lot of at most so many ends with what has that name. Lots end where their content says so, as deduplicating storage cuts
 * its blocks: where something is put in or taken away, the lots after it are soon what they were, and need not be made again. `last`
 * is how much of the length has that name.
 */
export const endsLot = (length: number, name: string, most: number, last = 1): boolean =>
  length >= most || (length >= most / 2 && hashOf(name) < ((4 * last) / most) * 2 ** 32)

const hashOf = (name: string): number => createHash('sha256').update(name).digest().readUInt32BE(0)
