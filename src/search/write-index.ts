import { createHash } from 'node:crypto'
import { close as closePagefind } from 'pagefind'
import { keep, recallKept } from '../kept.ts'
import type { Site } from '../model.ts'
import { sumOf } from '../sum.ts'
import { writeFiles } from '../write-files.ts'
import { type DictionaryIndex, searchFolder, searchStart, wordsFile } from './dictionary.ts'
import { type IndexedLot, indexLot, type LotOptions, type LotSource } from './index-lot.ts'
import { joinWords } from './lot-words.ts'
import { entryOf, type IndexFile, type MergedIndex, mergeIndexes, type PackedFiles } from './merge-indexes.ts'
import { cutLots, type PageRecords, readRecords, recordsAtOnce, textOfLot } from './record-lots.ts'
import { categoriesOf, type SearchRecord, searchRecords, spellings } from './records.ts'
import { dictionaryFiles, type IndexedRecord } from './write-dictionary.ts'

/** All that a search is made from. */
export interface SearchSource {
  readonly records: readonly SearchRecord[]
  readonly rest: SearchRest
}

/** What is only known of a site that has been read whole. Plain data, which may be sent elsewhere. */
export interface SearchRest {
  /** Ways to write the same thing. */
  readonly spellings: readonly (readonly string[])[]
  /** Where the site is published, or its path. */
  readonly home: string
}

export const searchSource = (site: Site): SearchSource => ({ records: searchRecords(site), rest: searchRest(site) })

export const searchRest = (site: Site): SearchRest => ({
  spellings: spellings(site),
  home: site.settings.url ?? site.base,
})

/** Writes the search of the site into `folder`, the root of what is published. */
export async function writeIndex(site: Site, folder: string): Promise<void> {
  await writeFiles(await searchFiles(searchSource(site)), folder)
}

/** Pagefind's index of the records, and the dictionary beside it, as files. Throws a `SearchFault`. */
export function searchFiles(
  { records, rest }: SearchSource,
  { recordsAtOnce: most = recordsAtOnce, ...options }: Partial<SearchOptions> = {},
): Promise<readonly SearchFile[]> {
  const index = startIndex({ answers: records.length, ...options })
  const { add, end } = cutLots(most, (lot) =>
    index.add({ key: lot.key, records: async () => readRecords(textOfLot(lot)) }),
  )
  for (const page of byPage(records)) add(page)
  end()
  return index.finish(rest)
}

export interface SearchOptions extends IndexOptions {
  /** About how many are given to Pagefind together. */
  readonly recordsAtOnce: number
}

/** Records by the pages that they stand on, which follow each other. */
export function byPage(records: readonly SearchRecord[]): PageRecords[] {
  const pages: { readonly address: string; readonly own: SearchRecord[] }[] = []
  for (const record of records) {
    const address = record.url.replace(/#.*$/, '')
    if (pages.at(-1)?.address === address) pages.at(-1)?.own.push(record)
    else pages.push({ address, own: [record] })
  }
  return pages.map(({ address, own }) => ({
    address,
    count: own.length,
    answers: own.filter(({ kind }) => kind !== 'lead').length,
    sum: sumOf(own),
    text: () => JSON.stringify(own),
  }))
}

export interface IndexOptions extends Partial<Pick<LotOptions, 'patience' | 'isKept' | 'fetched'>> {
  /** About how many there will be: it settles how many go into a file. */
  readonly answers: number
  /** In about so many files are the texts of more records. */
  readonly fragments?: number
}

/** A file of the search, by its path from the site's root. */
export interface SearchFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** An index that is made while its records come. */
export interface IndexInMaking {
  /** Takes a lot more, and has Pagefind begin with it. `tell` takes the telling words of all its answers. */
  readonly add: (lot: LotSource, tell?: (packed: Uint32Array) => void) => void
  /** The files of all that were added. Throws a `SearchFault`. */
  readonly finish: (rest: SearchRest) => Promise<readonly SearchFile[]>
}

/**
 * An index of more records has several of them a file, in about so many files: a file an answer would be half of what hosts
 * take (20,000 files on Cloudflare Pages) at 10,000 answers, and more than all of it at 20,000.
 */
const usualFragments = 5000

/** How many records a file has of an index of about so many. */
export const recordsInFile = (answers: number, fragments = usualFragments): number =>
  Math.max(1, Math.ceil(answers / fragments))

/** Begins an index without records. */
export function startIndex({
  answers,
  fragments,
  patience = 600_000,
  isKept = false,
  fetched = new Map(),
}: IndexOptions): IndexInMaking {
  const recordsAFile = recordsInFile(answers, fragments)
  const lots: Promise<IndexedLot>[] = []
  // Pagefind has one lot at a time: it lets go of the memory of each. What is kept does not wait for it.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work)
    last = result
    return result
  }
  const add: IndexInMaking['add'] = (lot, tell = () => undefined) => {
    const made = indexLot(lot, { recordsAFile, patience, isKept, fetched, inTurn, tell })
    // What is wrong is told when it is finished.
    made.catch(() => undefined)
    lots.push(made)
  }
  return {
    add,
    async finish(rest) {
      // Without records, too, there is an index.
      if (lots.length === 0) add({ key: '', records: async () => [] })
      const made = await Promise.all(lots)
      // It holds on to 200 MB for the next lot, and what comes now takes most memory of all.
      if (lots.length > 1) await closePagefind()
      return filesOf(made, rest, isKept)
    },
  }
}

async function filesOf(
  lots: readonly IndexedLot[],
  { spellings, home }: SearchRest,
  isKept: boolean,
): Promise<SearchFile[]> {
  const indexes = lots.map((lot) => lot.files)
  const { files, renamed } = isKept ? await mergeKept(indexes, home) : await mergeIndexes(indexes)
  const pagefind = startingFiles(files)
  const records = lots.flatMap((lot, at) => indexedRecords(lot, renamed[at]))
  const { index, files: dictionary } = dictionaryFiles({
    records,
    words: joinWords(lots.map((lot) => lot.words)),
    spellings,
    categories: categoriesOf(records),
    home,
    pagefind,
  })
  const own = [
    ...files.filter(({ path }) => !path.startsWith('wasm.') || pagefind.files.includes(path)),
    ...[...dictionary].map(([name, content]) => ({ path: wordsFile(name), content: JSON.stringify(content) })),
  ]
  const folder = `${searchFolder}${checksum(own)}/`
  const start: DictionaryIndex = { folder, ...index }
  return [
    { path: searchStart, content: JSON.stringify(start) },
    ...own.map(({ path, content }) => ({ path: folder + path, content })),
  ]
}

/** The files with words are packed once, and kept for the next index of the same site. */
async function mergeKept(indexes: readonly (readonly IndexFile[])[], home: string): Promise<MergedIndex> {
  const merged = await mergeIndexes(indexes, recallKept<PackedFiles>(packedName, home))
  if (merged.packed.size > 0) keep(packedName, home, merged.packed)
  return merged
}

/** What the kept ones have as their name. */
export const packedName = 'words'

/** What Pagefind asks for one after the other before its first search; its names tell when they change. */
function startingFiles(files: readonly IndexFile[]): { tag: string; files: string[] } {
  const { languages } = entryOf(files)
  const [language] = Object.values(languages)
  // A site without any text has no index.
  if (!language) return { tag: 'none', files: [] }
  const { hash, wasm } = language
  return {
    tag: hash,
    files: [`pagefind-entry.json?ts=${hash}`, `wasm.${wasm ?? 'unknown'}.pagefind`, `pagefind.${hash}.pf_meta`],
  }
}

/** Pagefind's name of a record stands behind its language: `en_1146eab`. */
const indexedRecords = ({ records, names }: IndexedLot, renamed?: ReadonlyMap<string, string>): IndexedRecord[] =>
  records.map((record, at) => {
    const name = names[at] ?? ''
    const now = renamed?.get(name) ?? name
    return { id: now.slice(now.indexOf('_') + 1), ...record }
  })

/** Ten hexadecimal digits that are others when anything in the files is, or a name. */
function checksum(files: readonly SearchFile[]): string {
  const hash = createHash('sha256')
  for (const { path, content } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${path}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex').slice(0, 10)
}
