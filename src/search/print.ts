import type { FoundAnswer } from './engine.ts'
import type { Reading } from './reading.ts'
import type { Score } from './score.ts'

/** What a search on the command line found, as text: one block an answer, words that were found between asterisks. */
export function printAnswers(reading: Reading, answers: readonly FoundAnswer[]): string {
  const asked = reading.query.text
  const head = reading.repaired ? [`Showing answers for "${reading.repaired}", as no answer has "${asked}".`] : []
  if (answers.length === 0) return [...head, `Nothing was found for "${asked}".`].join('\n\n')
  const blocks = answers.map(({ question, url, page, category, excerpt }, index) =>
    [
      `${index + 1}. ${question}`,
      `   ${url}`,
      `   ${[...new Set([category, page])].filter((name) => name !== '' && name !== question).join(' › ')}`,
      `   ${excerpt.map(({ text, marked }) => (marked ? `*${text}*` : text)).join('')}`,
    ]
      .filter((line) => line.trim() !== '')
      .join('\n'),
  )
  return [...head, ...blocks].join('\n\n')
}

/** How the search tests came out, as text: every miss with what came instead, then the figures; against earlier ones if given. */
export function printScore(score: Score, baseline?: Score): string {
  const misses = score.outcomes
    .filter(({ passed }) => !passed)
    .map(({ group, query, finds, top, place, found }) =>
      [
        `${group}: ${query}`,
        `  Wanted: ${finds.join(' or ')}${top > 1 ? `, among the first ${top}` : ''}`,
        `  Place:  ${place ?? 'not among the first ten'}`,
        ...found.map((address, index) => `  ${index + 1}.      ${address}`),
      ].join('\n'),
    )
  const passed = new Set(score.outcomes.filter((one) => one.passed).map(({ query }) => query))
  const lost = (baseline?.outcomes ?? [])
    .filter((one) => one.passed && !passed.has(one.query))
    .map(({ query }) => query)
  const figure = (name: string, now: number, before: number | undefined, digits: number): string =>
    `${name}: ${now.toFixed(digits)}${before === undefined ? '' : ` (before: ${before.toFixed(digits)})`}`
  const figures = [
    `${score.passed} of ${score.tests} searches found their answer${baseline ? ` (before: ${baseline.passed} of ${baseline.tests})` : ''}`,
    figure('mean reciprocal rank of the first ten', score.meanReciprocalRank, baseline?.meanReciprocalRank, 3),
    figure('right answer first', score.first, baseline?.first, 3),
    figure('nothing found', score.nothing, baseline?.nothing, 3),
  ].join('\n')
  const worse = lost.length > 0 ? [`Found before, and not now:\n${lost.map((query) => `  ${query}`).join('\n')}`] : []
  return [...misses, ...worse, figures].join('\n\n')
}
