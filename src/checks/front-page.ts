import type { Check } from './check.ts'
import { type Claim, missing } from './missing.ts'

/** What `site.yml` puts on the front page, and at the foot of every page, is there. */
export const frontPage: Check = (site) => {
  const { tasks, popular, links } = site.settings
  const pointers = [...tasks.flatMap(({ answers }) => answers), ...popular].map(
    ({ address, at }): Claim => ({ to: address, at }),
  )
  const footer = links.flatMap(({ url = '', at }): Claim[] =>
    url.startsWith('/') ? [{ to: url.replace(/[?#].*$/, ''), at }] : [],
  )
  return missing(site, [...pointers, ...footer]).map((claim) => ({
    ...claim,
    rule: 'front-page',
    why: 'Readers would be sent to nothing.',
  }))
}
