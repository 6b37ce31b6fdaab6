import { joinedWordsOf, keyOf, wordsOf } from './words.ts'

/** A piece of the text around the words that were found. */
export interface ExcerptPart {
  readonly text: string
  readonly marked: boolean
}

/** A word with the hyphens and apostrophes inside it. */
const wordRun = /([\p{L}\p{N}\p{M}]+(?:['’‐‑-][\p{L}\p{N}\p{M}]+)*)/u

/** Words in an excerpt: about three lines on a phone. */
const length = 32

/**
 * The passage of a text that has the most of the words looked for, with those words marked. Plain text: nothing in it is
 * HTML. A passage begins where a sentence does if the sentence is short enough; a text without any of the words gives its start.
 */
export function excerptOf(text: string, keys: ReadonlySet<string>, language: string): ExcerptPart[] {
  const words = text.replace(/\s+/g, ' ').trim().split(' ')
  const keysIn = (run: string): string[] =>
    [...wordsOf(run), ...joinedWordsOf(run)].map((word) => keyOf(word, language)).filter((key) => keys.has(key))
  const found = words.map(keysIn)
  const start = words.length <= length ? 0 : sentenceStart(words, bestStretch(found))
  const end = Math.min(words.length, start + length)
  const parts: ExcerptPart[] = []
  const add = (piece: string, marked: boolean): void => {
    const last = parts.at(-1)
    if (last?.marked === marked) parts[parts.length - 1] = { text: last.text + piece, marked }
    else if (piece !== '') parts.push({ text: piece, marked })
  }
  if (start > 0) add('… ', false)
  for (let at = start; at < end; at++) {
    // What stands round a word, such as a bracket or a full stop, is not part of it.
    for (const [index, run] of (words[at] ?? '').split(wordRun).entries())
      add(run, index % 2 === 1 && keysIn(run).length > 0)
    if (at < end - 1) add(' ', false)
  }
  if (end < words.length) add(' …', false)
  return parts
}

/** So many words tell whether an answer is the right one. */
const openingLength = 70

/** The first sentences of an answer, up to the length that is read at a glance; cut only inside a very long one. */
export function openingOf(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim().split(' ')
  if (words.length <= openingLength) return words.join(' ')
  const end = words.slice(0, openingLength).findLastIndex((word) => /[.?!]["”’)]?$/.test(word))
  return end >= 15 ? words.slice(0, end + 1).join(' ') : `${words.slice(0, openingLength).join(' ')} …`
}

/** Places of the first and the last word that matter. */
interface Stretch {
  readonly first: number
  readonly last: number
}

/**
 * The earliest stretch that has the most different words. Not the most in all: answers say what matters first, and repeat it
 * later.
 */
function bestStretch(found: readonly (readonly string[])[]): Stretch {
  const counts = new Map<string, number>()
  let best = { end: 0, different: 0 }
  for (let end = 0; end < found.length; end++) {
    for (const key of found[end] ?? []) counts.set(key, (counts.get(key) ?? 0) + 1)
    for (const key of found[end - length] ?? []) {
      const left = (counts.get(key) ?? 1) - 1
      if (left === 0) counts.delete(key)
      else counts.set(key, left)
    }
    if (counts.size > best.different) best = { end, different: counts.size }
  }
  const first = found.findIndex((keys, at) => at > best.end - length && keys.length > 0)
  return first === -1 ? { first: 0, last: 0 } : { first, last: best.end }
}

/** The start of the sentence that the first word stands in, if the last one can still be shown. */
function sentenceStart(words: readonly string[], { first, last }: Stretch): number {
  for (let at = first; at >= 0 && last - at < length; at--) {
    if (at === 0 || /[.?!:]["”’)]?$/.test(words[at - 1] ?? '')) return at
  }
  return first
}
