import { absolute } from '../address.ts'
import type { Output } from './output.ts'

/** `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness. Made from `security:` in `site.yml`, its end included. */
export const security: Output = (site) => {
  const { security, language } = site.settings
  if (!security) return []
  const own = absolute(site, '/.well-known/security.txt')
  return [
    {
      path: '/.well-known/security.txt',
      content: [
        ...security.contact.map((contact) => `Contact: ${contact}`),
        `Expires: ${security.expires}T00:00:00Z`,
        ...(security.policy ? [`Policy: ${security.policy}`] : []),
        `Preferred-Languages: ${language.split('-')[0]}`,
        ...(own ? [`Canonical: ${own}`] : []),
        '',
      ].join('\n'),
    },
  ]
}
