/** What a reader asked for, read. */
export interface Query {
  /** As typed, without spaces around it. */
  readonly text: string
  /** The words, folded: lower case, no accents, no apostrophes. */
  readonly words: readonly string[]
}

/** Longer queries than this are a pasted page; the rest of one adds nothing. */
const longest = 500

/** Reads a query as a reader typed it. */
export function readQuery(typed: string): Query {
  const text = typed.trim().replace(/\s+/g, ' ').slice(0, longest)
  return { text, words: wordsOf(text) }
}

/** The words of a text, folded, in order. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
