import { slugOf } from '../content/addresses.ts'
import { asciiId } from '../links/ids.ts'
import type { Site } from '../model.ts'

/** An address is read aloud and typed; longer ones are cut at a word. */
const longest = 60

/** A slug of some words: in ASCII, unless that would lose letters of another script. */
export function slugFor(words: string): string {
  const plain = words.replace(/['’]/g, '')
  const folded = plain.normalize('NFKD').replace(/[^\p{L}\p{N}]|\p{M}/gu, '')
  if (/^[a-z0-9ß]*$/i.test(folded)) return asciiId(plain)
  const slug = slugOf(plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-'))
  if (slug.length <= longest) return slug
  const cut = slug.slice(0, longest + 1).lastIndexOf('-')
  // By characters: half a pair of surrogates is no letter.
  return cut > 0 ? slug.slice(0, cut) : [...slug].slice(0, longest / 2).join('')
}

/** Folders that the site, or the web servers' rules, keep for themselves, and names that mean a folder's own page. */
const kept: ReadonlySet<string> = new Set(['a', 'assets', 'files', 'pagefind', '_hosts', 'index', 'readme', '404'])

/** Windows opens a device by these names, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** Whether a page could have the address, and if not, what has it, as a word or two for a message. */
export function addressTaken(slug: string, site: Site): string | undefined {
  const wanted = slug.toLowerCase()
  if (kept.has(wanted) || device.test(wanted)) return 'the site itself'
  const page = site.pages.find(({ address }) => address.toLowerCase() === `/${wanted}/`)
  if (page) return page.path === undefined ? `the page "${page.title}"` : page.at.file
  const file = site.publicFiles.find((address) =>
    [`/${wanted}`, `/${wanted}/index.html`].includes(address.toLowerCase()),
  )
  if (file) return `public${file}`
  const former = [...site.links.former.keys()].find((address) => address.split('#')[0]?.toLowerCase() === `/${wanted}/`)
  return former && 'what was there before, to which people may have links'
}

/** The slug, or the first of `slug-2`, `slug-3` and so on that is free. */
export function freeSlug(slug: string, isTaken: (slug: string) => boolean): string {
  if (!isTaken(slug)) return slug
  let number = 2
  while (isTaken(`${slug}-${number}`)) number++
  return `${slug}-${number}`
}
