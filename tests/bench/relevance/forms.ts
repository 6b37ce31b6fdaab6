import { isScaffolding, wordsOf } from '../../../src/search/words.ts'

/** A row of numbers from 0 to 1 that is the same at every run (mulberry32, public domain). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/**
 * One slip in one word of five letters or more: two letters swapped, one dropped, one doubled, or one replaced. The first
 * letter stays. A query without such a word stays as it is.
 */
export function withTypo(query: string, random: () => number): string {
  const pick = (count: number): number => Math.floor(random() * count)
  const pieces = query.split(/([A-Za-z]{5,})/)
  const long = pieces.flatMap((_, index) => (index % 2 === 1 ? [index] : []))
  if (long.length === 0) return query
  const chosen = long[pick(long.length)] ?? 0
  const word = pieces[chosen] ?? ''
  const at = 1 + pick(word.length - 2)
  const [before, here, next, rest] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 2)]
  const slips = [
    () => before + next + here + rest,
    () => before + next + rest,
    () => before + here + here + next + rest,
    () => before + letters[pick(letters.length)] + next + rest,
  ]
  pieces[chosen] = slips[pick(slips.length)]?.() ?? word
  return pieces.join('')
}

/** Only the words that tell what is asked; the query itself if none does. */
export const keywords = (query: string): string =>
  wordsOf(query)
    .filter((word) => !isScaffolding(word))
    .join(' ') || query

/** As far as somebody has typed who has two letters of the last word to go, if three are left of it. */
export const halfTyped = (query: string): string =>
  query.replace(/[^\p{L}\p{N}]+$/u, '').replace(/(\p{L}{3,})\p{L}{2}$/u, '$1')
