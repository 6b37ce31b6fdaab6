import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check } from '../../src/check.ts'
import { type IndexFile, mergeIndexes, unpack } from '../../src/search/merge-indexes.ts'
import { openSearch } from '../../src/search/node.ts'
import { readQuery } from '../../src/search/query.ts'
import {
  type SearchFile,
  type SearchOptions,
  type SearchSource,
  searchFiles,
  searchSource,
} from '../../src/search/write-index.ts'
import { writeFiles } from '../../src/write-files.ts'
import { page, readFiles, settings } from '../files.ts'

const folder = mkdtempSync(join(tmpdir(), 'answerbook-test-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await closePagefind()
})

let source: SearchSource
let whole: IndexFile[]
let merged: IndexFile[]

/** The given content; and at its end what only some lots have: letters with accents, and signs of four bytes. */
beforeAll(async () => {
  const oddities = page('## Where is the café, 𝒜nna?\n\nNear the naïve résumé. 𝒜nna, Łódź, ﬀ.\n', 'title: Oddities')
  const plain = page('## Where is the cafe?\n\nNear the naive resume.\n', 'title: Plain')
  const own = searchSource(readFiles({ ...settings, 'odd.md': oddities, 'plain.md': plain }).site)
  const { site } = await check({ content: join(import.meta.dirname, '..', '..', 'content'), drafts: false })
  const given = searchSource(site)
  source = { ...given, records: [...given.records, ...own.records] }
  whole = pagefindFiles(await searchFiles(source))
  merged = pagefindFiles(await searchFiles(source, { recordsAtOnce: 7, fragments: 60 }))
})

test('an index made in lots has the same records and words, at the same places, as one made at once', () => {
  expect(source.records.length).toBeGreaterThan(150)
  expect(recordsOf(merged)).toEqual(recordsOf(whole))
  const words = wordsOf(whole)
  expect(words.size).toBeGreaterThan(1000)
  expect([...words.keys()].some((word) => words.get(word)?.variants.size)).toBe(true)
  expect(wordsOf(merged)).toEqual(words)
})

test('words are in files by the order of their bytes, as Pagefind looks for them', () => {
  const [, , chunks] = metadataOf(merged) as [string, unknown, [string, string, string][]]
  const names = chunks.flatMap(([from, to]) => [from, to] as const).map((name) => Buffer.from(name))
  expect(names).toEqual([...names].sort(Buffer.compare))
  for (const [from, to, name] of chunks) {
    const [words] = decode(contentOf(merged, `index/${name}.pf_index`)) as [[string][]]
    expect([words[0]?.[0], words.at(-1)?.[0]]).toEqual([from, to])
  }
})

test('records and files that have got the same names by chance keep apart', async () => {
  const twice = [...(await mergeIndexes([whole, whole])).files]
  const [records, again] = [recordsOf(whole), recordsOf(twice)]
  expect(again).toEqual([...records, ...records])
  const paths = twice.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  const grouped = [...(await mergeIndexes([merged, merged])).files]
  expect(recordsOf(grouped)).toEqual([...records, ...records])
})

test('what an index made in lots finds is what one made at once does', async () => {
  const typings = [
    'accreditation',
    'acreditation',
    'what is itk',
    '"message"',
    'nhs -itk',
    'cafe',
    'resume',
    'łódź',
    'interoperability',
  ]
  const search = async (limits?: Partial<SearchOptions>): Promise<unknown[]> => {
    const own = mkdtempSync(join(folder, 'search-'))
    await writeFiles(await searchFiles(source, limits), own)
    const engine = await openSearch(own)
    const results: unknown[] = []
    for (const typed of typings) {
      const hits = await engine.search(await engine.read(readQuery(typed)))
      results.push(await Promise.all(hits.map((hit) => hit.load())))
    }
    return results
  }
  const [once, lots] = [await search(), await search({ recordsAtOnce: 7, fragments: 60 })]
  expect(once.map((hits) => (hits as unknown[]).length > 0)).toEqual(typings.map(() => true))
  expect(lots).toEqual(once)
})

test('files that are not as expected are refused', async () => {
  const without = (part: string): IndexFile[] => whole.filter(({ path }) => !path.includes(part))
  for (const part of ['pagefind-entry.json', '.pf_meta', '.pf_index', '.pf_fragment'])
    await expect(mergeIndexes([whole, without(part)]), part).rejects.toThrow(
      'The search index could not be made: it has no ',
    )
  const other = whole.map((file) =>
    file.path === 'pagefind-entry.json'
      ? { ...file, content: Buffer.from(Buffer.from(file.content).toString().replace('"version":"', '"version":"9.')) }
      : file,
  )
  await expect(mergeIndexes([whole, other])).rejects.toThrow('its files are of version 9.')
})

/** Of the files of a search, Pagefind's own, by their paths in its folder. */
function pagefindFiles(files: readonly SearchFile[]): IndexFile[] {
  return files.flatMap(({ path, content }) => {
    const own = /^pagefind\/[0-9a-f]{10}\/(.*)$/.exec(path)?.[1]
    return own && !own.startsWith('words') ? [{ path: own, content: Buffer.from(content) }] : []
  })
}

function contentOf(files: readonly IndexFile[], path: string): Buffer {
  const file = files.find((one) => one.path === path)
  if (!file) throw new Error(`${path} is missing`)
  return unpack(file.content)
}

function metadataOf(files: readonly IndexFile[]): unknown[] {
  const entry = JSON.parse(
    Buffer.from(files.find(({ path }) => path === 'pagefind-entry.json')?.content ?? []).toString(),
  )
  const [language] = Object.values(entry.languages) as { hash: string; page_count: number }[]
  const metadata = decode(contentOf(files, `pagefind.${language?.hash}.pf_meta`)) as unknown[][]
  expect(metadata[1]?.length).toBe(language?.page_count)
  return metadata
}

/** What is shown of each record, and how long it is, in their order. */
function recordsOf(files: readonly IndexFile[]): unknown[] {
  const [, pages] = metadataOf(files) as [string, [string, number, string][]]
  return pages.map(([name, words, group]) => {
    const shown = JSON.parse(contentOf(files, `fragment/${group || name}.pf_fragment`).toString('utf8'))
    return [words, group ? shown[name] : shown]
  })
}

interface Found {
  readonly places: unknown[]
  readonly variants: Map<string, unknown[]>
}

/** Where each word stands: numbers of records, places in their texts, and places in their fields, by the names of these. */
function wordsOf(files: readonly IndexFile[]): Map<string, Found> {
  const metadata = metadataOf(files)
  const chunks = metadata[2] as [string, string, string][]
  const fields = metadata[5] as string[]
  const readPlaces = (list: [number, number[], number[]][]): unknown[] => {
    let record = 0
    return list.map(([step, inText, inFields]) => {
      record += step
      return [record, inText, inFields.map((number) => (number < 0 ? fields[-1 - number] : number))]
    })
  }
  type Listed = [string, [number, number[], number[]][], [string, [number, number[], number[]][]][]]
  const words = chunks.flatMap(([, , name]) => (decode(contentOf(files, `index/${name}.pf_index`)) as [Listed[]])[0])
  return new Map(
    words.map(([word, list, variants]) => [
      word,
      { places: readPlaces(list), variants: new Map(variants.map(([form, own]) => [form, readPlaces(own)])) },
    ]),
  )
}

/** CBOR as its standard (RFC 8949) has it, for numbers, texts and lists: written apart from what is tested. */
function decode(bytes: Buffer): unknown {
  let at = 0
  const item = (): unknown => {
    const head = bytes.readUInt8(at++)
    const short = head & 31
    const extra = short < 24 ? 0 : 2 ** (short - 24)
    const value = extra === 0 ? short : bytes.readUIntBE(at, extra)
    at += extra
    const kind = head >> 5
    if (kind === 0) return value
    if (kind === 1) return -1 - value
    if (kind === 4) return Array.from({ length: value }, item)
    if (kind !== 3) throw new Error(`no number, text or list at ${at}`)
    at += value
    return bytes.toString('utf8', at - value, at)
  }
  const whole = item()
  expect(at).toBe(bytes.length)
  return whole
}
