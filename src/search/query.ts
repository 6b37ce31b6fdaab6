import { wordsOf } from './words.ts'

/** What a reader asked for, taken apart. */
export interface Query {
  /** As typed, without spaces around it. */
  readonly text: string
  /** The words that answers are ranked by, those of phrases among them, folded: lower case, no accents, no apostrophes. */
  readonly words: readonly string[]
  /** Words that must stand together, as they were put between quotation marks. */
  readonly phrases: readonly (readonly string[])[]
  /** Words that must not be there: `-fax`. */
  readonly without: readonly string[]
  /** The last word may go on: nothing was typed behind it. */
  readonly unfinished: boolean
}

/** Longer queries than this are a pasted page; the rest of one adds nothing. */
const longest = 500
/** So many different words tell all that there is to tell. */
const mostWords = 40

/** Reads a query as a reader typed it. */
export function readQuery(typed: string): Query {
  const text = cut(typed.trim().replace(/\s+/g, ' '))
  const phrases: string[][] = []
  const rest = text.replace(/["“”„«»]([^"“”„«»]+)["“”«»]/g, (_, phrase: string) => {
    const words = wordsOf(phrase)
    if (words.length > 0) phrases.push(words)
    return ` ${phrase} `
  })
  const without: string[] = []
  // A minus counts only before a word and behind a space: "post-event" and "a - b" are not meant.
  const wanted = rest.replace(/(^|\s)-(?=[\p{L}\p{N}])(\S+)/gu, (_, space: string, word: string) => {
    without.push(...wordsOf(word))
    return space
  })
  const words = wordsOf(wanted).slice(0, mostWords)
  // A lone "-fax" asks for nothing but a word; that is what was meant, then.
  if (words.length === 0 && without.length > 0)
    return { text, words: without.slice(0, mostWords), phrases, without: [], unfinished: true }
  return { text, words, phrases, without, unfinished: /[\p{L}\p{N}]$/u.test(typed) }
}

/** Never in the middle of a sign, half of which no address can hold. */
const cut = (text: string): string =>
  text
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()

/** What a failed address says of what was wanted: `/help/what_is_itk.html` of a site at `/help/` is about "what is itk". */
export function wordsOfAddress(path: string, base: string): string {
  const own = path.startsWith(base) ? path.slice(base.length) : path
  const plain = safeDecode(own).replace(/\.(html?|php|aspx?|md)$/i, '')
  const words = wordsOf(plain)
    .filter((word) => word !== 'index')
    .join(' ')
  return cut(words)
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
