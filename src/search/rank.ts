import type { FoundAnswer, Hit } from './ask.ts'
import type { Query } from './query.ts'
import { contentWords } from './words.ts'

/** Best first. Hits that are even keep an order of their own, so that the same search always shows the same list. */
export const rank = (hits: readonly Hit[]): Hit[] =>
  [...hits].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

export interface Loaded {
  readonly score: number
  readonly answer: FoundAnswer
}

/**
 * The same, once it is known what was asked in each: an answer whose question is what the reader typed comes before one
 * that only speaks of it. The index's own score, as a share of the best, counts as much as the likeness of the questions.
 */
export function rankByQuestion(found: readonly Loaded[], query: Query): FoundAnswer[] {
  const best = Math.max(...found.map(({ score }) => score), Number.MIN_VALUE)
  return found
    .map(({ score, answer }) => ({ answer, worth: score / best + likeness(answer.question, query.text) }))
    .sort((a, b) => b.worth - a.worth || (a.answer.url < b.answer.url ? -1 : 1))
    .map(({ answer }) => answer)
}

/** How much two texts are about the same, 0 to 1: the telling words that they share, among all that either has. */
export function likeness(a: string, b: string): number {
  const ours = contentWords(a)
  const theirs = contentWords(b)
  const shared = [...ours].filter((word) => theirs.has(word)).length
  const all = ours.size + theirs.size - shared
  return all === 0 ? 0 : shared / all
}
