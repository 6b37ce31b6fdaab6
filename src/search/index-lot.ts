import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { close, createIndex, type PagefindIndex } from 'pagefind'
import { ending } from '../ending.ts'
import { type FetchedFiles, keptFile, keptWork, type Work } from '../kept.ts'
import { SearchFault } from './fault.ts'
import { type DictionaryRecord, dictionaryRecord, type LotWords, languageOf, wordsOfLot } from './lot-words.ts'
import { type IndexFile, unpack } from './merge-indexes.ts'
import { type SearchRecord, topicMark } from './records.ts'
import { packTellingWords } from './telling-words.ts'

export interface LotOptions {
  /** How many records a file may have of what is shown of them. */
  readonly recordsAFile: number
  /** Milliseconds that Pagefind may take. It is given up then: a build that hangs tells nobody anything. */
  readonly patience: number
  /** Whether a later run of the same records may have what is made now, and this one what an earlier has made. */
  readonly isKept: boolean
  /** What was read ahead of what is kept. */
  readonly fetched: FetchedFiles
  /** Begins a work with Pagefind once those before it are done. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** Takes the telling words of all answers in it, as soon as they are known. */
  readonly tell: (packed: Uint32Array) => void
}

/** Some records, which are only asked for where nothing is kept of them; then twice, so that nobody holds on to them between. */
export interface LotSource {
  /** Has a checksum of them. */
  readonly key: string
  readonly records: () => Promise<readonly SearchRecord[]>
}

/** What is made of some records without regard to any others: plain data. */
export interface IndexedLot {
  /** Pagefind's index of them. */
  readonly files: readonly IndexFile[]
  readonly records: readonly DictionaryRecord[]
  /** What Pagefind calls them, in the same order. */
  readonly names: readonly string[]
  readonly words: LotWords
  /** The telling words of those that are answers. */
  readonly telling: Uint32Array
}

/**
 * Makes of some records what a search needs. Pagefind returns its errors instead of throwing them, and drops what it cannot
 * read in silence. Its files are taken from it: when it writes them itself it is done before they are (its issue 1271). What a
 * page never asks for, such as its ready-made interface (640 KB), is left out.
 */
export async function indexLot({ key, records }: LotSource, options: LotOptions): Promise<IndexedLot> {
  let isTold = false
  const tell = (packed: Uint32Array): void => {
    isTold = true
    options.tell(packed)
  }
  const make = (): Promise<IndexedLot> => makeLot(records, { ...options, tell })
  if (!options.isKept) return make()
  const keep = async (): Promise<Work<IndexedLot>> => ({ made: await make(), from: [...makers, ...manifests] })
  const lot = await keptWork(lotsName, lotKey(key, options.recordsAFile), keep, options.fetched)
  if (!isTold) tell(lot.telling)
  return lot
}

const lotKey = (key: string, recordsAFile: number): string => `${recordsAFile} ${key}`

/** Where such a lot is kept, if it is there. */
export const lotFile = (key: string, recordsAFile: number): string => keptFile(lotsName, lotKey(key, recordsAFile))

/** What the kept ones have as their name. */
export const lotsName = 'search'

/** They make what is kept: whoever changes one gets it made anew. */
const makers = [
  import.meta.url,
  ...['records', 'dictionary', 'words', 'lot-words', 'telling-words'].map(
    (name) => new URL(`./${name}${ending}`, import.meta.url),
  ),
].map((url) => fileURLToPath(url))

/** Tell the versions of Pagefind and of the stemmer. */
const manifests = ['pagefind', 'wink-porter2-stemmer'].map((name) =>
  manifestOf(fileURLToPath(import.meta.resolve(name))),
)

/** Of the package that a file belongs to. */
function manifestOf(file: string): string {
  const folder = dirname(file)
  const own = join(folder, 'package.json')
  return existsSync(own) || folder === dirname(folder) ? own : manifestOf(folder)
}

async function makeLot(
  read: LotSource['records'],
  options: Pick<LotOptions, 'recordsAFile' | 'patience' | 'inTurn' | 'tell'>,
): Promise<IndexedLot> {
  const indexing = options.inTurn(async () => indexRecords((await read()).map(pagefindRecord), options))
  // It is awaited further down.
  indexing.catch(() => undefined)
  // While Pagefind, a program of its own, is at work on this lot, or on another.
  const about = tellOfRecords(await read())
  options.tell(about.telling)
  const files = await indexing
  return { ...about, files, names: namesOf(about.records, files) }
}

/** What can be told of records by themselves. */
function tellOfRecords(records: readonly SearchRecord[]): Pick<IndexedLot, 'records' | 'words' | 'telling'> {
  const language = languageOf(records)
  const answers = records.filter(({ kind }) => kind !== 'lead')
  return {
    records: records.map((record) => dictionaryRecord(record, language)),
    words: wordsOfLot(records, language),
    telling: packTellingWords(answers, language),
  }
}

/** Pagefind names a record by a checksum of its own, which only the file that it is in tells. */
function namesOf(records: readonly DictionaryRecord[], files: readonly IndexFile[]): string[] {
  const names = new Map<string, string>()
  for (const { path, content } of files) {
    if (!path.startsWith('fragment/')) continue
    // Small as they are, unpacking one at once takes a fraction of the time that waiting for it would.
    const own = JSON.parse(unpack(content).toString('utf8')) as Fragment | FragmentGroup
    const name = path.slice('fragment/'.length, path.lastIndexOf('.'))
    if (name.includes('_group_')) for (const [id, { url }] of Object.entries(own as FragmentGroup)) names.set(url, id)
    else names.set((own as Fragment).url, name)
  }
  const missing = records.filter(({ url }) => !names.has(url))
  if (missing.length > 0) throw new SearchFault([`${missing.length} of ${records.length} answers are not in it`])
  return records.map(({ url }) => names.get(url) ?? '')
}

/** What Pagefind keeps of one record. */
interface Fragment {
  readonly url: string
}

/** Several in one file, by their names, as `en_1146eab`. */
type FragmentGroup = Readonly<Record<string, Fragment>>

const unused = /^pagefind-(ui|modular-ui|component-ui|highlight|playground|worker)\b/

type PagefindRecord = Parameters<PagefindIndex['addCustomRecord']>[0]

const pagefindRecord = ({
  url,
  content,
  question,
  aliases,
  language,
  page,
  category,
}: SearchRecord): PagefindRecord => ({
  url,
  // An answer may be nothing but an image or a row of signs, and its question too; Pagefind drops a record without words. An
  // address always has some.
  content: [content, question, page].find((text) => /[\p{L}\p{N}]/u.test(text)) ?? url,
  language,
  meta: {
    title: question,
    page,
    category,
    ...(category === '' ? {} : { topic: topicMark(category) }),
    ...(aliases.length > 0 ? { aliases: aliases.join('\n') } : {}),
  },
})

/** Pagefind's index of some records, as files. */
async function indexRecords(
  records: readonly PagefindRecord[],
  { recordsAFile, patience }: Pick<LotOptions, 'recordsAFile' | 'patience'>,
): Promise<readonly IndexFile[]> {
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
    throw new SearchFault([`Pagefind's program ${why}`])
  }
  try {
    const maxFragments = Math.ceil(records.length / recordsAFile)
    const { index, errors } = await createIndex({ maxFragments }).catch(died)
    if (!index) throw new SearchFault(errors)
    // Pagefind reads a stream of requests in order; sending them together saves a round trip each.
    const added = await Promise.all(records.map((record) => index.addCustomRecord(record))).catch(died)
    const failed = added.flatMap((response) => response.errors)
    if (failed.length > 0) throw new SearchFault(failed)
    const made = await index.getFiles().catch(died)
    if (made.errors.length > 0) throw new SearchFault(made.errors)
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
