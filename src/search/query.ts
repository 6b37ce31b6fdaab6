import { wordsOf } from './words.ts'

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

/** What a failed address says of what was wanted: `/help/what_is_itk.html` of a site at `/help/` is about "what is itk". */
export function wordsOfAddress(path: string, base: string): string {
  const own = path.startsWith(base) ? path.slice(base.length) : path
  const plain = safeDecode(own).replace(/\.(html?|php|aspx?|md)$/i, '')
  return wordsOf(plain)
    .filter((word) => word !== 'index')
    .join(' ')
    .slice(0, longest)
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
