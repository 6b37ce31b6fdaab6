import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { createIndex } from 'pagefind'
import type { Site } from '../model.ts'
import { type SearchRecord, searchRecords, spellings } from './records.ts'
import { type IndexedRecord, writeDictionary } from './write-dictionary.ts'

/**
 * Writes Pagefind's index of the site into `folder`, and the dictionary beside it. Pagefind returns its errors instead of throwing them, and drops what it cannot read in silence, so both are
 * checked. What a page never asks for, its ready-made interface (640 KB) and its worker, is taken out again.
 */
export async function writeIndex(site: Site, folder: string): Promise<void> {
  const records = searchRecords(site)
  const { index, errors } = await createIndex({})
  if (!index) throw searchFault(errors)
  try {
    // Pagefind reads a stream of requests in order; sending them together saves a round trip each.
    const added = await Promise.all(
      records.map(({ url, content, question, aliases, language, page, category }) =>
        index.addCustomRecord({
          url,
          // An answer may be nothing but an image or a row of signs; Pagefind drops a record without words.
          content: /[\p{L}\p{N}]/u.test(content) ? content : question,
          language,
          ...(category === '' ? {} : { filters: { category: [category] } }),
          meta: { title: question, page, category, ...(aliases.length > 0 ? { aliases: aliases.join('\n') } : {}) },
        }),
      ),
    )
    const failed = added.flatMap((response) => response.errors)
    if (failed.length > 0) throw searchFault(failed)
    const written = await index.writeFiles({ outputPath: folder })
    if (written.errors.length > 0) throw searchFault(written.errors)
  } finally {
    await index.deleteIndex()
  }
  await removeUnused(folder)
  const named = await nameRecords(records, folder)
  const home = site.settings.url ?? site.base
  const pagefind = await startingFiles(folder)
  await writeDictionary({ records: named, spellings: spellings(site), home, pagefind }, join(folder, 'words'))
}

interface Entry {
  readonly languages: Readonly<Record<string, { readonly hash: string; readonly wasm: string | null }>>
}

/** What Pagefind asks for one after the other before its first search; its names tell when they change. */
async function startingFiles(folder: string): Promise<{ tag: string; files: string[] }> {
  const { languages } = JSON.parse(await readFile(join(folder, 'pagefind-entry.json'), 'utf8')) as Entry
  const [language] = Object.values(languages)
  const tag = language?.hash ?? 'none'
  if (!language) return { tag, files: [] }
  return {
    tag,
    files: [`pagefind-entry.json?ts=${tag}`, `wasm.${language.wasm ?? 'unknown'}.pagefind`, `pagefind.${tag}.pf_meta`],
  }
}

const removeUnused = async (folder: string): Promise<void> => {
  const unused = (await readdir(folder)).filter((name) =>
    /^pagefind-(ui|modular-ui|component-ui|highlight|playground|worker)\b/.test(name),
  )
  await Promise.all(unused.map((name) => rm(join(folder, name), { recursive: true })))
}

/** Pagefind names a record by a checksum of its own, which only the record's file tells. */
async function nameRecords(records: readonly SearchRecord[], folder: string): Promise<IndexedRecord[]> {
  const fragments = records.length === 0 ? [] : await readdir(join(folder, 'fragment'))
  const ids = new Map<string, string>()
  for (let start = 0; start < fragments.length; start += atOnce) {
    await Promise.all(
      fragments.slice(start, start + atOnce).map(async (name) => {
        const packed = await readFile(join(folder, 'fragment', name))
        const { url } = JSON.parse((await unpack(packed)).toString('utf8').slice(signature.length)) as { url: string }
        ids.set(url, name.slice(name.indexOf('_') + 1, name.lastIndexOf('.')))
      }),
    )
  }
  const missing = records.filter(({ url }) => !ids.has(url))
  if (missing.length > 0) throw searchFault([`${missing.length} of ${records.length} answers are not in it`])
  return records.map((record) => ({ ...record, id: ids.get(record.url) ?? '' }))
}

/** Files open at the same time. */
const atOnce = 256
/** What each of Pagefind's files begins with. */
const signature = 'pagefind_dcd'
const unpack = promisify<Buffer, Buffer>(gunzip)

const searchFault = (errors: readonly string[]): Error =>
  new Error(`The search index could not be made: ${errors.join('; ')}`)
