import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { createIndex } from 'pagefind'
import { eachAtOnce } from '../at-once.ts'
import type { Site } from '../model.ts'
import { writeFiles } from '../write-files.ts'
import { categoriesOf, type SearchRecord, searchRecords, spellings, topicMark } from './records.ts'
import { type DictionarySource, dictionaryFiles, type IndexedRecord } from './write-dictionary.ts'

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

/** Writes the search index of the site into `folder`. */
export async function writeIndex(site: Site, folder: string): Promise<void> {
  await writeFiles(await searchFiles(searchSource(site)), folder)
}

/**
 * Pagefind's index of the site, and the dictionary beside it, as files. Pagefind returns its errors instead of throwing them,
 * and drops what it cannot read in silence, so both are checked. Its files are taken from it: when it writes them itself it is
 * done before they are (its issue 1271). What a page never asks for, such as its ready-made interface (640 KB), is left out.
 */
export async function searchFiles({ records, spellings, home }: SearchSource): Promise<SearchFile[]> {
  const categories = categoriesOf(records)
  const files = (await indexFiles(records, categories)).filter(({ path }) => !unused.test(path))
  const pagefind = startingFiles(files)
  const wanted = files.filter(({ path }) => !path.startsWith('wasm.') || pagefind.files.includes(path))
  const named = await nameRecords(records, files)
  const dictionary: DictionarySource = { records: named, spellings, categories, home, pagefind }
  const words = [...dictionaryFiles(dictionary)].map(([name, content]): SearchFile => {
    return { path: `words/${name}.json`, content: JSON.stringify(content) }
  })
  return [...wanted, ...words]
}

const unused = /^pagefind-(ui|modular-ui|component-ui|highlight|playground|worker)\b/

/** A file of the search, by its path in the search's own folder. */
export interface SearchFile {
  readonly path: string
  readonly content: string | Uint8Array
}

interface IndexFile extends SearchFile {
  readonly content: Uint8Array
}

async function indexFiles(records: readonly SearchRecord[], categories: readonly string[]): Promise<IndexFile[]> {
  const { index, errors } = await createIndex({})
  if (!index) throw searchFault(errors)
  try {
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
    )
    const failed = added.flatMap((response) => response.errors)
    if (failed.length > 0) throw searchFault(failed)
    const made = await index.getFiles()
    if (made.errors.length > 0) throw searchFault(made.errors)
    return made.files
  } finally {
    await index.deleteIndex()
  }
}

interface Entry {
  readonly languages: Readonly<Record<string, { readonly hash: string; readonly wasm: string | null }>>
}

/** What Pagefind asks for one after the other before its first search; its names tell when they change. */
function startingFiles(files: readonly IndexFile[]): { tag: string; files: string[] } {
  const entry = files.find(({ path }) => path === 'pagefind-entry.json')
  if (!entry) throw searchFault(['it has no entry file'])
  const { languages } = JSON.parse(Buffer.from(entry.content).toString('utf8')) as Entry
  const [language] = Object.values(languages)
  // A site without any text has no index.
  if (!language) return { tag: 'none', files: [] }
  const { hash, wasm } = language
  return {
    tag: hash,
    files: [`pagefind-entry.json?ts=${hash}`, `wasm.${wasm ?? 'unknown'}.pagefind`, `pagefind.${hash}.pf_meta`],
  }
}

/** Pagefind names a record by a checksum of its own, which only the record's file tells. */
async function nameRecords(records: readonly SearchRecord[], files: readonly IndexFile[]): Promise<IndexedRecord[]> {
  const fragments = files.filter(({ path }) => path.startsWith('fragment/'))
  const ids = new Map<string, string>()
  await eachAtOnce(fragments, async ({ path, content }) => {
    const text = (await unpack(content)).toString('utf8').slice(signature.length)
    const { url } = JSON.parse(text) as { url: string }
    ids.set(url, path.slice(path.indexOf('_') + 1, path.lastIndexOf('.')))
  })
  const missing = records.filter(({ url }) => !ids.has(url))
  if (missing.length > 0) throw searchFault([`${missing.length} of ${records.length} answers are not in it`])
  return records.map((record) => ({ ...record, id: ids.get(record.url) ?? '' }))
}

/** What each of Pagefind's files begins with. */
const signature = 'pagefind_dcd'
const unpack = promisify<Uint8Array, Buffer>(gunzip)

const searchFault = (errors: readonly string[]): Error =>
  new Error(`The search index could not be made: ${errors.join('; ')}`)
