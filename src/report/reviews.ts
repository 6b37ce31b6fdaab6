import type { Site } from '../model.ts'
import { type Paint, plain } from '../paint.ts'
import { type Review, reviewsOf } from '../reviews.ts'
import { printable } from './printable.ts'

/** Reviews that one owner has to make. */
interface Share {
  readonly owner?: string
  readonly reviews: readonly Review[]
}

/** What is due when, by owner, as text; in each list what is overdue comes first, and the owner with the oldest comes first. */
export function printReviews(site: Site, today: string, paint: Paint = plain): string {
  const reviews = reviewsOf(site)
  const blocks = shares(reviews).map(({ owner, reviews: own }) =>
    [
      paint('strong', `${printable(owner ?? 'Nobody is named as the owner')}: ${counted(own, today)}`),
      ...own.map((review) => {
        const isOverdue = review.due < today
        const due = `${review.due} ${isOverdue ? 'overdue' : '       '}`
        const { file, line } = review.at
        const place = review.kind === 'page' ? file : `${file}:${line}`
        return [
          `  ${isOverdue ? paint('warning', due) : due}  ${printable(review.title)}`,
          `  ${' '.repeat(due.length)}  ${paint('quiet', printable(`${place}  ${review.permalink ?? review.address}`))}`,
        ].join('\n')
      }),
    ].join('\n'),
  )
  return [...blocks, `${counted(reviews, today)} on ${today}.${undated(site)}`].join('\n\n')
}

/** The same for programs, in one list. */
export function reviewData(site: Site, today: string): object {
  const reviews = reviewsOf(site)
  return {
    version: 1,
    today,
    reviews: reviews.map(({ kind, title, address, permalink, owner, lastReviewed, due, at }) => ({
      kind,
      title,
      address,
      ...(permalink === undefined ? {} : { permalink }),
      ...(owner === undefined ? {} : { owner }),
      last_reviewed: lastReviewed,
      review_due: due,
      overdue: due < today,
      file: at.file,
      line: at.line,
    })),
    overdue: reviews.filter(({ due }) => due < today).length,
  }
}

/** Reviews come sorted by day, so that the owners do too. */
function shares(reviews: readonly Review[]): Share[] {
  const byOwner = new Map<string | undefined, Review[]>()
  for (const review of reviews) byOwner.set(review.owner, [...(byOwner.get(review.owner) ?? []), review])
  return [...byOwner].map(([owner, own]) => ({ ...(owner === undefined ? {} : { owner }), reviews: own }))
}

function counted(reviews: readonly Review[], today: string): string {
  const overdue = reviews.filter(({ due }) => due < today).length
  return `${reviews.length} ${reviews.length === 1 ? 'review' : 'reviews'}, ${overdue} overdue`
}

/** Pages that this report is silent about. */
function undated({ pages }: Site): string {
  const count = pages.filter(({ kind, reviewDue }) => kind === 'content' && reviewDue === undefined).length
  if (count === 0) return ''
  return ` ${count} ${count === 1 ? 'page has' : 'pages have'} no day of review: "last_reviewed" or "review_in" is missing.`
}
