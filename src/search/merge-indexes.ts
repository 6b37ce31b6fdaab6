import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { crc32, gunzipSync, gzip } from 'node:zlib'
import { CborReader, CborWriter } from './cbor.ts'
import { SearchFault } from './fault.ts'

/** One of Pagefind's files. */
export interface IndexFile {
  readonly path: string
  readonly content: Uint8Array
}

/** What each of Pagefind's files begins with, once it is unpacked. */
const signature = Buffer.from('pagefind_dcd')

/** Of one of Pagefind's files: what follows the signature. */
export function unpack(content: Uint8Array): Buffer {
  return gunzipSync(content).subarray(signature.length)
}

/** On other threads, as that is most of the work. */
const pack = (content: Uint8Array): Promise<Buffer> => promisify(gzip)(Buffer.concat([signature, content]))

/** What tells Pagefind in a browser how to begin. */
export interface Entry {
  readonly version: string
  readonly languages: Readonly<Record<string, EntryLanguage>>
}

interface EntryLanguage {
  readonly hash: string
  readonly wasm: string | null
  readonly page_count: number
}

/** Throws a `SearchFault` where there is none. */
export function entryOf(files: readonly IndexFile[]): Entry {
  return JSON.parse(contentOf(files, entryFile).toString('utf8')) as Entry
}

const entryFile = 'pagefind-entry.json'

/** The version whose files are known here. Another may write them otherwise; the tests tell. */
const knownVersion = '1.6.0'

/** Several indexes as one. */
export interface MergedIndex {
  readonly files: readonly IndexFile[]
  /** For each of them, the records that have another name now. */
  readonly renamed: readonly ReadonlyMap<string, string>[]
  /** Its files with words. */
  readonly packed: PackedFiles
}

/** Files that are packed, which takes a second for each 15 MB, by checksums of what is in them. */
export type PackedFiles = ReadonlyMap<string, Uint8Array>

/**
 * Several of Pagefind's indexes, of records in one language, as the one that Pagefind would have made of all records, in that
 * order. Pagefind goes through all the records that it has for each that it is given, and keeps everything until the end: 50,000
 * records cost it 68 s of processor time and 2.5 GB at once, and 28 s and 0.15 GB in lots of 2,000. A browser that is given several
 * indexes asks each of them for each word; so they are made into one. Its words are in files of their own sizes, and records and
 * files that have got the same name by chance have new ones. Throws a `SearchFault` for what it does not know.
 */
export async function mergeIndexes(
  indexes: readonly (readonly IndexFile[])[],
  before: PackedFiles = new Map(),
): Promise<MergedIndex> {
  const [first] = indexes
  if (!first) throw new SearchFault(['there is none'])
  // Nothing is to be merged; and an index without words has no language.
  if (indexes.length === 1) return { files: first, renamed: [new Map()], packed: new Map() }
  try {
    return await merge(indexes, before)
  } catch (error) {
    throw error instanceof SearchFault ? error : new SearchFault([(error as Error).message])
  }
}

async function merge(indexes: readonly (readonly IndexFile[])[], before: PackedFiles): Promise<MergedIndex> {
  const entry = entryOf(indexes[0] ?? [])
  const [[language, about] = []] = Object.entries(entry.languages)
  if (!language || !about) throw new SearchFault(['it has no language'])
  const opened = indexes.map((files) => openIndex(files, language))
  const names = new Names()
  const fields = [...new Set(opened.flatMap((index) => index.fields))].sort()
  const fragments = await Promise.all(opened.map((index) => nameFragments(index, names)))
  const pages = fragments.flatMap((one) => one.pages)
  const chunks = await mergeWords(opened, { fields, language, names, before })
  const metadata = writeMetadata(pages, chunks, fields)
  const hash = `${language}_${checksum(metadata, 10)}`
  const languages = { [language]: { hash, wasm: about.wasm, page_count: pages.length } satisfies EntryLanguage }
  const merged = new Set([entryFile, ...opened.map(({ metadataPath }) => metadataPath)])
  const files = [
    ...(indexes[0] ?? []).filter(({ path }) => !path.includes('/') && !merged.has(path)),
    { path: entryFile, content: Buffer.from(JSON.stringify({ ...entry, languages })) },
    { path: `pagefind.${hash}.pf_meta`, content: await pack(metadata) },
    ...fragments.flatMap(({ files }) => files),
    ...chunks.map(({ name, content }) => ({ path: `index/${name}.pf_index`, content })),
  ]
  return {
    files,
    renamed: fragments.map(({ renamed }) => renamed),
    packed: new Map(chunks.map(({ sum, content }) => [sum, content])),
  }
}

/** A record, or as Pagefind says, a page. */
interface Page {
  readonly name: string
  readonly words: number
  /** The file that it is in together with others; without it, it has one of its own, of its name. */
  readonly group: string
}

interface OpenedIndex {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly metadataPath: string
  readonly pages: readonly Page[]
  /** Names of the files with words, in the order of these. */
  readonly chunks: readonly string[]
  /** What its records have, such as `title`; their places are numbered by it. */
  readonly fields: readonly string[]
}

function openIndex(files: readonly IndexFile[], language: string): OpenedIndex {
  const { version, languages } = entryOf(files)
  if (version !== knownVersion) throw new SearchFault([`its files are of version ${version}`])
  const own = languages[language]
  if (!own || Object.keys(languages).length > 1) throw new SearchFault(['its records are in several languages'])
  const metadataPath = `pagefind.${own.hash}.pf_meta`
  const reader = new CborReader(unpack(contentOf(files, metadataPath)))
  expectList(reader, 6)
  reader.text()
  const pages = readList(reader, (): Page => {
    expectList(reader, 3)
    return { name: readText(reader), words: reader.number(), group: readText(reader) }
  })
  const chunks = readList(reader, (): string => {
    expectList(reader, 3)
    reader.text()
    reader.text()
    return readText(reader)
  })
  // Filters, and orders: our records have none.
  expectList(reader, 0)
  expectList(reader, 0)
  const fields = readList(reader, () => readText(reader))
  return { files: new Map(files.map(({ path, content }) => [path, content])), metadataPath, pages, chunks, fields }
}

function contentOf(files: readonly IndexFile[], path: string): Buffer {
  const file = files.find((one) => one.path === path)
  if (!file) throw new SearchFault([`it has no ${path}`])
  return Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength)
}

const readText = (reader: CborReader): string => reader.text().toString('utf8')

function readList<Item>(reader: CborReader, read: () => Item): Item[] {
  return Array.from({ length: reader.list() }, read)
}

function expectList(reader: CborReader, length: number): void {
  if (reader.list() !== length) throw new Error(`a list of the index is not of ${length}, at byte ${reader.at}`)
}

/** Names that are taken. Pagefind's have 28 bits: of 50,000, about five would have that of another. */
class Names {
  private readonly taken = new Set<string>()

  /** The name, or one that is like it and free. */
  take(name: string): string {
    if (this.taken.has(name)) return this.take(`${name}0`)
    this.taken.add(name)
    return name
  }
}

const fragmentPath = (name: string): string => `fragment/${name}.pf_fragment`

/** What is shown of the records, with the names that each has in the end. */
async function nameFragments(
  { pages, files }: OpenedIndex,
  names: Names,
): Promise<{ pages: Page[]; files: IndexFile[]; renamed: Map<string, string> }> {
  const groups = new Map<string, string>()
  const renamed = new Map<string, string>()
  const renamedInGroups = new Map<string, Map<string, string>>()
  const named: IndexFile[] = []
  const enter = (from: string, to: string): void => {
    const content = files.get(fragmentPath(from))
    if (!content) throw new SearchFault([`it has no ${fragmentPath(from)}`])
    named.push({ path: fragmentPath(to), content })
  }
  const own = pages.map((page): Page => {
    const name = names.take(page.name)
    if (name !== page.name) renamed.set(page.name, name)
    if (page.group === '') {
      enter(page.name, name)
      return { ...page, name }
    }
    const group = groups.get(page.group) ?? names.take(page.group)
    if (!groups.has(page.group)) enter(page.group, group)
    groups.set(page.group, group)
    if (name !== page.name) renamedInGroups.set(group, (renamedInGroups.get(group) ?? new Map()).set(page.name, name))
    return { ...page, name, group }
  })
  for (const [group, changes] of renamedInGroups) {
    const at = named.findIndex(({ path }) => path === fragmentPath(group))
    named[at] = { path: fragmentPath(group), content: await renameIn(named[at]?.content ?? new Uint8Array(), changes) }
  }
  return { pages: own, files: named, renamed }
}

function renameIn(content: Uint8Array, changes: ReadonlyMap<string, string>): Promise<Buffer> {
  const group = JSON.parse(unpack(content).toString('utf8')) as Record<string, unknown>
  const entries = Object.entries(group).map(([name, fragment]) => [changes.get(name) ?? name, fragment])
  return pack(Buffer.from(JSON.stringify(Object.fromEntries(entries))))
}

/** A file with words: from which to which. */
interface Chunk {
  readonly name: string
  readonly from: Buffer
  readonly to: Buffer
  readonly sum: string
  readonly content: Uint8Array
}

/**
 * How many bytes of words a file has at most, before it is packed to a third of that: about those that Pagefind makes of 50,000
 * records. A word that stands in many records has a file of its own, so that nobody waits for it who asks for its neighbours.
 */
const chunkSize = 120_000

/**
 * Whether a file of so many bytes ends with a word: from half the size on, with one word of 64, by the word itself. Where one word has
 * changed, the files behind its own are what they were.
 */
const endsChunk = (size: number, word: Buffer): boolean => size >= chunkSize / 2 && crc32(word) % 64 === 0

/** What the indexes that are merged have in common. */
interface Merging {
  readonly fields: readonly string[]
  readonly language: string
  readonly names: Names
  readonly before: PackedFiles
}

/** Node has four threads for such work. */
const packedAtOnce = 4

async function mergeWords(
  indexes: readonly OpenedIndex[],
  { fields, language, names, before }: Merging,
): Promise<Chunk[]> {
  const cursors = indexes.map((index) => readWords(index, fields))
  let records = 0
  const bases = indexes.map(({ pages }) => {
    records += pages.length
    return records - pages.length
  })
  const chunks: Promise<Chunk>[] = []
  let words: Buffer[] = []
  let from: Buffer = Buffer.alloc(0)
  let to = from
  let size = 0
  const close = async (): Promise<void> => {
    if (words.length === 0) return
    const whole = Buffer.concat([new CborWriter().list(1).list(words.length).take(), ...words])
    const sum = checksum(whole, 40)
    const chunk = { name: names.take(`${language}_${sum.slice(0, 7)}`), from, to, sum }
    const known = before.get(sum)
    chunks.push((known ? Promise.resolve(known) : pack(whole)).then((content) => ({ ...chunk, content })))
    words = []
    size = 0
    // As many as there are threads for it: what waits is held as it is, unpacked.
    await chunks.at(-packedAtOnce)
  }
  const writer = new CborWriter()
  let heads = cursors.map((cursor) => cursor.next().value)
  for (;;) {
    const least = heads.reduce((a, b) => (!a || (b && Buffer.compare(b.word, a.word) < 0) ? b : a))
    if (!least) break
    const same = heads.map((head) => (head?.word.equals(least.word) ? head : undefined))
    writeWord(writer, least.word, same, bases)
    const word = writer.take()
    if (size + word.length > chunkSize) await close()
    if (words.length === 0) from = least.word
    to = least.word
    words.push(word)
    size += word.length
    if (endsChunk(size, least.word)) await close()
    heads = heads.map((head, index) => (same[index] ? cursors[index]?.next().value : head))
  }
  await close()
  return Promise.all(chunks)
}

/** Where a word stands: in which records, and where in each. */
interface Places {
  readonly records: number
  /** The first record's number and the last's; between them only the steps are written down. */
  readonly first: number
  readonly last: number
  /** All but the first record's number. */
  readonly rest: Buffer
}

interface IndexedWord {
  readonly word: Buffer
  readonly places: Places
  /** Where it stands in another spelling, as with an accent. */
  readonly variants: readonly { readonly form: Buffer; readonly places: Places }[]
}

function* readWords(
  { files, chunks, fields: own }: OpenedIndex,
  fields: readonly string[],
): Generator<IndexedWord, undefined> {
  const places = own.map((field) => fields.indexOf(field))
  for (const name of chunks) {
    const content = files.get(`index/${name}.pf_index`)
    if (!content) throw new SearchFault([`it has no index/${name}.pf_index`])
    const reader = new CborReader(unpack(content))
    expectList(reader, 1)
    for (let left = reader.list(); left > 0; left--) {
      expectList(reader, 3)
      yield {
        word: reader.text(),
        places: readPlaces(reader, places),
        variants: readList(reader, () => {
          expectList(reader, 2)
          return { form: reader.text(), places: readPlaces(reader, places) }
        }),
      }
    }
  }
}

/** A field is written as one byte: that it is negative, and its number. */
const mostFields = 24
const negative = 1 << 5

/** `fields` tells what number each of the index's fields has among all. They are put in where the old ones were. */
function readPlaces(reader: CborReader, fields: readonly number[]): Places {
  if (fields.some((place) => place >= mostFields)) throw new Error('its records have too many fields')
  const records = reader.list()
  let first = 0
  let last = 0
  let start = reader.at
  for (let index = 0; index < records; index++) {
    expectList(reader, 3)
    last += reader.number()
    if (index === 0) {
      first = last
      start = reader.at
    }
    for (let left = reader.list(); left > 0; left--) reader.number()
    for (let left = reader.list(); left > 0; left--) {
      const at = reader.at
      const number = reader.number()
      // A field, before the places in it; they are numbered -1, -2 and so on.
      if (number < 0) reader.bytes[at] = negative | (fields[-1 - number] ?? 0)
    }
  }
  return { records, first, last, rest: reader.bytes.subarray(start, reader.at) }
}

function writeWord(
  writer: CborWriter,
  word: Buffer,
  parts: readonly (IndexedWord | undefined)[],
  bases: readonly number[],
): void {
  writer.list(3).text(word)
  writePlaces(
    writer,
    parts.map((part) => part?.places),
    bases,
  )
  const forms = [...new Set(parts.flatMap((part) => part?.variants.map(({ form }) => form.toString('utf8')) ?? []))]
  const sorted = forms.map((form) => Buffer.from(form)).sort(Buffer.compare)
  writer.list(sorted.length)
  for (const form of sorted) {
    writer.list(2).text(form)
    writePlaces(
      writer,
      parts.map((part) => part?.variants.find((variant) => variant.form.equals(form))?.places),
      bases,
    )
  }
}

/** Places of one word in several indexes, of which some have none; `bases` tells which number each one's first record has. */
function writePlaces(writer: CborWriter, parts: readonly (Places | undefined)[], bases: readonly number[]): void {
  writer.list(parts.reduce((sum, places) => sum + (places?.records ?? 0), 0))
  let last = 0
  for (const [index, places] of parts.entries()) {
    if (!places || places.records === 0) continue
    const base = bases[index] ?? 0
    writer
      .list(3)
      .number(base + places.first - last)
      .raw(places.rest)
    last = base + places.last
  }
}

function writeMetadata(pages: readonly Page[], chunks: readonly Chunk[], fields: readonly string[]): Buffer {
  const writer = new CborWriter().list(6).text(knownVersion).list(pages.length)
  for (const { name, words, group } of pages) writer.list(3).text(name).number(words).text(group)
  writer.list(chunks.length)
  for (const { from, to, name } of chunks) writer.list(3).text(from).text(to).text(name)
  writer.list(0).list(0).list(fields.length)
  for (const field of fields) writer.text(field)
  return writer.take()
}

const checksum = (content: Uint8Array, digits: number): string =>
  createHash('sha256').update(content).digest('hex').slice(0, digits)
