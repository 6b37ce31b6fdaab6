/**
 * The word of a list that a misspelt one was probably meant to be: at most one slip in three letters, counted as
 * Damerau-Levenshtein does (a swap of two neighbours is one slip). Ties go to the word that comes first in the list.
 */
export function closest(word: string, words: readonly string[]): string | undefined {
  const plain = fold(word)
  // Nobody misspells a word of this length, and the table below would have millions of cells.
  if (plain.length > longestWord) return undefined
  const scored = words
    .map((candidate) => ({ candidate, folded: fold(candidate) }))
    // Each letter that one has more than the other is a slip: most words of a long list need not be looked at.
    .filter(({ folded }) => Math.abs(folded.length - plain.length) <= most(plain, folded))
    .map(({ candidate, folded }) => ({ candidate, folded, slips: slipsBetween(plain, folded, most(plain, folded)) }))
    .filter(({ folded, slips }) => slips <= most(plain, folded))
    .sort((a, b) => a.slips - b.slips)
  return scored[0]?.candidate
}

const longestWord = 200

const most = (a: string, b: string): number => Math.max(1, Math.floor(Math.max(a.length, b.length) / 3))

/** `lastReviewed`, `last-reviewed` and `Last_Reviewed` are one word here. */
const fold = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '')

/**
 * Number of letters to add, drop, change or swap to make one word the other (optimal string alignment). What is beyond `limit` is
 * not counted to its end.
 */
export function slipsBetween(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = previous
    previous = row
    // No later row is less than the least of two in a row.
    if (Math.min(...before) > limit && Math.min(...row) > limit) return Number.POSITIVE_INFINITY
  }
  return previous[b.length] ?? 0
}
