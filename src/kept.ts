import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'

/**
 * Where work is kept from one run to the next, as other tools keep theirs. All of it may be deleted at any time; where nothing
 * can be written, nothing is kept.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.cache', 'answerbook')

/** What was made, and the files that it was made from. */
export interface Work<Made> {
  readonly made: Made
  readonly from: readonly string[]
}

interface KeptWork<Made> {
  readonly made: Made
  /** SHA-256 of each file that it was made from. */
  readonly from: ReadonlyMap<string, string>
}

/**
 * Gives what `make` makes, or what it made at an earlier run if every file that went into it is the same now. `key` says what
 * went into it besides: whoever changes that gets it made anew. What is made has to be plain data.
 */
export async function keptWork<Made>(name: string, key: string, make: () => Promise<Work<Made>>): Promise<Made> {
  const file = join(folder, `${name}-${checksum(`${process.version}\n${key}`).slice(0, 16)}`)
  const before = readKept<KeptWork<Made>>(file)
  if (before && [...before.from].every(([path, sum]) => checksumOf(path) === sum)) return before.made
  const { made, from } = await make()
  const sums = from.map((path): [string, string] => [path, checksumOf(path) ?? ''])
  writeKept(file, { made, from: new Map(sums) } satisfies KeptWork<Made>)
  return made
}

/** What was kept in a file, if it is there as it was written. One that is damaged, or that another version of Node wrote, is not. */
export function readKept<Kept>(file: string): Kept | undefined {
  try {
    const bytes = readFileSync(file)
    const content = bytes.subarray(sumLength)
    if (bytes.subarray(0, sumLength).toString('latin1') !== checksum(content)) return undefined
    return deserialize(content) as Kept
  } catch {
    return undefined
  }
}

/** Keeps plain data in a file, whole or not at all. That it cannot be kept is no fault: it is made again. */
export function writeKept(file: string, kept: unknown): void {
  const own = `${file}.${process.pid}.${randomUUID()}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    const content = serialize(kept)
    writeFileSync(own, Buffer.concat([Buffer.from(checksum(content), 'latin1'), content]))
    renameSync(own, file)
  } catch {
    rmSync(own, { force: true })
  }
}

/** Hexadecimal digits of SHA-256. */
const sumLength = 64

const checksum = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

function checksumOf(path: string): string | undefined {
  try {
    return checksum(readFileSync(path))
  } catch {
    return undefined
  }
}
