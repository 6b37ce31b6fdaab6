/** The words of a text, folded, in order. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/**
 * Words that hold a question together without saying what it is about. Sorted by them, nearly every question of a FAQ would
 * stand under H and W.
 */
const scaffolding: ReadonlySet<string> = new Set(
  (
    'a about an and any are arent be been being can cant could did didnt do does doesnt dont for from get has have how i ' +
    'if im in is isnt it its many may me mean means much must my need no not of on or our shall should so such that the there these ' +
    'this to us use was we were what whats when where which while who whom whose why will with would you your'
  ).split(' '),
)

export const isScaffolding = (word: string): boolean => scaffolding.has(word)

/** The words that say what a text is about; if it has none but scaffolding, all of them. */
export function contentWords(text: string): Set<string> {
  const words = wordsOf(text)
  const telling = words.filter((word) => !isScaffolding(word))
  return new Set(telling.length > 0 ? telling : words)
}
