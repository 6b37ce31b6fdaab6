/** Where a search begins: the one of its files that is replaced when the site changes, by its path from the site's root. */
export const searchStart = 'pagefind.json'

/** All other files of all searches are in this folder, and none of them ever changes. */
export const searchFolder = 'pagefind/'

/**
 * The dictionary stands beside Pagefind's index: every word of the site with how many answers have it, where each word stands
 * in the questions and their other wordings, and which spellings mean the same. A small site's is two files: `searchStart`, with
 * all that questions alone can answer, and `rest`, with the words that stand in texts only. A large one's is split by the first
 * letters of its words, and only the parts that a query needs are fetched.
 */
export interface DictionaryIndex {
  /**
   * The folder of everything else that belongs to this search, by its path from the site's root: `pagefind/`, a checksum of all
   * that is in it, and a slash. A reader's browser and a host may keep it for ever, and files of two searches never meet.
   */
  readonly folder: string
  /** Where the site is published, if that is known; else its path. Ends in a slash. */
  readonly home: string
  readonly language: string
  /** Number of records. */
  readonly answers: number
  /** Words in a question, on average. */
  readonly averageLength: number
  /** Titles of the categories; the records of each have the word `topicMark(title)` in Pagefind's index. */
  readonly categories: readonly string[]
  /** Pagefind's own files in the folder that every search needs: they can be sent for together, and `tag` is for its `metaCacheTag`. */
  readonly pagefind: { readonly tag: string; readonly files: readonly string[] }
  /** The parts by the first letters of their words; a word belongs to the longest that it begins with. None on a small site. */
  readonly parts: readonly string[]
  /** First letters that have a list of words for spelling: `spelling-<letter>.json`. */
  readonly spelling: readonly string[]
  /** Over how many files what results show is spread: see `cardFileOf`. None on a small site. */
  readonly cardFiles: number
  /** On a small site, the words of its questions, and what results show. */
  readonly whole?: DictionaryPart & { readonly cards: readonly Card[] }
}

/** `rest.json` of a small site. */
export interface DictionaryRest {
  readonly words: DictionaryPart['words']
  /** Every word for spelling, commonest first. */
  readonly forms: string
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
}

/**
 * In how many records the word is, and nothing more where its form is the key itself and it stands in no question; the form to ask Pagefind for, empty when it is the key (more than one, with spaces between, where spellings differ as
 * "organisation" and "organization" do); then pairs of numbers, one for each time that it stands in a question: the record's
 * place in `ids`, and the place of the word. That is `wording * wordingSize + position`; wording 0 is the question itself.
 */
export type WordEntry = number | readonly [records: number, forms: string, ...places: number[]]

/** Positions in one wording; words further on are not noted. */
export const wordingSize = 64

/** Address without the base path, question, title of the page, title of the category. */
export type Card = readonly [url: string, question: string, page: string, category: string]

export const kindLetters = { question: 'q', definition: 'd', lead: 'l', term: 't' } as const

/** Questions are what readers look for; a page's lead and a term of the glossary stand behind an equal question. */
export type RecordKind = keyof typeof kindLetters

/** The dictionary as the search uses it: parts come when they are asked for, each once. */
export interface Dictionary {
  readonly folder: string
  readonly home: string
  readonly language: string
  readonly answers: number
  readonly averageLength: number
  /** The part that would have the word. */
  part(word: string): Promise<DictionaryPart>
  /** The site's words that a misspelt one may have been meant to be, commonest first. */
  forms(misspelt: string): Promise<readonly string[]>
  /** What results show, by record, where it is at hand: on a small site. */
  readonly cards: ReadonlyMap<string, Card>
  /** What the result of a record shows. */
  card(id: string): Promise<Card | undefined>
  readonly pagefind: DictionaryIndex['pagefind']
  readonly categories: readonly string[]
  /**
   * The records that a wording, given by the keys of its words, is the question of, word for word, or another wording of.
   * Absent on a small site, where the places of its words tell.
   */
  readonly exact?: (keys: readonly string[]) => Promise<readonly ExactMatch[]>
  /** The words of questions alone: what can be told without the words of texts, and without mending slips. */
  readonly questions: Dictionary
}

export interface ExactMatch {
  readonly id: string
  readonly isAlias: boolean
}

/** A file `exact-<first letters of the checksum>.json` of a large site: by checksum of a wording, records; `~` before another wording's. */
export type ExactFile = Readonly<Record<string, readonly string[]>>

/** Letters of the checksum that name its file: 256 files. */
const exactName = 2

/** Checksum of a wording, 64 bits as hexadecimal: two of FNV-1a, whose second begins where the first ended. */
export function exactChecksum(keys: readonly string[]): string {
  const text = keys.join(' ')
  const first = fnv(text)
  return [first, fnv(text, first)].map((hash) => hash.toString(16).padStart(8, '0')).join('')
}

/** FNV-1a of 32 bits (www.isthe.com/chongo/tech/comp/fnv); it may go on from an earlier one. */
export function fnv(text: string, before = 0x811c9dc5): number {
  let hash = before
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

export const exactFileOf = (checksum: string): string => `exact-${checksum.slice(0, exactName)}`

/** A word's entry, whichever way it is written down; undefined for a word that the part has not. */
export function entryOf({ words }: Pick<DictionaryPart, 'words'>, key: string): Exclude<WordEntry, number> | undefined {
  // Keys such as "constructor" are words like any other.
  const entry = Object.hasOwn(words, key) ? words[key] : undefined
  if (entry === undefined) return undefined
  const [records, forms, ...places] = typeof entry === 'number' ? [entry, ''] : entry
  return [records, forms === '' ? key : forms, ...places]
}

/** Opens a dictionary. `load` fetches a file of JSON by its path from the site's root, and parses it. */
export async function openDictionary(load: (path: string) => Promise<unknown>): Promise<Dictionary> {
  const index = (await load(searchStart)) as DictionaryIndex
  const once = remember((name) => load(`${index.folder}${wordsFile(name)}`))
  const { folder, home, language, answers, averageLength, pagefind, categories, whole } = index
  const about = { folder, home, language, answers, averageLength, pagefind, categories }
  return whole ? { ...about, ...openWhole(whole, once, about) } : openParts(index, once, about)
}

/** Records share a file by the number that their name is: about forty each, of which some are asked for. */
export const cardFileOf = (id: string, files: number): string => `cards-${Number.parseInt(id, 16) % files}`

/** `cards-<number>.json`: by record. */
export type CardFile = Readonly<Record<string, Card>>

/** A file of the dictionary by its name, in the folder of its search. */
export const wordsFile = (name: string): string => `words/${name}.json`

type Load = (name: string) => Promise<unknown>
type About = Omit<Dictionary, 'part' | 'forms' | 'exact' | 'cards' | 'card' | 'questions'>

function openWhole(whole: NonNullable<DictionaryIndex['whole']>, load: Load, about: About): Dictionary {
  const cards = new Map(whole.ids.map((id, at) => [id, whole.cards[at] as Card]))
  const card = async (id: string): Promise<Card | undefined> => cards.get(id)
  let joined: Promise<{ part: DictionaryPart; forms: readonly string[] }> | undefined
  const all = async (): Promise<{ part: DictionaryPart; forms: readonly string[] }> => {
    const { words, forms } = (await load('rest')) as DictionaryRest
    joined ??= Promise.resolve({ part: { ...whole, words: { ...words, ...whole.words } }, forms: forms.split(' ') })
    return joined
  }
  const questions: Dictionary = {
    ...about,
    cards,
    card,
    part: async () => whole,
    forms: async () => [],
    get questions() {
      return questions
    },
  }
  return {
    ...about,
    cards,
    card,
    part: async () => (await all()).part,
    forms: async () => (await all()).forms,
    questions,
  }
}

function openParts(index: DictionaryIndex, load: Load, about: About): Dictionary {
  const nameOf = partNames(index.parts)
  const lists = new Set(index.spelling)
  const dictionary: Dictionary = {
    ...about,
    cards: new Map(),
    async card(id) {
      const file = (await load(cardFileOf(id, index.cardFiles))) as CardFile
      return Object.hasOwn(file, id) ? file[id] : undefined
    },
    async part(word) {
      const name = nameOf(word)
      return name === undefined ? nothing : ((await load(fileOf(name))) as DictionaryPart)
    },
    async forms(misspelt) {
      // A slip in the first letter itself is mended where it was left out, doubled or swapped: then the second one leads there.
      const letters = new Set([...misspelt].slice(0, 2).filter((letter) => lists.has(letter)))
      const found = await Promise.all(
        [...letters].map((letter) => load(`spelling-${fileOf(letter)}`) as Promise<string>),
      )
      return found.flatMap((forms) => forms.split(' '))
    },
    async exact(keys) {
      const checksum = exactChecksum(keys)
      const found = ((await load(exactFileOf(checksum))) as ExactFile)[checksum] ?? []
      return found.map((id) => ({ id: id.replace('~', ''), isAlias: id.startsWith('~') }))
    },
    get questions() {
      return dictionary
    },
  }
  return dictionary
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
function remember(load: Load): Load {
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
