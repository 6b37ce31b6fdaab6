import { permalink } from './links/follow.ts'
import type { Address, Answer, Page, Place, Site, Trust } from './model.ts'

/** A page, or an answer that does not go by its page's review, and the day on which it is to be looked at again. */
export interface Review {
  readonly kind: 'page' | 'answer'
  /** The title or the question. */
  readonly title: string
  readonly address: Address
  readonly permalink?: Address
  /** Whose review it is: the answer's, else the page's, else the site's. */
  readonly owner?: string
  /** Days as `YYYY-MM-DD`. */
  readonly lastReviewed: string
  readonly due: string
  readonly at: Place
}

/** Every review that will be due, the first one first. Whether it is overdue is for those to say who know what day it is. */
export const reviewsOf = (site: Site): Review[] =>
  site.pages
    .flatMap((page) => [
      ...reviewOf('page', page.title, page, site),
      ...page.answers.flatMap((answer) => ownReview(answer, page, site)),
    ])
    .sort((a, b) => compareText(a.due, b.due) || compareText(a.address, b.address))

/** The review of the page counts for its answers too, but for those that were reviewed on another day or are another's to review. */
function ownReview(answer: Answer, page: Page, site: Site): Review[] {
  const isThatOfPage = (['lastReviewed', 'reviewDue', 'owner'] as const).every(
    (key) => answer[key] === undefined || answer[key] === page[key],
  )
  return isThatOfPage ? [] : reviewOf('answer', answer.question, { ...page, ...answer }, site)
}

function reviewOf(
  kind: Review['kind'],
  title: string,
  { address, at, lastReviewed, reviewDue, owner }: Trust & { readonly address: Address; readonly at: Place },
  { links, settings }: Site,
): Review[] {
  if (lastReviewed === undefined || reviewDue === undefined) return []
  const id = links.ids.get(address)
  const whose = owner ?? settings.owner?.name
  return [
    {
      kind,
      title,
      address,
      ...(id === undefined ? {} : { permalink: permalink(id) }),
      ...(whose === undefined ? {} : { owner: whose }),
      lastReviewed,
      due: reviewDue,
      at,
    },
  ]
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
