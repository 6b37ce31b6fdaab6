import { closeSync, constants, copyFileSync, linkSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { inTurns } from './in-turns.ts'
import { LongText } from './long-text.ts'

/** A file to be written, by its path in a folder. */
export interface FileToWrite {
  readonly path: string
  readonly content: string | Uint8Array | LongText
}

/** Writes files into a folder. Never over one that is there. */
export const writeFiles = (files: Iterable<FileToWrite>, folder: string): Promise<void> =>
  inTurns(files, fileWriter(folder))

/** The same, one at a time. */
export function fileWriter(folder: string): (file: FileToWrite) => void {
  const place = placesIn(folder)
  return ({ path, content }) => {
    if (content instanceof LongText) writeLong(place(path), content)
    else writeFileSync(place(path), content, { flag: 'wx' })
  }
}

/** Bytes that are written at once. */
const atOnce = 1_000_000

/** Bytes that a sign takes at most, as JavaScript counts signs (UTF-16). */
const mostOfSign = 3

function writeLong(file: string, text: LongText): void {
  const open = openSync(file, 'wx')
  const bytes = Buffer.allocUnsafe(atOnce)
  let filled = 0
  const flush = (): void => {
    writeFileSync(open, bytes.subarray(0, filled))
    filled = 0
  }
  try {
    for (const piece of text) {
      const most = piece.length * mostOfSign
      if (filled + most > atOnce) flush()
      if (most > atOnce) writeFileSync(open, piece)
      else filled += bytes.write(piece, filled)
    }
    flush()
  } finally {
    closeSync(open)
  }
}

/** Copies files into a folder; what is a link becomes a file of its own. Never over one that is there. */
export async function copyFiles(
  files: readonly { readonly onDisk: string; readonly path: string }[],
  folder: string,
): Promise<void> {
  const place = placesIn(folder)
  await inTurns(files, ({ onDisk, path }) => copyFileSync(onDisk, place(path), constants.COPYFILE_EXCL))
}

/**
 * Carries files from one folder to another, which may then share them: as hard links, or as copies where the disk has none, or
 * the two are on different disks.
 */
export function fileCarrier(from: string, to: string): (path: string) => void {
  const place = placesIn(to)
  let isLinked = true
  return (path) => {
    try {
      if (isLinked) {
        linkSync(join(from, path), place(path))
        return
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error
      isLinked = false
    }
    copyFileSync(join(from, path), place(path), constants.COPYFILE_EXCL)
  }
}

/** Where a file goes; its folder is made, once. Whatever made the path: it leads nowhere but into the folder. */
function placesIn(folder: string): (path: string) => string {
  const made = new Set<string>()
  const inside = join(folder, sep)
  return (path) => {
    const file = join(folder, path)
    if (!file.startsWith(inside)) throw new Error(`The file ${path} would be written outside ${folder}.`)
    const parent = dirname(file)
    if (!made.has(parent)) mkdirSync(parent, { recursive: true })
    made.add(parent)
    return file
  }
}
