import type { Page } from '../model.ts'
import { packTellingWords } from '../search/telling-words.ts'

/** The words that tell what an answer is about, each once and as a number, in the order of the text; those of its question come first. */
export interface TellingWords {
  readonly numbers: readonly number[]
  readonly inQuestion: number
}

/** Those of all answers of a page, in their order. */
export type TellingWordsOf = (page: Page) => readonly TellingWords[]

/** The words of pages as `packTellingWords` packs them, which can be kept from one run to the next. */
export type PackedWords = Pick<WeakMap<Page, Uint32Array>, 'get' | 'set'>

/**
 * Takes the words of a page once, for as long as both are kept: in a preview nearly all pages are as they were. Which number
 * a word has hangs on what was read before; nothing may depend on it.
 */
export function createTellingWords(packed: PackedWords = new WeakMap()): TellingWordsOf {
  const known = new WeakMap<Page, readonly TellingWords[]>()
  const numbers = new Map<number, number>()
  const numberOf = (sum: number): number => {
    const known = numbers.get(sum)
    if (known !== undefined) return known
    numbers.set(sum, numbers.size)
    return numbers.size - 1
  }
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
  const pack = (page: Page): Uint32Array => {
    const answers = page.answers.map(({ question, alsoAsked, text }) => ({
      question,
      aliases: alsoAsked,
      content: text,
    }))
    const words = packTellingWords(answers, languageOf(page))
    packed.set(page, words)
    return words
  }
  return (page) => {
    const words = known.get(page) ?? unpack(packed.get(page) ?? pack(page))
    known.set(page, words)
    return words
  }
}

const languageOf = ({ lang }: Page): string => lang.split('-')[0] ?? lang
