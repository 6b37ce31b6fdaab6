import {
  type Card,
  type CardFile,
  cardFileOf,
  type DictionaryIndex,
  type DictionaryPart,
  type DictionaryRest,
  exactFileOf,
  fileOf,
  kindLetters,
  type WordEntry,
} from './dictionary.ts'
import { type DictionaryRecord, languageOf, type Word } from './lot-words.ts'
import { isScaffolding, keyOf, stemOf, wordsOf } from './words.ts'

/** With the name that Pagefind has given it: what follows the underscore of its `id`. */
export interface IndexedRecord extends DictionaryRecord {
  readonly id: string
}

/** A dictionary of up to so many characters is two files: about 40 KB compressed, less than Pagefind's own program. */
const twoFiles = 160_000
/** Parts of a larger one are split further until they are this small, or the letters run out. */
const onePart = 60_000
/**
 * A word that stands in so many questions tells hardly anything, and would be most of its part: half a megabyte at 50,000 answers.
 * It still counts in texts.
 */
const mostPlaces = { scaffolding: 2000, telling: 4000 } as const

export interface DictionarySource {
  readonly records: readonly IndexedRecord[]
  /** Groups that mean the same. */
  readonly spellings: readonly (readonly string[])[]
  /** Where the site is published, or its path. */
  readonly home: string
  readonly pagefind: DictionaryIndex['pagefind']
  /** Titles, in the order of their marks. */
  readonly categories: readonly string[]
  /** Those of the same records, in the same order. */
  readonly words: readonly Word[]
}

export interface DictionaryFiles {
  readonly index: Omit<DictionaryIndex, 'folder'>
  /** By their names; their content is to be written as JSON. */
  readonly files: ReadonlyMap<string, unknown>
}

/** The dictionary of the records, in files. */
export function dictionaryFiles({
  records,
  spellings,
  home,
  pagefind,
  categories,
  words,
}: DictionarySource): DictionaryFiles {
  const language = languageOf(records)
  const same = spellings.map((group) => [...new Set(group.map((spelling) => wordsOf(spelling).join(' ')))])
  const lengths = records.map((record) => record.lengths[0] ?? 0)
  const about = {
    home,
    pagefind,
    categories,
    language,
    answers: records.length,
    averageLength: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, records.length),
  }
  const forms = spellingForms(words)
  const inQuestions = words.filter(({ places }) => places.length > 0)
  const whole = {
    ...makePart(records, inQuestions, same),
    cards: records.map(cardOf),
  }
  const rest: DictionaryRest = {
    words: entriesOf(
      records,
      words.filter(({ places }) => places.length === 0),
    ),
    forms: forms.join(' '),
  }
  if (JSON.stringify(whole).length + JSON.stringify(rest).length <= twoFiles) {
    return { index: { ...about, parts: [], spelling: [], cardFiles: 0, whole }, files: new Map([['rest', rest]]) }
  }
  const parts = splitWords(words.map(lighten))
  const spelling = groupBy(forms, (form) => firstLetters(form, 1))
  const cardFiles = Math.ceil(records.length / cardsInFile)
  const index = { ...about, parts: [...parts.keys()].sort(), spelling: [...spelling.keys()].sort(), cardFiles }
  const files = new Map<string, unknown>([
    ...[...spelling].map(([letter, own]): [string, string] => [`spelling-${fileOf(letter)}`, own.join(' ')]),
    ...[...parts].map(([name, own]): [string, DictionaryPart] => [
      fileOf(name),
      makePart(records, own, groupsOf(name, index.parts, same, language)),
    ]),
    ...exactFiles(records),
    ...filesOfCards(records, cardFiles),
  ])
  return { index, files }
}

function makePart(
  records: readonly IndexedRecord[],
  words: readonly Word[],
  same: readonly (readonly string[])[],
): DictionaryPart {
  const used = [...new Set(words.flatMap(({ places }) => places.filter((_, index) => index % 2 === 0)))].sort(
    (a, b) => a - b,
  )
  const own = used.flatMap((record) => records[record] ?? [])
  return {
    ids: own.map(({ id }) => id),
    kinds: own.map(({ kind }) => kindLetters[kind]).join(''),
    telling: own.map(({ telling }) => telling),
    lengths: own.map(({ lengths }) => lengths),
    words: entriesOf(records, words, new Map(used.map((record, place) => [record, place]))),
    same,
  }
}

const cardOf = ({ url, question, page, category }: IndexedRecord): Card => [url, question, page, category]

/** What results show is so in files of about 1.3 KB, compressed. */
const cardsInFile = 40

function filesOfCards(records: readonly IndexedRecord[], count: number): Map<string, CardFile> {
  const files = new Map<string, Record<string, Card>>()
  for (const record of records) {
    const name = cardFileOf(record.id, count)
    const file = files.get(name) ?? {}
    file[record.id] = cardOf(record)
    files.set(name, file)
  }
  return files
}

/** Every wording of every question by its checksum; all files are there, so that none has to be asked for in vain. */
function exactFiles(records: readonly IndexedRecord[]): Map<string, Record<string, string[]>> {
  const names = Array.from({ length: 256 }, (_, number) => exactFileOf(number.toString(16).padStart(2, '0')))
  const files = new Map(names.map((name): [string, Record<string, string[]>] => [name, {}]))
  for (const { id, kind, sums } of records) {
    if (kind === 'lead') continue
    for (const [number, checksum] of sums.entries()) {
      const file = files.get(exactFileOf(checksum)) ?? {}
      file[checksum] = [...(file[checksum] ?? []), number === 0 ? id : `~${id}`]
    }
  }
  return files
}

/** `placeOf` tells where a record stands in the part's own list. */
function entriesOf(
  records: readonly IndexedRecord[],
  words: readonly Word[],
  placeOf: ReadonlyMap<number, number> = new Map(),
): Record<string, WordEntry> {
  const language = languageOf(records)
  return Object.fromEntries(
    words.map((word): [string, WordEntry] => {
      const asked = askedForms(word, language)
      const forms = asked === word.key ? '' : asked
      if (forms === '' && word.places.length === 0) return [word.key, word.records]
      const places = word.places.map((number, index) => (index % 2 === 0 ? (placeOf.get(number) ?? 0) : number))
      return [word.key, [word.records, forms, ...places]]
    }),
  )
}

/** The commonest form; and of forms that Pagefind would not find by it, as "organization" by "organisation", their commonest. */
function askedForms({ forms }: Word, language: string): string {
  const kinds = new Map<string, string>()
  for (const form of commonest(forms)) {
    const kind = stemOf(form, language)
    if (!kinds.has(kind)) kinds.set(kind, form)
  }
  return [...kinds.values()].join(' ')
}

const commonest = (forms: ReadonlyMap<string, number>): string[] =>
  [...forms].sort(([a, often], [b, oftener]) => oftener - often || (a < b ? -1 : 1)).map(([form]) => form)

/** Words that a misspelt one may be mended to, commonest first. Nobody means an identifier by a slip of the pen. */
function spellingForms(words: readonly Word[]): string[] {
  const forms = new Map(words.flatMap(({ forms }) => [...forms]))
  return commonest(forms).filter((form) => /^\p{L}{3,24}$/u.test(form))
}

/** Words by the first letters of their keys; a part that is too large is split by one letter more. */
function splitWords(words: readonly Word[], depth = 1): Map<string, readonly Word[]> {
  const split = [...groupBy(words, ({ key }) => firstLetters(key, depth))].flatMap(
    ([name, own]): [string, readonly Word[]][] => {
      const longer = own.filter(({ key }) => key.length > name.length)
      if (sizeOf(own) <= onePart || longer.length < 2) return [[name, own]]
      // What is no longer than the name keeps it.
      return [[name, own.filter(({ key }) => key.length <= name.length)], ...splitWords(longer, depth + 1)]
    },
  )
  return new Map(split)
}

const firstLetters = (word: string, count: number): string => [...word].slice(0, count).join('')

function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(nameOf(item))
    if (group) group.push(item)
    else groups.set(nameOf(item), [item])
  }
  return groups
}

function lighten(word: Word): Word {
  const most = [...word.forms.keys()].some(isScaffolding) ? mostPlaces.scaffolding : mostPlaces.telling
  return word.places.length > 2 * most ? { ...word, places: [] } : word
}

/** Characters of JSON, roughly: a place is two numbers, and its record's name and lengths are written once a part. */
const sizeOf = (words: readonly Word[]): number =>
  words.reduce(
    (sum, { key, forms, places }) => sum + key.length + [...forms.keys()].join(' ').length + 12 + places.length * 8,
    0,
  )

/** The groups of spellings of which one begins with a word of this part. */
const groupsOf = (
  name: string,
  names: readonly string[],
  same: readonly (readonly string[])[],
  language: string,
): (readonly string[])[] =>
  same.filter((group) =>
    group.some((spelling) => {
      const key = keyOf(spelling.split(' ')[0] ?? '', language)
      return key.startsWith(name) && !names.some((other) => other.length > name.length && key.startsWith(other))
    }),
  )
