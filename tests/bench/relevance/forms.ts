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

/** A number for a text, so that what chance does to a query hangs on nothing but the query's own id (FNV-1a). */
export function seedOf(text: string): number {
  let seed = 0x811c9dc5
  for (const byte of Buffer.from(text)) seed = Math.imul(seed ^ byte, 0x01000193)
  return seed
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/**
 * One slip in one word of five letters or more: two letters swapped, one dropped, one doubled, or one replaced. Two equal letters
 * swapped are no slip, nor is a letter replaced by itself; another is made then. A query without such a word stays as it is.
 */
export function withTypo(query: string, random: () => number): string {
  const pick = (count: number): number => Math.floor(random() * count)
  const pieces = query.split(/(\p{L}{5,})/u)
  const long = pieces.flatMap((_, index) => (index % 2 === 1 ? [index] : []))
  if (long.length === 0) return query
  const chosen = long[pick(long.length)] ?? 0
  const word = pieces[chosen] ?? ''
  let slipped = word
  while (slipped.toLowerCase() === word.toLowerCase()) {
    const at = pick(word.length)
    const [before, here, next, rest] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 2)]
    const slips = [
      before + next + here + rest,
      before + next + rest,
      before + here + here + next + rest,
      before + letters[pick(letters.length)] + next + rest,
    ]
    slipped = slips[pick(slips.length)] ?? word
  }
  pieces[chosen] = slipped
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
