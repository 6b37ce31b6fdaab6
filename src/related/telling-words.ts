import type { Answer, Page } from '../model.ts'
import { fnv } from '../search/dictionary.ts'
import { contentWords, keyOf } from '../search/words.ts'

/** The words that tell what an answer is about, each once and as a number, in the order of the text; those of its question come first. */
export interface TellingWords {
  readonly numbers: readonly number[]
  readonly inQuestion: number
}

/** Those of all answers of a page, in their order. */
export type TellingWordsOf = (page: Page) => readonly TellingWords[]

/**
 * The words of pages in little room, which can be kept from one run to the next: for each answer how many it has, how many of them are
 * in its question, and a checksum of each word.
 */
export type PackedWords = Pick<WeakMap<Page, Uint32Array>, 'get' | 'set'>

/**
 * Takes the words of a page once, for as long as both are kept: in a preview nearly all pages are as they were. Which number
 * a word has hangs on what was read before; nothing may depend on it. Words go by their checksums, so that it is the same whether they
 * were packed or not: two of one checksum are one word, which happens once among a hundred thousand.
 */
export function createTellingWords(packed?: PackedWords): TellingWordsOf {
  const known = new WeakMap<Page, readonly TellingWords[]>()
  const numbers = new Map<string, number>()
  const sums: number[] = []
  const numberOfSum = new Map<number, number>()
  const numberOf = (sum: number): number => {
    const known = numberOfSum.get(sum)
    if (known !== undefined) return known
    sums.push(sum)
    numberOfSum.set(sum, sums.length - 1)
    return sums.length - 1
  }
  const numberOfWord = (word: string): number => {
    const known = numbers.get(word)
    if (known !== undefined) return known
    const number = numberOf(fnv(word))
    numbers.set(word, number)
    return number
  }
  const pack = (words: readonly TellingWords[]): Uint32Array =>
    Uint32Array.from(
      words.flatMap(({ numbers, inQuestion }) => [numbers.length, inQuestion, ...numbers.map((n) => sums[n] ?? 0)]),
    )
  const unpack = (list: Uint32Array): TellingWords[] => {
    const words: TellingWords[] = []
    let at = 0
    while (at < list.length) {
      const [length = 0, inQuestion = 0] = [list[at], list[at + 1]]
      const numbers = new Array<number>(length)
      at += 2
      for (let index = 0; index < length; index++) numbers[index] = numberOf(list[at++] ?? 0)
      words.push({ numbers, inQuestion })
    }
    return words
  }
  const read = ({ question, alsoAsked, text }: Answer, language: string): TellingWords => {
    const all = new Set<number>()
    const add = (part: string): void => {
      for (const word of contentWords(part)) all.add(numberOfWord(keyOf(word, language)))
    }
    add([question, ...alsoAsked].join(' '))
    const inQuestion = all.size
    add(opening(text))
    return { numbers: [...all], inQuestion }
  }
  return (page) => {
    const before = known.get(page)
    if (before) return before
    const kept = packed?.get(page)
    const language = page.lang.split('-')[0] ?? page.lang
    const words = kept ? unpack(kept) : page.answers.map((answer) => read(answer, language))
    if (!kept) packed?.set(page, pack(words))
    known.set(page, words)
    return words
  }
}

/**
 * What an answer is about stands at its start: further down it is about more and more. On real content the choice is as good as with the
 * whole text, and takes a fifth of the time. It ends with a whole word.
 */
const opening = (text: string): string =>
  text.length <= openingLength ? text : text.slice(0, openingLength).replace(/\S+$/, '')

const openingLength = 300
