import type { RecordKind } from './records.ts'

/**
 * The dictionary stands beside Pagefind's index: every word of the site with its forms and how many answers have it, where
 * each word stands in the questions and their other wordings, and which spellings mean the same. A small site's is one
 * file. A large one's is split by the first letters of its words, and only the parts that a query needs are fetched.
 */
export interface DictionaryIndex {
  /** Where the site is published, if that is known; else its path. Ends in a slash. */
  readonly home: string
  readonly language: string
  /** Number of records. */
  readonly answers: number
  /** Words in a question, on average. */
  readonly averageLength: number
  /** The parts by the first letters of their words; a word belongs to the longest that it begins with. */
  readonly parts: readonly string[]
  /** First letters that have a list of words for spelling: `spelling-<letter>.json`. */
  readonly spelling: readonly string[]
  /** The only part, where there is but one, and all words for spelling. */
  readonly whole?: DictionaryPart & { readonly forms: string }
}

export interface DictionaryPart {
  /** Records that the words below stand in: what follows the underscore of Pagefind's `id`. */
  readonly ids: readonly string[]
  /** For each of them a letter: see `kindLetters`. */
  readonly kinds: string
  /** For each of them how many words of its question tell what it is about. */
  readonly telling: readonly number[]
  /** For each of them the number of words in its question and in each other wording. */
  readonly lengths: readonly (readonly number[])[]
  readonly words: Readonly<Record<string, WordEntry>>
  /** Groups of spellings that mean the same, of which one begins in this part: words with spaces between. */
  readonly same: readonly (readonly string[])[]
  /** What a result shows, for each record; only where the whole dictionary is one part. */
  readonly cards?: readonly Card[]
}

/**
 * In how many records the word is; the form to ask Pagefind for (more than one, with spaces between, where spellings differ as
 * "organisation" and "organization" do); then pairs of numbers, one for each time that it stands in a question: the record's
 * place in `ids`, and the place of the word. That is `wording * wordingSize + position`; wording 0 is the question itself.
 */
export type WordEntry = readonly [records: number, forms: string, ...places: number[]]

/** Positions in one wording; words further on are not noted. */
export const wordingSize = 64

/** Address without the base path, question, title of the page, title of the category. */
export type Card = readonly [url: string, question: string, page: string, category: string]

export const kindLetters = { question: 'q', definition: 'd', lead: 'l', term: 't' } as const satisfies Record<
  RecordKind,
  string
>

/** The dictionary as the search uses it: parts come when they are asked for, each once. */
export interface Dictionary {
  readonly home: string
  readonly language: string
  readonly answers: number
  readonly averageLength: number
  /** The part that would have the word. */
  part(word: string): Promise<DictionaryPart>
  /** The site's words that a misspelt one may have been meant to be, commonest first. */
  forms(misspelt: string): Promise<readonly string[]>
  /** What results show, by record, where it is at hand. */
  readonly cards: ReadonlyMap<string, Card>
}

/** Opens a dictionary. `load` fetches one of its files by name, without the ending, and parses it. */
export async function openDictionary(load: (name: string) => Promise<unknown>): Promise<Dictionary> {
  const index = (await load('index')) as DictionaryIndex
  const { home, language, answers, averageLength, whole } = index
  const about = { home, language, answers, averageLength }
  if (whole) {
    const forms = whole.forms.split(' ')
    const cards = new Map(whole.ids.map((id, at) => [id, whole.cards?.[at] as Card]))
    return { ...about, cards, part: async () => whole, forms: async () => forms }
  }
  const once = remember(load)
  const part = partNames(index.parts)
  const lists = new Set(index.spelling)
  return {
    ...about,
    cards: new Map(),
    async part(word) {
      const name = part(word)
      return name === undefined ? nothing : ((await once(fileOf(name))) as DictionaryPart)
    },
    async forms(misspelt) {
      // A slip in the first letter itself is mended where it was left out, doubled or swapped: then the second one leads there.
      const letters = new Set([...misspelt].slice(0, 2).filter((letter) => lists.has(letter)))
      const found = await Promise.all(
        [...letters].map((letter) => once(`spelling-${fileOf(letter)}`) as Promise<string>),
      )
      return found.flatMap((forms) => forms.split(' '))
    },
  }
}

/** The longest of the names that a word begins with. */
function partNames(names: readonly string[]): (word: string) => string | undefined {
  const all = new Set(names)
  const longest = Math.max(0, ...names.map((name) => name.length))
  return (word) => {
    for (let length = Math.min(longest, word.length); length > 0; length--) {
      const name = word.slice(0, length)
      if (all.has(name)) return name
    }
    return undefined
  }
}

/** Loads each file once; a load that failed is tried again with the next search. */
function remember(load: (name: string) => Promise<unknown>): (name: string) => Promise<unknown> {
  const loads = new Map<string, Promise<unknown>>()
  return (name) => {
    const begun =
      loads.get(name) ??
      load(name).catch((error: unknown) => {
        loads.delete(name)
        throw error
      })
    loads.set(name, begun)
    return begun
  }
}

/** Name of a part's file, without the ending: letters of any script, as hexadecimal numbers, are safe on every host. */
export const fileOf = (part: string): string => [...part].map((letter) => letter.codePointAt(0)?.toString(16)).join('-')

const nothing: DictionaryPart = { ids: [], kinds: '', telling: [], lengths: [], words: {}, same: [] }
