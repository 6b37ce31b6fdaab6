import type { Hit } from './ask.ts'

/** Best first. Hits that are even keep an order of their own, so that the same search always shows the same list. */
export const rank = (hits: readonly Hit[]): Hit[] =>
  [...hits].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
