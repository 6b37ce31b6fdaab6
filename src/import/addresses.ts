import { readFormer, slugOf, slugOfFile } from '../content/addresses.ts'
import { asTexts } from './data.ts'
import type { Filed } from './filing.ts'
import { plainAddress } from './find-page.ts'
import { withoutNumber } from './generators/docusaurus.ts'
import { baseName, folderOf } from './generators/paths.ts'
import type { FileNote, OldPage, Setup } from './old-site.ts'

/** Where something stands in the new site. */
export interface Placed {
  /** Path inside the new `content/`. */
  readonly path: string
  /** Its address is `/slug/`. */
  readonly slug: string
  /** The slug has to be written down, as it does not come from the file's name or the category. */
  readonly written: boolean
}

/** Names that no page may have: the site makes these by itself. */
const reserved: ReadonlySet<string> = new Set([
  'search',
  'glossary',
  'a',
  'assets',
  'files',
  'pagefind',
  '_hosts',
  '404',
  '',
])

interface PlacedSite {
  readonly pages: ReadonlyMap<OldPage, Placed>
  /** Index pages that the old site had no file for, by the title of their category. */
  readonly made: ReadonlyMap<string, Placed>
}

interface Wanted {
  /** Who wants it, as a report names it. */
  readonly name: string
  readonly slug: string
  readonly front: readonly string[]
  readonly give: (slug: string) => void
  readonly owns: (address: string) => boolean
  readonly tell?: (slug: string, other: string) => void
}

/**
 * Gives every page its file and its address. Two pages that want one slug both get one: the second has its folder in front. No
 * page takes an address that another had on the old site, so that links to that one need not end here.
 */
export function placePages(
  filed: readonly Filed[],
  titles: ReadonlyMap<OldPage, string>,
  { setup, note }: { readonly setup: Setup; readonly note: FileNote },
): PlacedSite {
  const oldOwner = new Map<string, OldPage>()
  for (const { page } of filed)
    for (const address of oldAddresses(page, setup))
      if (!oldOwner.has(plainAddress(address))) oldOwner.set(plainAddress(address), page)
  const paths = new Set<string>()
  const pages = new Map<OldPage, Placed>()
  const made = new Map<string, Placed>()
  const wanted: Wanted[] = []

  for (const one of filed) {
    const { page, category, index, home } = one
    const name = home
      ? slugOf(titles.get(page) ?? '') || 'welcome'
      : index || isFolderPage(one, setup)
        ? 'index'
        : fileName(setup.nameOf(page))
    const path = freePath(folderName(page, setup), name, paths)
    const fromFile = slugOfFile(path)
    const natural = index
      ? slugOf(category)
      : fromFile === 'index'
        ? slugOf(folderOf(path).split('/').at(-2) ?? '') || fromFile
        : fromFile
    const slug = home ? slugOf(titles.get(page) ?? '') || 'welcome' : natural
    const own = new Set(oldAddresses(page, setup).map(plainAddress))
    wanted.push({
      name: page.file.path,
      slug,
      front: [slugOf(folderOf(path).split('/').at(-2) ?? ''), slugOf(category), 'page'],
      owns: (address) => own.has(address),
      give: (given) => pages.set(page, { path, slug: given, written: given !== natural }),
      tell: (given, other) =>
        note(page.file.path, 1, 'address', `/${slug}/`, `kept for ${other}; this page is at /${given}/`),
    })
  }
  for (const category of new Set(filed.map((one) => one.category))) {
    const own = filed.filter((one) => one.category === category)
    if (own.some(({ index }) => index)) continue
    const beside = own.map(({ page }) => folderName(page, setup)).find((folder) => folder !== '')
    const slug = slugOf(category)
    const folder = beside !== undefined && !paths.has(`${beside}index.md`) ? beside : `${slug}/`
    const path = freePath(folder, 'index', paths)
    wanted.unshift({
      name: `the page of "${category}"`,
      slug,
      front: ['topic', 'all'],
      owns: () => false,
      give: (given) => made.set(category, { path, slug: given, written: given !== slug }),
    })
  }

  const taken = new Map<string, string>()
  // Those that keep an address come first, then the categories' pages, as their addresses come from their titles.
  const keeps = ({ slug, owns }: Wanted): boolean => owns(plainAddress(slug))
  for (const one of [...wanted].sort((a, b) => Number(keeps(b)) - Number(keeps(a)))) {
    const free = (slug: string): boolean => {
      const owner = oldOwner.get(`/${slug}`)
      return !taken.has(slug) && !reserved.has(slug) && (owner === undefined || one.owns(`/${slug}`))
    }
    const slug = firstOf(candidates(one), free)
    if (slug !== one.slug)
      one.tell?.(slug, taken.get(one.slug) ?? oldOwner.get(`/${one.slug}`)?.file.path ?? 'the site itself')
    taken.set(slug, one.name)
    one.give(slug)
  }
  return { pages, made }
}

function* candidates({ slug, front }: Wanted): Generator<string> {
  for (const one of [slug, ...front.filter((word) => word !== '').map((word) => `${word}-${slug}`)]) yield tidySlug(one)
  for (let number = 2; ; number++) yield tidySlug(`page-${number}-${slug}`)
}

function firstOf(slugs: Iterable<string>, fits: (slug: string) => boolean): string {
  for (const slug of slugs) if (fits(slug)) return slug
  throw new Error('There is always another slug.')
}

/** What the gate takes as `slug:`: letters, digits and single hyphens, not too long. */
const tidySlug = (slug: string): string => {
  const plain = slugOf(slug.replace(/\p{M}/gu, '').normalize('NFC'))
    .replace(/_+/g, '_')
    .replace(/^[-_]+|[-_]+$/g, '')
  return plain.length <= 100 ? plain : plain.slice(0, 100).replace(/-[^-]*$/, '')
}

/** A page that stands for a folder which is no category is named for it, as Answerbook names it too. */
const isFolderPage = ({ page, home }: Filed, setup: Setup): boolean =>
  !home && folderOf(page.path) !== '' && /^(index|readme|_index)$/i.test(baseName(page.path)) && setup.isIndex(page)

/** As it was, where that is a plain name; else its slug. */
const fileName = (name: string): string => {
  const tidy = /^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/.test(name) ? name : slugOfFile(`${name}.md`)
  return tidy === '' ? 'page' : /^(index|readme)$/i.test(tidy) ? 'page' : tidy.slice(0, 100)
}

function folderName(page: OldPage, setup: Setup): string {
  const parts = folderOf(page.path)
    .split('/')
    .filter((part) => part !== '')
  const bundle = baseName(page.path) === 'index' && !setup.isIndex(page) && setup.nameOf(page) === parts.at(-1)
  return (bundle ? parts.slice(0, -1) : parts)
    .map(
      (part) =>
        `${
          withoutNumber(part)
            .replace(/[^\p{L}\p{N}_-]+/gu, '-')
            .replace(/^[-_]+/, '') || 'folder'
        }/`,
    )
    .join('')
}

function freePath(folder: string, name: string, taken: Set<string>): string {
  let path = `${folder}${name}.md`
  for (let number = 2; taken.has(path.toLowerCase()); number++)
    path = `${folder}${name === 'index' ? 'page' : name}-${number}.md`
  taken.add(path.toLowerCase())
  return path
}

/** Every address that a page had: by its generator's rules, and by what its front matter says of former ones. */
export const oldAddresses = (page: OldPage, setup: Setup): readonly string[] => [
  ...new Set([...setup.addresses(page), ...asTexts(page.front.data.redirect_from)]),
]

/**
 * The old addresses that lead to a page from now on. One that is in use on the new site, or that another page has taken, is told.
 * `taken` gathers them over all pages.
 */
export function redirectsOf(
  page: OldPage,
  slug: string,
  context: {
    readonly setup: Setup
    readonly present: ReadonlySet<string>
    readonly taken: Map<string, string>
    readonly note: FileNote
  },
): readonly string[] {
  const { setup, present, taken, note } = context
  return oldAddresses(page, setup).flatMap((written): string[] => {
    const line = page.front.lineOf('redirect_from')
    const left = (why: string): string[] => {
      note(page.file.path, line, 'old address', written, `not carried: ${why}`)
      return []
    }
    const address = readFormer(written)
    if (typeof address !== 'string') return left(address.mend)
    if (address === `/${slug}/`) return []
    if (address === '/') return left(`the new site has its front page there; this page is at /${slug}/`)
    if (present.has(address)) return left('another page of the new site is there')
    const other = taken.get(address)
    if (other) return left(`${other} had it too`)
    taken.set(address, page.file.path)
    return [address]
  })
}
