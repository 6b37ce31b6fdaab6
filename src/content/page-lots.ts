import { type FetchedFiles, keep, keptFile, pruneKept, recallKept } from '../kept.ts'
import { endsLot } from '../lots.ts'
import type { Address, Page } from '../model.ts'
import type { Problem } from '../problem.ts'
import { sumOf } from '../sum.ts'
import type { ReadPage } from './page.ts'
import type { SourceText } from './text.ts'

/** What is known of a page before its body is read: links need the addresses of all. */
export interface PageOutline {
  readonly path: string
  readonly address: Address
  /** The names of sub-categories that an index page lists. */
  readonly subCategories: readonly string[]
  /** How many headings it has, roughly, as nothing has been parsed. */
  readonly headings: number
  readonly problems: readonly Problem[]
}

/** A page, and where each of its links leads, as JSON: of other pages and files, it depends on no more than that. */
export interface PageReading extends ReadPage {
  readonly led: ReadonlyMap<string, string>
}

/** What was read of a lot of pages: plain data. */
export interface ReadLot {
  readonly outlines: readonly PageOutline[]
  readonly pages: readonly PageReading[]
}

/** The same as it is kept: with what others have made of each page. */
interface KeptLot extends ReadLot {
  readonly words: readonly (Uint32Array | undefined)[]
  readonly recordSums: readonly (string | undefined)[]
}

/** Keeps what was read from one run to the next (src/kept.ts). */
export interface PageKeeper {
  readonly find: (key: string) => ReadLot | undefined
  readonly keep: (key: string, lot: ReadLot) => void
}

/** Some of the pages, and what an earlier run has read of the same sources. */
export interface Lot {
  readonly sources: readonly SourceText[]
  readonly kept: ReadLot | undefined
  readonly keep: (lot: ReadLot) => void
}

/** All pages, in lots. `common` has a checksum of whatever else they are read with. */
export function lotsOf(sources: readonly SourceText[], common: string, keeper: PageKeeper | undefined): Lot[] {
  const most = Math.max(least, 2 ** Math.ceil(Math.log2(sources.length / lots)))
  const cut: SourceText[][] = [[]]
  for (const source of sources) {
    const lot = cut.at(-1) ?? []
    lot.push(source)
    if (endsLot(lot.length, source.path, most)) cut.push([])
  }
  return cut
    .filter((lot) => lot.length > 0)
    .map((lot) => {
      if (!keeper) return { sources: lot, kept: undefined, keep: () => undefined }
      const key = sumOf([common, lot.map(({ shown, sum }) => [shown, sum])])
      return { sources: lot, kept: keeper.find(key), keep: (read) => keeper.keep(key, read) }
    })
}

/** About so many: where one page has changed, all of its lot are read again. */
const lots = 32

/** Pages that are read again in no time. */
const least = 64

/** Writes nothing before `write` is gone through, a lot at a time: that may wait until there is time. */
export interface LatePageKeeper extends PageKeeper {
  /** What others make of a page and would have kept beside it: its telling words, and a checksum of its search records. */
  readonly words: WeakMap<Page, Uint32Array>
  readonly recordSums: WeakMap<Page, string>
  readonly write: () => Iterable<void>
  /** Where all that was found or is kept lies, for whoever reads it ahead the next time. */
  readonly files: () => readonly string[]
}

/** Keeps what was read by a program that has that checksum. `fetched` may have some of it. */
export function createPageKeeper(program: string, fetched: FetchedFiles = new Map()): LatePageKeeper {
  const files = new Set<string>()
  const waiting = new Map<string, ReadLot>()
  const words: LatePageKeeper['words'] = new WeakMap()
  const recordSums: LatePageKeeper['recordSums'] = new WeakMap()
  return {
    words,
    recordSums,
    find(key) {
      const lot = recallKept<KeptLot>(pagesName, program + key, fetched)
      if (lot) files.add(keptFile(pagesName, program + key))
      for (const [index, { page }] of lot?.pages.entries() ?? []) {
        const [own, sum] = [lot?.words[index], lot?.recordSums[index]]
        // What was read of the file would be held whole for a list that lies in it.
        if (own) words.set(page, own.slice())
        if (sum !== undefined) recordSums.set(page, sum)
      }
      return lot
    },
    files: () => [...files],
    keep(key, lot) {
      files.add(keptFile(pagesName, program + key))
      waiting.set(key, lot)
    },
    *write() {
      for (const [key, lot] of waiting) {
        const pages = lot.pages.map(({ page }) => page)
        const kept: KeptLot = {
          ...lot,
          words: pages.map((page) => words.get(page)),
          recordSums: pages.map((page) => recordSums.get(page)),
        }
        keep(pagesName, program + key, kept)
        waiting.delete(key)
        yield
      }
      pruneKept(pagesName, mostLots)
    },
  }
}

/** What the kept ones have as their name. */
export const pagesName = 'pages'

/** A lot of a large site takes some megabytes. */
const mostLots = 100
