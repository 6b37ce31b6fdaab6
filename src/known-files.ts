import { createHash } from 'node:crypto'
import { type FiledFile, fileHtml, isHtml } from './built.ts'
import type { Address } from './model.ts'
import { areAsTheyWere, type Stamps } from './stamps.ts'
import type { Reads } from './watch-reads.ts'
import { fileCarrier } from './write-files.ts'

/** What is known of a file that a build has made, as plain data: a later build need not make it again. */
export interface KnownFile {
  /** A checksum of all that it was made from. */
  readonly from: string
  /** What that was, if it is not its content alone. */
  readonly reads?: Reads
  /** What it links to, if it is HTML. */
  readonly look?: FiledFile
}

export type KnownFiles = ReadonlyMap<Address, KnownFile>

/** A site that was built by the same code, and the folder that it is in. */
export interface FormerFolder {
  readonly folder: string
  readonly stamps: Stamps
  readonly made: KnownFiles
}

/** The files that a build makes in a folder, each made anew or carried over from the former site. */
export interface Making {
  readonly made: KnownFiles
  /** Carries a file over if it was made from what has that checksum, and nobody has touched it since. */
  readonly carry: (path: Address, from: string) => boolean
  /** Notes a file that is made anew. */
  readonly note: (path: Address, made: Pick<KnownFile, 'from' | 'reads'>, content: string | Uint8Array) => void
}

export function createMaking(folder: string, former: FormerFolder | undefined): Making {
  const made = new Map<Address, KnownFile>()
  const bring = former && fileCarrier(former.folder, folder)
  return {
    made,
    carry(path, from) {
      const before = former?.made.get(path)
      if (!former || !bring || before?.from !== from || !areAsTheyWere(former.stamps, former.folder, [path]))
        return false
      bring(path)
      made.set(path, before)
      return true
    },
    note(path, { from, reads }, content) {
      made.set(path, {
        from,
        ...(reads ? { reads } : {}),
        ...(isHtml(path) ? { look: fileHtml(content.toString()) } : {}),
      })
    },
  }
}

export const sumOfContent = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64')
