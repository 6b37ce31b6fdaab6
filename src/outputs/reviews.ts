import { withBase } from '../address.ts'
import type { Address, Site } from '../model.ts'
import { type Review, reviewsOf } from '../reviews.ts'
import { calendar } from './calendar.ts'
import type { Output } from './output.ts'

/** What is to be reviewed, when and by whom: as data, and as a calendar if there is anything in it. */
export const reviews: Output = (site, _, strings) => {
  const due = reviewsOf(site)
  return [
    { path: '/reviews.json', content: `${JSON.stringify(list(site, due))}\n` },
    // A calendar must hold something (RFC 5545, 3.6).
    ...(due.length > 0 ? [{ path: '/reviews.ics', content: calendar(site, due, strings) } as const] : []),
  ]
}

function list({ settings, base }: Site, due: readonly Review[]): object {
  const address = (one: Address): string => withBase(base, one)
  return {
    version: 1,
    name: settings.name,
    base,
    ...(settings.url ? { url: settings.url } : {}),
    reviews: due.map((review) => ({
      kind: review.kind,
      title: review.title,
      address: address(review.address),
      ...(review.permalink === undefined ? {} : { permalink: address(review.permalink) }),
      ...(review.owner === undefined ? {} : { owner: review.owner }),
      last_reviewed: review.lastReviewed,
      review_due: review.due,
    })),
  }
}
