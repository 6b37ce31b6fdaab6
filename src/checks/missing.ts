import { closest } from '../closest.ts'
import type { Address, Pointer, Site } from '../model.ts'
import type { Finding } from './check.ts'

/**
 * Tells which pointers name a page, an answer or a file that the site does not have, or has at another address now. `rule` and
 * `why` are those of what is missing.
 */
export function missing<Rule extends string>(
  site: Site,
  pointers: readonly Pointer[],
  { rule, why }: Pick<Finding<Rule>, 'rule' | 'why'>,
): Finding<Rule | 'moved-link'>[] {
  if (pointers.length === 0) return []
  const known = new Set<Address>([
    ...site.pages.map(({ address }) => address),
    ...site.pages.flatMap(({ answers }) => answers.map(({ address }) => address)),
    ...site.publicFiles,
    // Of what is lost, the check of permalinks tells.
    ...site.links.lost.map(({ address }) => address),
  ])
  return pointers.flatMap(({ address, former, at }): Finding<Rule | 'moved-link'>[] => {
    if (former !== undefined) return [movedPointer(former, address, at)]
    if (known.has(address)) return []
    const gone = site.links.former.get(address)
    const instead = gone?.kind === 'retired' ? gone.instead?.address : undefined
    const near = closest(address, [...known])
    return [
      {
        rule,
        at,
        what: gone ? `${address} is gone for good.` : `This site has no page or answer ${address}.`,
        why,
        fix: instead
          ? `Write "${instead}".`
          : near && !gone
            ? `Did you mean "${near}"?`
            : 'Mend the address, or take it out.',
      },
    ]
  })
}

const movedPointer = (former: Address, address: Address, at: Pointer['at']): Finding<'moved-link'> => ({
  rule: 'moved-link',
  at,
  what: `${former} is a former address.`,
  why: 'It is found for as long as it is kept in mind; the present one says what is meant.',
  fix: `Write "${address}".`,
})
