import type { Address, Pointer } from '../model.ts'
import type { Check } from './check.ts'
import { missing } from './missing.ts'

/** What `site.yml` puts on the front page, and at the foot of every page, is there. */
export const frontPage: Check = (site) => {
  const { tasks, popular, links } = site.settings
  const footer = links.flatMap(({ url = '', at }): Pointer[] =>
    url.startsWith('/') ? [{ address: url.replace(/[?#].*$/, '') as Address, at }] : [],
  )
  return missing(site, [...tasks.flatMap(({ answers }) => answers), ...popular, ...footer], {
    rule: 'front-page',
    why: 'Readers would be sent to nothing.',
  })
}
