import { createHash } from 'node:crypto'
import { close as closePagefind } from 'pagefind'
import { endsLot } from '../lots.ts'
import type { Site } from '../model.ts'
import { writeFiles } from '../write-files.ts'
import { type DictionaryIndex, searchFolder, searchStart, wordsFile } from './dictionary.ts'
import { SearchFault } from './fault.ts'
import { indexLot, type LotOptions } from './index-lot.ts'
import { entryOf, type IndexFile, mergeIndexes, unpack } from './merge-indexes.ts'
import { categoriesOf, type SearchRecord, searchRecords, spellings } from './records.ts'
import {
  type DictionaryRecord,
  dictionaryFiles,
  type IndexedRecord,
  languageOf,
  type Word,
  WordCollector,
} from './write-dictionary.ts'

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
  options: Partial<IndexOptions> = {},
): Promise<readonly SearchFile[]> {
  const index = startIndex({ answers: records.length, ...options })
  index.add(records)
  return index.finish(rest)
}

export interface IndexOptions extends Partial<Pick<LotOptions, 'patience' | 'isKept'>> {
  /** About how many there will be: it settles how many go into a file. */
  readonly answers: number
  /** More records than that are given to Pagefind in several lots, as `mergeIndexes` tells. */
  readonly recordsAtOnce?: number
  /**
   * An index of more records has several of them a file, in about so many files: a file an answer would be half of what hosts
   * take (20,000 files on Cloudflare Pages) at 10,000 answers, and more than all of it at 20,000.
   */
  readonly fragments?: number
}

/** A file of the search, by its path from the site's root. */
export interface SearchFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** An index that is made while its records come. */
export interface IndexInMaking {
  /** Takes some records more, and has Pagefind begin as soon as there are enough for a lot. */
  readonly add: (records: readonly SearchRecord[]) => void
  /** The files of all that were added. Throws a `SearchFault`. */
  readonly finish: (rest: SearchRest) => Promise<readonly SearchFile[]>
}

/** A lot of records takes about a second. */
const usual = { recordsAtOnce: 4000, fragments: 5000, patience: 600_000, isKept: false } as const

/** Begins an index without records. */
export function startIndex(options: IndexOptions): IndexInMaking {
  const { answers, recordsAtOnce, fragments, ...lotOptions } = { ...usual, ...options }
  const recordsAFile = Math.max(1, Math.ceil(answers / fragments))
  const records: DictionaryRecord[] = []
  const indexes: Promise<readonly IndexFile[]>[] = []
  let words: WordCollector | undefined
  let lot: SearchRecord[] = []
  let lots = 0
  let work: Promise<void> = Promise.resolve()

  // What is kept is there while Pagefind is at another lot, which it does one after the other: it lets go of the memory of each.
  const index = async (own: readonly SearchRecord[]): Promise<void> => {
    const earlier = [...indexes]
    let files: Promise<readonly IndexFile[]> = Promise.resolve([])
    await new Promise<void>((done, failed) => {
      const meanwhile = (): void => {
        words ??= new WordCollector(languageOf(own))
        words.add(own)
        // What it says is not held on to.
        for (const { content: _, ...record } of own) records.push(record)
        done()
      }
      files = indexLot(own, { ...lotOptions, recordsAFile, meanwhile, after: () => Promise.all(earlier) })
      files.catch(failed)
    })
    indexes.push(files)
  }
  // Their words are taken in order.
  const close = (): void => {
    const own = lot
    lot = []
    lots++
    work = work.then(() => index(own))
    work.catch(() => undefined)
  }
  return {
    add(more) {
      for (const record of more) {
        lot.push(record)
        if (endsLot(lot.length, record.url, recordsAtOnce)) close()
      }
    },
    async finish(rest) {
      // Without records, too, there is an index.
      if (lot.length > 0 || lots === 0) close()
      await work
      const made = await Promise.all(indexes)
      // It holds on to 200 MB for the next lot, and what comes now takes most memory of all.
      if (lots > 1) await closePagefind()
      return filesOf({ records, indexes: made, words: words?.sorted() ?? [], ...rest })
    },
  }
}

interface IndexParts extends SearchRest {
  readonly records: readonly DictionaryRecord[]
  readonly indexes: readonly (readonly IndexFile[])[]
  readonly words: readonly Word[]
}

async function filesOf({ records, indexes, words, spellings, home }: IndexParts): Promise<SearchFile[]> {
  const files = await mergeIndexes(indexes)
  const pagefind = startingFiles(files)
  const { index, files: dictionary } = dictionaryFiles({
    records: nameRecords(records, files),
    words,
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

/** Pagefind names a record by a checksum of its own, which only the file that it is in tells. */
function nameRecords(records: readonly DictionaryRecord[], files: readonly IndexFile[]): IndexedRecord[] {
  const ids = new Map<string, string>()
  const enter = ({ url }: Fragment, name: string): unknown => ids.set(url, name.slice(name.indexOf('_') + 1))
  for (const { path, content } of files) {
    if (!path.startsWith('fragment/')) continue
    // Small as they are, unpacking one at once takes a fraction of the time that waiting for it would.
    const own = JSON.parse(unpack(content).toString('utf8')) as Fragment | FragmentGroup
    const name = path.slice('fragment/'.length, path.lastIndexOf('.'))
    if (name.includes('_group_')) for (const [id, fragment] of Object.entries(own as FragmentGroup)) enter(fragment, id)
    else enter(own as Fragment, name)
  }
  const missing = records.filter(({ url }) => !ids.has(url))
  if (missing.length > 0) throw new SearchFault([`${missing.length} of ${records.length} answers are not in it`])
  return records.map((record) => ({ id: ids.get(record.url) ?? '', ...record }))
}

/** What Pagefind keeps of one record. */
interface Fragment {
  readonly url: string
}

/** Several in one file, by their names, as `en_1146eab`. */
type FragmentGroup = Readonly<Record<string, Fragment>>

/** Ten hexadecimal digits that are others when anything in the files is, or a name. */
function checksum(files: readonly SearchFile[]): string {
  const hash = createHash('sha256')
  for (const { path, content } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${path}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex').slice(0, 10)
}
