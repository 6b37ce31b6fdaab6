/** A word of a text that a dictionary can judge. */
export interface Word {
  readonly text: string
  /** Where it stands in the text. */
  readonly index: number
  /** The word with hyphens that it is a part of, if it is one. */
  readonly compound?: string
}

/** The words of a text. */
export const wordsOf = (text: string): Word[] =>
  chunksOf(text).flatMap(([chunk, start]) =>
    wordsOfChunk(chunk).map((word) => ({ ...word, index: start + word.index })),
  )

/** The pieces of a text between spaces, with the place of each. HTML is none of it. */
export function chunksOf(text: string): (readonly [chunk: string, start: number])[] {
  const plain = text.includes('<') ? text.replace(tag, (one) => ' '.repeat(one.length)) : text
  let start = 0
  return plain.split(/[\s\ufffc]/).flatMap((chunk) => {
    const own = [chunk, start] as const
    start += chunk.length + 1
    return chunk === '' ? [] : [own]
  })
}

/** HTML is shown as the text that it is, and told by another rule. */
const tag = /<\/?[a-z][^<>]*>/gi

/** E-mail and web addresses, paths, `urn:nhs:names`, `key=value`, `a_name`, `file.txt`, `e.g.`, `application/fhir+xml`. */
const isNoProse = (chunk: string): boolean =>
  /[@\\_=]|:\/\/|^["'“‘([]*(?:~|\.{1,2})?\/|[\p{L}\p{N}][.:+][\p{L}\p{N}]/u.test(chunk)

/**
 * The words in a piece without spaces. Short forms in capitals, words with digits, addresses, paths, file names and names
 * like `CareConnect` are none that a dictionary could know; a possessive is judged by its owner.
 */
export function wordsOfChunk(chunk: string): Word[] {
  if (isNoProse(chunk)) return []
  return [...chunk.matchAll(compounds)].flatMap(({ 0: compound, index }) =>
    [...compound.matchAll(/[^-‑]+/g)].flatMap((part) => {
      const text = part[0].replace(/['’]s$/u, '')
      if (!isJudged(text)) return []
      const word = { text, index: index + part.index }
      return [part[0].length < compound.length ? { ...word, compound } : word]
    }),
  )
}

const letters = "\\p{L}[\\p{L}\\p{M}]*(?:['’]\\p{L}+)*"
const compounds = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${letters}(?:[-‑]${letters})*(?![\\p{L}\\p{M}\\p{N}])`, 'gu')

function isJudged(word: string): boolean {
  if (word.length < 2 || word.length > longestWord || !/^[\p{Script=Latin}\p{M}'’]+$/u.test(word)) return false
  // Capitals of nine letters and more are a word that cries.
  return /^\p{Lu}?[^\p{Lu}]+$/u.test(word) || /^\p{Lu}{9,}$/u.test(word)
}

const longestWord = 60
