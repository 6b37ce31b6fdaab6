import { hostRules } from '../links/host-rules.ts'
import type { Site } from '../model.ts'
import type { Check, Finding } from './check.ts'

/** Cloudflare Pages takes 2,000 static redirects and leaves out the rest without a word; others take as many or more. */
const mostRedirects = 2000

/** What hosts would not read is told, before readers find out. */
export const hostLimits: Check<'host-limit'> = { rules: { 'host-limit': 'warning' }, find }

function find(site: Site): Finding<'host-limit'>[] {
  const { length } = hostRules(site).moved
  const home = site.pages.find(({ kind }) => kind === 'home')
  if (length <= mostRedirects || !home) return []
  return [
    {
      rule: 'host-limit',
      at: home.at,
      what: `The file _redirects has ${length} lines; Cloudflare Pages reads the first ${mostRedirects} of them.`,
      why: 'Of the others, only the redirect pages work there: readers arrive, but search engines take longer to learn of it.',
      fix: 'Use the rules for nginx or Caddy, or another host; or leave it so, with this in site.yml: rules: { host-limit: off }',
    },
  ]
}
