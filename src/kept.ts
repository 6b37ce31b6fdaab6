import { createHash, randomUUID } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'

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
export async function keptWork<Made>(
  name: string,
  key: string,
  make: () => Promise<Work<Made>>,
  fetched?: FetchedFiles,
): Promise<Made> {
  const before = recallKept<KeptWork<Made>>(name, key, fetched)
  if (before && [...before.from].every(([path, sum]) => checksumOf(path) === sum)) return before.made
  const { made, from } = await make()
  const sums = from.map((path): [string, string] => [path, checksumOf(path) ?? ''])
  keep(name, key, { made, from: new Map(sums) } satisfies KeptWork<Made>)
  return made
}

/** What an earlier run has kept under that name and key; `fetched` may have it. */
export function recallKept<Kept>(name: string, key: string, fetched?: FetchedFiles): Kept | undefined {
  const file = keptFile(name, key)
  const content = fetched?.get(file)
  fetched?.delete(file)
  const kept = content ? openKept<Kept>(content) : readKept<Kept>(file)
  if (kept !== undefined) markUsed(file)
  return kept
}

/** The contents of kept files that were read ahead, by their paths. Each is let go of as it is opened. */
export type FetchedFiles = Map<string, Uint8Array>

/** Keeps plain data for later runs. */
export const keep = (name: string, key: string, kept: unknown): void => writeKept(keptFile(name, key), kept)

/** Where that is, if it is there. */
export const keptFile = (name: string, key: string): string =>
  join(folder, `${name}-${checksum(`${process.version}\n${key}`).slice(0, 16)}`)

/** Deletes what was kept under a name and has not been used for longest, but for so many. */
export function pruneKept(name: string, most: number): void {
  const used = (file: string): number => statSync(file, { throwIfNoEntry: false })?.atimeMs ?? 0
  try {
    const files = readdirSync(folder)
      .filter((file) => file.startsWith(`${name}-`))
      .map((file) => join(folder, file))
    const oldest = files.map((file) => ({ file, used: used(file) })).sort((a, b) => a.used - b.used)
    for (const { file } of oldest.slice(0, Math.max(0, files.length - most))) rmSync(file, { force: true })
  } catch {
    // Another run may be at it.
  }
}

/** Many disks do not note by themselves that a file is read. */
function markUsed(file: string): void {
  try {
    utimesSync(file, new Date(), statSync(file).mtime)
  } catch {
    // It is read-only, or gone.
  }
}

/** What was kept in a file, if it is there as it was written. One that is damaged, or that another version of Node wrote, is not. */
export function readKept<Kept>(file: string): Kept | undefined {
  const content = readChecked(file)
  return content && openKept<Kept>(content)
}

/** The content of a kept file, if it is there as it was written. */
export function readChecked(file: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(file)
    const content = bytes.subarray(sumLength)
    return bytes.subarray(0, sumLength).toString('latin1') === sumOf(content) ? content : undefined
  } catch {
    return undefined
  }
}

/** Lists of numbers in what it gives may lie in the content, which is held for as long as they are. */
export function openKept<Kept>(content: Uint8Array): Kept | undefined {
  try {
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
    // One after the other, as together they would be there twice.
    writeFileSync(own, sumOf(content))
    appendFileSync(own, content)
    renameSync(own, file)
  } catch {
    rmSync(own, { force: true })
  }
}

/** Tells what is damaged, and takes a tenth of the time of SHA-256: what is kept of a large site are hundreds of megabytes. */
const sumOf = (content: Uint8Array): string => crc32(content).toString(16).padStart(sumLength, '0')

const sumLength = 8

const checksum = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

function checksumOf(path: string): string | undefined {
  try {
    return checksum(readFileSync(path))
  } catch {
    return undefined
  }
}
