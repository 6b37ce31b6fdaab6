import { keyOf, wordsOf } from './words.ts'

/** A piece of the text around the words that were found. */
export interface ExcerptPart {
  readonly text: string
  readonly marked: boolean
}

/** Words in an excerpt: about three lines on a phone. */
const length = 32

/**
 * The passage of a text that has the most of the words looked for, with those words marked. Plain text: nothing in it is
 * HTML. A passage begins where a sentence does if the sentence is short enough; a text without any of the words gives its start.
 */
export function excerptOf(text: string, keys: ReadonlySet<string>, language: string): ExcerptPart[] {
  const words = text.replace(/\s+/g, ' ').trim().split(' ')
  const found = words.map((word) =>
    [...wordsOf(word), ...wordsOf(word.replace(/-/g, ''))]
      .map((own) => keyOf(own, language))
      .filter((key) => keys.has(key)),
  )
  const start = sentenceStart(words, bestStart(found))
  const end = Math.min(words.length, start + length)
  const parts: ExcerptPart[] = []
  const add = (piece: string, marked: boolean): void => {
    const last = parts.at(-1)
    if (last?.marked === marked) parts[parts.length - 1] = { text: last.text + piece, marked }
    else if (piece !== '') parts.push({ text: piece, marked })
  }
  if (start > 0) add('… ', false)
  for (let at = start; at < end; at++) {
    const word = words[at] ?? ''
    const marked = (found[at]?.length ?? 0) > 0
    // Brackets and full stops around a word are not part of it.
    const [, before = '', core = '', after = ''] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u.exec(word) ?? []
    add(before, false)
    add(core, marked)
    add(after + (at < end - 1 ? ' ' : ''), false)
  }
  if (end < words.length) add(' …', false)
  return parts
}

/** The first word of the stretch that has the most different words, then the most in all; the earliest of equals. */
function bestStart(found: readonly (readonly string[])[]): number {
  const counts = new Map<string, number>()
  let best = { start: 0, different: 0, all: 0 }
  let all = 0
  for (let end = 0; end < found.length; end++) {
    for (const key of found[end] ?? []) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
      all++
    }
    for (const key of found[end - length] ?? []) {
      const left = (counts.get(key) ?? 1) - 1
      if (left === 0) counts.delete(key)
      else counts.set(key, left)
      all--
    }
    if (counts.size > best.different || (counts.size === best.different && all > best.all)) {
      best = { start: Math.max(0, end - length + 1), different: counts.size, all }
    }
  }
  // The words stand at the end of that stretch; what leads up to the first of them is worth more than the rest of it.
  const first = found.findIndex((keys, at) => at >= best.start && keys.length > 0)
  return best.all === 0 ? 0 : Math.min(Math.max(best.start, 0), first === -1 ? 0 : first)
}

/** The start of the sentence that a word stands in, if it is near. */
function sentenceStart(words: readonly string[], start: number): number {
  const nearest = Math.max(0, start - length / 4)
  for (let at = start; at >= nearest; at--) if (at === 0 || /[.?!:]["”’)]?$/.test(words[at - 1] ?? '')) return at
  return start
}
