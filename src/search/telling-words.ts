import { fnv } from './dictionary.ts'
import type { SearchRecord } from './records.ts'
import { contentWords, keyOf } from './words.ts'

/** What the words of an answer are taken from. */
export type Told = Pick<SearchRecord, 'question' | 'aliases' | 'content'>

/**
 * The words that tell what each answer is about, in little room: for each how many it has, how many of them are in its question,
 * and a checksum of each, once, in the order of the text; those of its question come first. Two words of one checksum are taken for one,
 * which happens once among a hundred thousand.
 */
export function packTellingWords(answers: readonly Told[], language: string): Uint32Array {
  const packed: number[] = []
  for (const { question, aliases, content } of answers) {
    const sums = new Set<number>()
    const add = (text: string): void => {
      for (const word of contentWords(text)) sums.add(fnv(keyOf(word, language)))
    }
    add([question, ...aliases].join(' '))
    const inQuestion = sums.size
    add(opening(content))
    packed.push(sums.size, inQuestion)
    for (const sum of sums) packed.push(sum)
  }
  return Uint32Array.from(packed)
}

/** Those of so many answers, of a list of which the rest belongs to others. */
export function cutTellingWords(packed: Uint32Array, answers: number): { own: Uint32Array; rest: Uint32Array } {
  let end = 0
  for (let left = answers; left > 0; left--) end += 2 + (packed[end] ?? 0)
  return { own: packed.slice(0, end), rest: packed.subarray(end) }
}

/**
 * What an answer is about stands at its start: further down it is about more and more. On real content the choice is as good as with the
 * whole text, and takes a fifth of the time. It ends with a whole word.
 */
const opening = (text: string): string =>
  text.length <= openingLength ? text : text.slice(0, openingLength).replace(/\S+$/, '')

const openingLength = 300
