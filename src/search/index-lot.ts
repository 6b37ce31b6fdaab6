import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { close, createIndex, type PagefindIndex } from 'pagefind'
import { ending } from '../ending.ts'
import { keptWork } from '../kept.ts'
import { sumOf } from '../sum.ts'
import { SearchFault } from './fault.ts'
import type { IndexFile } from './merge-indexes.ts'
import { type SearchRecord, topicMark } from './records.ts'

export interface LotOptions {
  /** How many records a file may have of what is shown of them. */
  readonly recordsAFile: number
  /** Milliseconds that Pagefind may take. It is given up then: a build that hangs tells nobody anything. */
  readonly patience: number
  /** Whether a later run of the same records may have what is made now, and this one what an earlier has made. */
  readonly isKept: boolean
  /** What Pagefind has to be done with before; whatever is kept does not wait for it. */
  readonly after: () => Promise<unknown>
  /** Done once, while Pagefind, a program of its own, is at work. */
  readonly meanwhile: () => void
}

/**
 * Pagefind's index of some records, as files. Pagefind returns its errors instead of throwing them, and drops what it cannot
 * read in silence. Its files are taken from it: when it writes them itself it is done before they are (its issue 1271). What a
 * page never asks for, such as its ready-made interface (640 KB), is left out.
 */
export async function indexLot(records: readonly SearchRecord[], options: LotOptions): Promise<readonly IndexFile[]> {
  const make = async (): Promise<readonly IndexFile[]> => {
    await options.after()
    return makeLot(records.map(pagefindRecord), options)
  }
  if (!options.isKept) return make()
  let isMade = false
  const files = await keptWork(lotsName, `${options.recordsAFile} ${sumOf(records)}`, async () => {
    isMade = true
    return { made: await make(), from: [...makers, manifest] }
  })
  if (!isMade) options.meanwhile()
  return files
}

/** What the kept ones have as their name. */
export const lotsName = 'search'

/** What Pagefind is given is made here: whoever changes that gets it made anew. */
const makers = [
  import.meta.url,
  ...['records', 'dictionary'].map((name) => new URL(`./${name}${ending}`, import.meta.url)),
].map((url) => fileURLToPath(url))

/** Tells the version of Pagefind. */
const manifest = join(dirname(fileURLToPath(import.meta.resolve('pagefind'))), '..', 'package.json')

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

async function makeLot(
  records: readonly PagefindRecord[],
  { recordsAFile, patience, meanwhile }: LotOptions,
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
    const making = index.getFiles()
    meanwhile()
    const made = await making.catch(died)
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
