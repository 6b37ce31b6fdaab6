import type { Address, Pointer, Site } from '../model.ts'
import type { Check, Finding } from './check.ts'
import { missing } from './missing.ts'

/** What `site.yml` puts on the front page, and at the foot of every page, is there. */
export const frontPage: Check<'front-page' | 'moved-link'> = {
  rules: { 'front-page': 'always', 'moved-link': 'warning' },
  find,
}

function find(site: Site): Finding<'front-page' | 'moved-link'>[] {
  const { tasks, popular, links } = site.settings
  const footer = links.flatMap(({ url = '', at }): Pointer[] =>
    url.startsWith('/') ? [{ address: url.replace(/[?#].*$/, '') as Address, at }] : [],
  )
  return missing(site, [...tasks.flatMap(({ answers }) => answers), ...popular, ...footer], {
    rule: 'front-page',
    why: 'Readers would be sent to nothing.',
  })
}
