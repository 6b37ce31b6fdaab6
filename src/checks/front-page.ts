import { closest } from '../closest.ts'
import type { Address } from '../model.ts'
import type { Check } from './check.ts'

/** What `site.yml` puts on the front page, and at the foot of every page, is there. */
export const frontPage: Check = (site) => {
  const pages = site.pages.map(({ address }) => address)
  const known = new Set([...pages, ...site.pages.flatMap(({ answers }) => answers.map(({ address }) => address))])
  const { tasks, popular, links } = site.settings
  const pointers = [...tasks.flatMap(({ answers }) => answers), ...popular].map(({ address, at }) => ({
    to: address,
    at,
  }))
  const footer = links.flatMap(({ url = '', at }) =>
    url.startsWith('/') ? [{ to: url.replace(/[?#].*$/, ''), at }] : [],
  )
  return [...pointers, ...footer]
    .filter(({ to }) => !known.has(to as Address) && !site.publicFiles.includes(to as Address))
    .map(({ to, at }) => {
      const near = closest(to, [...known])
      return {
        rule: 'front-page',
        severity: 'error',
        at,
        what: `This site has no page or answer ${to}.`,
        why: 'Readers would be sent to nothing.',
        fix: near ? `Did you mean "${near}"?` : 'Mend the address, or take it out.',
      }
    })
}
