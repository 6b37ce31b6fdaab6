import type { Page, Trust } from '../model.ts'
import type { Check, Finding } from './check.ts'

/**
 * A page, or an answer with a review of its own, that somebody was to look at again by now. It needs to know what day it is:
 * `npm run check` does, and a build does not, so that the same files give the same site on any day.
 *
 * Wrong: "last_reviewed: 2024-01-31" with "review_in: 12 months", in 2026
 * Right: "last_reviewed: 2026-01-31", once somebody has read it
 */
export const overdueReview: Check<'overdue-review'> = {
  rules: { 'overdue-review': 'warning' },
  find: ({ pages }, { today }) => (today === undefined ? [] : pages.flatMap((page) => overdueOn(page, today))),
}

const overdueOn = (page: Page, today: string): Finding<'overdue-review'>[] => [
  ...overdue(page, `"${page.title}"`, page.owner, today),
  ...page.answers.flatMap((answer) =>
    overdue(answer, `The answer "${answer.question}"`, answer.owner ?? page.owner, today),
  ),
]

function overdue(
  { reviewDue, reviewedAt }: Trust,
  thing: string,
  owner: string | undefined,
  today: string,
): Finding<'overdue-review'>[] {
  if (reviewDue === undefined || reviewedAt === undefined || reviewDue >= today) return []
  const days = Math.round((Date.parse(today) - Date.parse(reviewDue)) / 86_400_000)
  return [
    {
      rule: 'overdue-review',
      at: reviewedAt,
      what: `${thing} was to be reviewed by ${reviewDue}, ${days === 1 ? 'a day' : `${days} days`} ago. ${
        owner ? `Who answers for it: ${owner}.` : 'Nobody is named who answers for it.'
      }`,
      why: 'Readers are told that it is overdue, and trust it less.',
      fix: `${owner ? `${owner}: read` : 'Read'} it, mend what has changed, and write: last_reviewed: ${today}`,
    },
  ]
}
