import { closest } from '../closest.ts'
import type { Check } from './check.ts'

/** What `site.yml` puts on the front page is there. */
export const frontPage: Check = (site) => {
  const addresses = new Set(
    site.pages.flatMap((page) => [page.address, ...page.answers.map((answer) => answer.address)]),
  )
  const { tasks, popular } = site.settings
  return [...tasks.flatMap(({ answers }) => answers), ...popular]
    .filter(({ address }) => !addresses.has(address))
    .map(({ address, at }) => {
      const near = closest(address, [...addresses])
      return {
        rule: 'front-page',
        severity: 'error',
        at,
        what: `This site has no answer ${address}.`,
        why: 'The front page would send readers to nothing.',
        fix: near ? `Did you mean "${near}"?` : 'Mend the address, or take it out.',
      }
    })
}
