import { createHash } from 'node:crypto'
import { close, createIndex } from 'pagefind'
import type { Site } from '../model.ts'
import { writeFiles } from '../write-files.ts'
import { type DictionaryIndex, searchFolder, searchStart, wordsFile } from './dictionary.ts'
import { SearchFault } from './fault.ts'
import { entryOf, type IndexFile, mergeIndexes, unpack } from './merge-indexes.ts'
import { categoriesOf, type SearchRecord, searchRecords, spellings, topicMark } from './records.ts'
import { dictionaryFiles, type IndexedRecord, languageOf, type Word, WordCollector } from './write-dictionary.ts'

/** All that a search is made from: plain data, which may be made into files elsewhere. */
export interface SearchSource {
  readonly records: readonly SearchRecord[]
  readonly spellings: readonly (readonly string[])[]
  /** Where the site is published, or its path. */
  readonly home: string
}

export const searchSource = (site: Site): SearchSource => ({
  records: searchRecords(site),
  spellings: spellings(site),
  home: site.settings.url ?? site.base,
})

/** Writes the search of the site into `folder`, the root of what is published. */
export async function writeIndex(site: Site, folder: string): Promise<void> {
  await writeFiles(await searchFiles(searchSource(site)), folder)
}

/**
 * Pagefind's index of the site, and the dictionary beside it, as files. Pagefind returns its errors instead of throwing them,
 * and drops what it cannot read in silence, so both are checked. Its files are taken from it: when it writes them itself it is
 * done before they are (its issue 1271). What a page never asks for, such as its ready-made interface (640 KB), is left out.
 */
export async function searchFiles(
  { records, spellings, home }: SearchSource,
  limits: Partial<IndexLimits> = {},
): Promise<SearchFile[]> {
  const categories = categoriesOf(records)
  const { files, words } = await indexRecords(records, categories, { ...usualLimits, ...limits })
  const pagefind = startingFiles(files)
  const { index, files: dictionary } = dictionaryFiles({
    records: nameRecords(records, files),
    words,
    spellings,
    categories,
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

export interface IndexLimits {
  /** More records than that are given to Pagefind in several lots, as `mergeIndexes` tells. */
  readonly recordsAtOnce: number
  /**
   * An index of more records has several of them a file, in so many files: a file an answer would be half of what hosts take
   * (20,000 files on Cloudflare Pages) at 10,000 answers, and more than all of it at 20,000.
   */
  readonly fragments: number
  /** Milliseconds that Pagefind may take for a lot. It is given up then: a build that hangs tells nobody anything. */
  readonly patience: number
}

/** A lot takes two or three seconds. */
const usualLimits: IndexLimits = { recordsAtOnce: 4000, fragments: 5000, patience: 600_000 }

const unused = /^pagefind-(ui|modular-ui|component-ui|highlight|playground|worker)\b/

/** A file of the search, by its path from the site's root. */
export interface SearchFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** Pagefind's files for the records; and their words, which are collected while Pagefind, a program of its own, is at work. */
async function indexRecords(
  records: readonly SearchRecord[],
  categories: readonly string[],
  { recordsAtOnce, fragments, patience }: IndexLimits,
): Promise<{ files: readonly IndexFile[]; words: Word[] }> {
  const count = Math.max(1, Math.ceil(records.length / recordsAtOnce))
  const size = Math.ceil(records.length / count)
  const lots = Array.from({ length: count }, (_, lot) => records.slice(lot * size, (lot + 1) * size))
  const words = new WordCollector(languageOf(records))
  const indexes: IndexFile[][] = []
  // One after the other: Pagefind lets go of the memory of each, and does one thing at a time.
  for (const lot of lots)
    indexes.push(
      await indexLot(lot, categories, {
        maxFragments: Math.ceil(fragments / count),
        patience,
        meanwhile: () => words.add(lot),
      }),
    )
  return { files: mergeIndexes(indexes), words: words.sorted() }
}

interface LotOptions {
  readonly maxFragments: number
  readonly patience: number
  /** Done while Pagefind makes the files. */
  readonly meanwhile: () => void
}

async function indexLot(
  records: readonly SearchRecord[],
  categories: readonly string[],
  { maxFragments, patience, meanwhile }: LotOptions,
): Promise<IndexFile[]> {
  let isLate = false
  const watch = setTimeout(() => {
    isLate = true
    // Ends its program: whatever is awaited of it fails.
    close()
  }, patience)
  // Where its program has ended without a word, nothing keeps this one from ending too.
  watch.unref()
  // It throws for one thing alone: its program, with which it talks, cannot be started or has ended.
  const died = (error: Error): never => {
    const why = isLate ? 'does not answer' : `does not run (${error.message.split('\n', 1)[0]})`
    throw searchFault([`Pagefind's program ${why}`])
  }
  try {
    const { index, errors } = await createIndex({ maxFragments }).catch(died)
    if (!index) throw searchFault(errors)
    // Pagefind reads a stream of requests in order; sending them together saves a round trip each.
    const added = await Promise.all(
      records.map(({ url, content, question, aliases, language, page, category }) =>
        index.addCustomRecord({
          url,
          // An answer may be nothing but an image or a row of signs, and its question too; Pagefind drops a record without
          // words. An address always has some.
          content: [content, question, page].find((text) => /[\p{L}\p{N}]/u.test(text)) ?? url,
          language,
          meta: {
            title: question,
            page,
            category,
            ...(category === '' ? {} : { topic: topicMark(categories.indexOf(category)) }),
            ...(aliases.length > 0 ? { aliases: aliases.join('\n') } : {}),
          },
        }),
      ),
    ).catch(died)
    const failed = added.flatMap((response) => response.errors)
    if (failed.length > 0) throw searchFault(failed)
    const making = index.getFiles()
    meanwhile()
    const made = await making.catch(died)
    if (made.errors.length > 0) throw searchFault(made.errors)
    await index.deleteIndex().catch(died)
    return made.files.filter(({ path }) => !unused.test(path))
  } catch (error) {
    // The next index, of a preview say, has a new program: Pagefind itself would go on with one that has ended.
    await close()
    throw error
  } finally {
    clearTimeout(watch)
  }
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
function nameRecords(records: readonly SearchRecord[], files: readonly IndexFile[]): IndexedRecord[] {
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
  if (missing.length > 0) throw searchFault([`${missing.length} of ${records.length} answers are not in it`])
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

const searchFault = (errors: readonly string[]): Error => new SearchFault(errors)
