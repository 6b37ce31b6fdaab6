import { exactChecksum, wordingSize } from './dictionary.ts'
import type { SearchRecord } from './records.ts'
import { contentWords, joinedWordsOf, keyOf, wordsOf } from './words.ts'

/** What the dictionary has of a record: all but what it says, and what its words are counted to. */
export interface DictionaryRecord extends Omit<SearchRecord, 'content'> {
  /** How many words of its question tell what it is about. */
  readonly telling: number
  /** The number of words in its question and in each other wording. */
  readonly lengths: readonly number[]
  /** Checksums of the same. */
  readonly sums: readonly string[]
}

export function dictionaryRecord(record: SearchRecord, language: string): DictionaryRecord {
  const { kind, url, question, aliases, page, category } = record
  const wordings = [question, ...aliases].map(wordsOf)
  return {
    kind,
    url,
    language,
    question,
    aliases,
    page,
    category,
    telling: contentWords(question).size,
    lengths: wordings.map((words) => words.length),
    sums: wordings.map((words) => exactChecksum(words.map((word) => keyOf(word, language)))),
  }
}

export const languageOf = (records: readonly Pick<SearchRecord, 'language'>[]): string => records[0]?.language ?? 'en'

/** The words of some records in little room, as plain data. Words and forms go by their places in the lists. */
export interface LotWords {
  /** Of how many records they are. */
  readonly records: number
  /** The keys of all words, with spaces between. */
  readonly keys: string
  /** For each of them: how many records have it, and where its pairs end in `places`. */
  readonly having: Int32Array
  readonly ends: Int32Array
  /** Pairs: the record's place among these records, the word's place in its wordings. */
  readonly places: Int32Array
  /** All forms, in the order in which they are met, with spaces between. */
  readonly forms: string
  /** For each form: the word that it is a form of, and how often it is used. */
  readonly words: Int32Array
  readonly counts: Int32Array
}

interface MetForm {
  readonly form: string
  readonly word: MetWord
  count: number
}

interface MetWord {
  readonly place: number
  readonly key: string
  readonly places: number[]
  records: number
  /** The record that it was last met in. */
  last: number
}

/** Collects the words of records. It takes no names, so that it can be done while Pagefind is at work. */
export function wordsOfLot(records: readonly SearchRecord[], language: string): LotWords {
  const words = new Map<string, MetWord>()
  const forms = new Map<string, MetForm>()
  const newForm = (text: string): MetForm => {
    const key = keyOf(text, language)
    const word = words.get(key) ?? { place: words.size, key, places: [], records: 0, last: -1 }
    words.set(key, word)
    const form = { form: text, word, count: 0 }
    forms.set(text, form)
    return form
  }
  // Millions of times on a large site.
  const meet = (text: string, at: number): MetWord => {
    const form = forms.get(text) ?? newForm(text)
    form.count++
    const { word } = form
    if (word.last !== at) word.records++
    word.last = at
    return word
  }
  const addRecord = (record: SearchRecord, at: number): void => {
    ;[record.question, ...record.aliases].forEach((wording, number) => {
      wordsOf(wording).forEach((form, position) => {
        const { places } = meet(form, at)
        if (position < wordingSize) places.push(at, number * wordingSize + position)
      })
      // Where such a pair stands does not matter: it is found, and no neighbours are looked for.
      for (const form of joinedWordsOf(wording)) meet(form, at).places.push(at, (number + 1) * wordingSize - 1)
    })
    for (const form of wordsOf(record.content)) meet(form, at)
    for (const form of joinedWordsOf(record.content)) meet(form, at)
  }
  records.forEach(addRecord)

  const [met, used] = [[...words.values()], [...forms.values()]]
  let end = 0
  return {
    records: records.length,
    keys: met.map(({ key }) => key).join(' '),
    having: Int32Array.from(met, (word) => word.records),
    ends: Int32Array.from(met, ({ places }) => (end += places.length)),
    places: Int32Array.from(met.flatMap(({ places }): number[] => places)),
    forms: used.map(({ form }) => form).join(' '),
    words: Int32Array.from(used, ({ word }) => word.place),
    counts: Int32Array.from(used, ({ count }) => count),
  }
}

/** What has one key, in all its forms. */
export interface Word {
  readonly key: string
  readonly records: number
  /** How often each form is used. */
  readonly forms: ReadonlyMap<string, number>
  /** Pairs: the record's place among all of them, the word's place in its wordings. */
  readonly places: readonly number[]
}

interface JoinedWord {
  readonly key: string
  records: number
  readonly forms: Map<string, number>
  readonly places: number[]
}

/** All words of several lots of records that follow each other, by their keys. */
export function joinWords(lots: readonly LotWords[]): Word[] {
  const all = new Map<string, JoinedWord>()
  let base = 0
  for (const lot of lots) {
    const own = listOf(lot.keys).map((key, word): JoinedWord => {
      const joined: JoinedWord = all.get(key) ?? { key, records: 0, forms: new Map(), places: [] }
      all.set(key, joined)
      joined.records += lot.having[word] ?? 0
      for (let at = lot.ends[word - 1] ?? 0; at < (lot.ends[word] ?? 0); at += 2)
        joined.places.push(base + (lot.places[at] ?? 0), lot.places[at + 1] ?? 0)
      return joined
    })
    for (const [at, form] of listOf(lot.forms).entries()) {
      const forms = own[lot.words[at] ?? 0]?.forms
      forms?.set(form, (forms.get(form) ?? 0) + (lot.counts[at] ?? 0))
    }
    base += lot.records
  }
  return [...all.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split(' '))
