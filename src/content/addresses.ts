import { posix } from 'node:path'
import { slug as githubSlug } from 'github-slugger'
import { madeFiles } from '../address.ts'
import { closest } from '../closest.ts'
import { isPlainPath, isTooLong, ownFolders } from '../links/plain.ts'
import type { Address, LinkTarget } from '../model.ts'

/** The slug of a page from its file name: `what_is_itk.md` and `what-is-itk.md` are one address. */
export function slugOfFile(path: string): string {
  return slugOf(
    posix
      .basename(path)
      .replace(/\.[^.]+$/, '')
      .replaceAll('_', '-'),
  )
}

/** A slug as GitHub makes them, with doubled hyphens closed up: an address is read aloud and typed. */
export const slugOf = (text: string): string =>
  githubSlug(text.trim())
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')

export const pageAddress = (slug: string): Address => `/${slug}/`

/** The address of a file beside the pages. `/files/` keeps them out of the way of page addresses. */
export const fileAddress = (path: string): Address => `/files/${path}`

/** Reads a former address as an author wrote it. A text says, as an order to her, what is wrong with it. */
export function readFormer(written: string): Address | { readonly mend: string } {
  if (/^[a-z][a-z0-9+.-]*:|^[\\/]{2}/i.test(written)) return { mend: 'Leave out the name of the site: /old-page/' }
  const [beforeFragment = '', ...fragment] = written.split('#')
  if (beforeFragment.includes('?')) return { mend: 'Leave out everything from "?" on.' }
  const path = posix.normalize(`/${decode(beforeFragment).normalize('NFC')}`).replace(/\/index\.html$/, '/')
  const anchor = decode(fragment.join('#')).normalize('NFC')
  if (!isPlainPath(path)) return { mend: 'Use letters, digits and plain signs: /old-page/' }
  if (/[\s\p{C}]/u.test(anchor)) return { mend: 'Leave out the spaces after "#".' }
  const names = path.split('/')
  if (names.some(isTooLong)) return { mend: 'It is too long to be an address.' }
  if (ownFolders.has((names[1] ?? '').toLowerCase())) return { mend: `The folder /${names[1]}/ is the site’s own.` }
  if (madeFiles.some((file) => file === path.toLowerCase())) return { mend: `The site makes the file ${path} itself.` }
  const whole = /\.[^/]*$|\/$/.test(path) ? path : `${path}/`
  return `${whole as Address}${anchor === '' ? '' : `#${anchor}`}`
}

/** The path part of a whole address, ending in a slash. */
export function basePath(url: string | undefined): string {
  if (url === undefined) return '/'
  // `//help/` would be another host.
  return `${new URL(url).pathname}/`.replace(/\/{2,}/g, '/')
}

/** What is needed to read a link: who wrote it, and what there is. */
export interface LinkContext {
  /** Path inside `content/` of the page that holds the link. */
  readonly path: string
  readonly address: Address
  readonly pageByPath: ReadonlyMap<string, Address>
  readonly files: Pick<ReadonlySet<string>, 'has' | 'keys'>
}

const safeSchemes = new Set(['http', 'https', 'mailto', 'tel'])

/** Reads a link's target as an author wrote it (percent-encoding allowed). */
export function readLink(href: string, { path, address, pageByPath, files }: LinkContext): LinkTarget {
  // Browsers drop tabs, line breaks and leading control signs before they look for a scheme; so must we.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
  const bare = href.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\ufeff]+/g, '')
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase()
  if (scheme) return safeSchemes.has(scheme) ? { kind: 'external' } : { kind: 'unsafe', scheme }
  if (/^[\\/]{2}/.test(bare)) return { kind: 'external' }

  const [beforeFragment = '', ...fragment] = href.split('#')
  const anchor = decode(fragment.join('#')).normalize('NFC')
  const [written = '', ...queries] = beforeFragment.split('?')
  const pathPart = decode(written).normalize('NFC')
  const query = queries.join('?')
  const page = (to: Address): LinkTarget => ({
    kind: 'page',
    address: to,
    ...(query ? { query } : {}),
    ...(anchor ? { anchor } : {}),
  })
  if (pathPart === '') return page(address)
  if (pathPart.startsWith('/')) {
    const normal = posix.normalize(pathPart)
    // Pages end in a slash, and files have an ending: `/page` means `/page/`, and no host need send the reader on.
    return page((/[^/]*\.[^/]*$|\/$/.test(normal) ? normal : `${normal}/`) as Address)
  }
  const target = posix.normalize(posix.join(posix.dirname(path), pathPart)).normalize('NFC')
  if (target === '..' || target.startsWith('../')) return { kind: 'outside' }
  const known = pageByPath.get(target)
  if (known) return page(known)
  if (files.has(target)) return { kind: 'file', path: target }
  const near = nearest(target, [...pageByPath.keys(), ...files.keys()])
  return { kind: 'missing', path: target, ...(near === undefined ? {} : { near }) }
}

/** The path that is meant: its file lies in another folder, or its name is misspelt. Folders that they share make no two paths alike. */
function nearest(path: string, paths: readonly string[]): string | undefined {
  const name = posix.basename(path)
  const elsewhere = paths.filter((one) => posix.basename(one) === name)
  if (elsewhere.length > 0) return elsewhere.length === 1 ? elsewhere[0] : closest(path, elsewhere)
  const folder = posix.dirname(path)
  const beside = paths.filter((one) => posix.dirname(one) === folder)
  const near = closest(
    name,
    beside.map((one) => posix.basename(one)),
  )
  return near === undefined ? undefined : posix.join(folder, near)
}

/** A malformed percent sign is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
