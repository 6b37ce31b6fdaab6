import { closest } from '../closest.ts'
import type { Address, Place, Site } from '../model.ts'
import type { Problem } from '../problem.ts'

/** That something of this site is at an address. */
export interface Claim {
  readonly to: string
  readonly at: Place
}

/** Tells which claims name a page, an answer or a file that the site does not have. */
export function missing(site: Site, claims: readonly Claim[]): Omit<Problem, 'rule' | 'why'>[] {
  const known = new Set<Address>([
    ...site.pages.map(({ address }) => address),
    ...site.pages.flatMap(({ answers }) => answers.map(({ address }) => address)),
    ...site.publicFiles,
  ])
  return claims
    .filter(({ to }) => !known.has(to as Address))
    .map(({ to, at }) => {
      const moved = site.links.former.get(to as Address)
      const now = moved?.kind === 'moved' ? moved.address : moved?.instead?.address
      const near = closest(to, [...known])
      return {
        severity: 'error',
        at,
        what: moved
          ? `${to} ${moved.kind === 'moved' ? 'has moved' : 'is no longer answered'}.`
          : `This site has no page or answer ${to}.`,
        fix: now ? `Write "${now}".` : near ? `Did you mean "${near}"?` : 'Mend the address, or take it out.',
      }
    })
}
