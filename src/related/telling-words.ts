import type { Answer, Page } from '../model.ts'
import { contentWords, keyOf } from '../search/words.ts'

/** The words that tell what an answer is about, each once and as a number, in the order of the text; those of its question come first. */
export interface TellingWords {
  readonly numbers: readonly number[]
  readonly inQuestion: number
}

/** Those of all answers of a page, in their order. */
export type TellingWordsOf = (page: Page) => readonly TellingWords[]

/**
 * Takes the words of a page once, for as long as both are kept: in a preview nearly all pages are as they were. Which number
 * a word has hangs on what was read before; nothing may depend on it.
 */
export function createTellingWords(): TellingWordsOf {
  const known = new WeakMap<Page, readonly TellingWords[]>()
  const numbers = new Map<string, number>()
  const numberOf = (word: string): number => {
    const number = numbers.get(word) ?? numbers.size
    numbers.set(word, number)
    return number
  }
  const read = ({ question, alsoAsked, text }: Answer, language: string): TellingWords => {
    const all = new Set<number>()
    const add = (part: string): void => {
      for (const word of contentWords(part)) all.add(numberOf(keyOf(word, language)))
    }
    add([question, ...alsoAsked].join(' '))
    const inQuestion = all.size
    add(opening(text))
    return { numbers: [...all], inQuestion }
  }
  return (page) => {
    const before = known.get(page)
    if (before) return before
    const language = page.lang.split('-')[0] ?? page.lang
    const words = page.answers.map((answer) => read(answer, language))
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
