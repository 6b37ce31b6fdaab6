import type { Address, Site } from './model.ts'

/** The address with the base path in front, as it is written into HTML: `/page/` under `/help/` is `/help/page/`. */
export const withBase = (base: string, address: string): string => base + encodePath(address).replace(/^\//, '')

/** The whole web address of a place in the site, or undefined while the site does not know where it will be. */
export const absolute = (site: Site, address: Address): string | undefined =>
  site.settings.url === undefined ? undefined : site.settings.url + encodePath(address).replace(/^\//, '')

/** An address in the model is written in plain letters; in HTML its fragment stays one and the rest is percent-encoded. */
function encodePath(address: string): string {
  if (plainAddress.test(address)) return address
  // A file's name may hold a `#` of its own, and a file has no fragment.
  const [path = '', ...fragment] = address.startsWith('/files/') ? [address] : address.split('#')
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return fragment.length > 0 ? `${encoded}#${encodeURIComponent(fragment.join('#'))}` : encoded
}

/** Nothing in it is encoded: nearly every address there is. */
const plainAddress = /^[\w.~!*'()/-]*(?:#[\w.~!*'()-]*)?$/

/** Files that each site can have beside its pages, whatever its content: links may lead to them. */
export const madeFiles: readonly Address[] = [
  '/robots.txt',
  '/sitemap.xml',
  '/answers.json',
  '/answers.schema.json',
  '/reviews.json',
  '/reviews.ics',
  '/objects.inv',
  '/llms.txt',
  '/llms-full.txt',
  '/feed.xml',
  '/opensearch.xml',
  '/pagefind.json',
  '/.well-known/security.txt',
]
