import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createIndex } from 'pagefind'
import type { SearchRecord } from './records.ts'

/**
 * Writes Pagefind's index of the records into `folder`. Pagefind returns its errors instead of throwing them, and drops
 * what it cannot read in silence, so both are checked. Its ready-made interface (640 KB) is taken out again.
 */
export async function writeIndex(records: readonly SearchRecord[], folder: string): Promise<void> {
  const { index, errors } = await createIndex({})
  if (!index) throw searchFault(errors)
  try {
    // Pagefind reads a stream of requests in order; sending them together saves a round trip each.
    const added = await Promise.all(
      records.map(({ url, content, language, meta }) =>
        // An answer may be nothing but an image or a row of signs; Pagefind drops a record without words.
        index.addCustomRecord({
          url,
          content: /[\p{L}\p{N}]/u.test(content) ? content : meta.title,
          language,
          meta,
        }),
      ),
    )
    const failed = added.flatMap((response) => response.errors)
    if (failed.length > 0) throw searchFault(failed)
    const written = await index.writeFiles({ outputPath: folder })
    if (written.errors.length > 0) throw searchFault(written.errors)
    await removeInterface(folder)
    const count = await countRecords(folder)
    if (count !== records.length) throw searchFault([`it holds ${count} of ${records.length} answers`])
  } finally {
    await index.deleteIndex()
  }
}

const removeInterface = async (folder: string): Promise<void> => {
  const unused = (await readdir(folder)).filter((name) =>
    /^pagefind-(ui|modular-ui|component-ui|highlight|playground)\b/.test(name),
  )
  await Promise.all(unused.map((name) => rm(join(folder, name), { recursive: true })))
}

interface Entry {
  readonly languages: Readonly<Record<string, { readonly page_count: number }>>
}

async function countRecords(folder: string): Promise<number> {
  const { languages } = JSON.parse(await readFile(join(folder, 'pagefind-entry.json'), 'utf8')) as Entry
  return Object.values(languages).reduce((sum, { page_count }) => sum + page_count, 0)
}

const searchFault = (errors: readonly string[]): Error =>
  new Error(`The search index could not be made: ${errors.join('; ')}`)
