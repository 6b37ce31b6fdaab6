import { slugOf } from '../content/addresses.ts'
import { asData, asList, asNumber, asText, asTexts } from './data.ts'
import type { FindPage } from './find-page.ts'
import { numberOf, withoutNumber } from './generators/docusaurus.ts'
import { baseName, folderOf } from './generators/paths.ts'
import type { FileNote, NavItem, OldFiles, OldPage, Setup } from './old-site.ts'

/** Where a page is filed in the new site. */
export interface Filed {
  readonly page: OldPage
  /** Title of the category. */
  readonly category: string
  readonly subCategory?: string
  /** Its place in its list. */
  readonly order?: number
  /** Its place in the navigation. */
  readonly position?: number
  /** It is the page of its category. */
  readonly index: boolean
  /** It was the old site's front page. */
  readonly home: boolean
  /** Its title in the navigation. */
  readonly navTitle?: string
}

export interface FiledCategory {
  readonly title: string
  readonly order?: number
  readonly subCategories: readonly string[]
}

export interface Filing {
  readonly pages: ReadonlyMap<OldPage, Filed>
  readonly categories: readonly FiledCategory[]
}

interface FilingContext {
  readonly setup: Setup
  readonly files: OldFiles
  readonly find: FindPage
  /** A page's own title, if it says one. */
  readonly titleOf: (page: OldPage) => string | undefined
  readonly note: FileNote
}

/** Where pages go for which no folder, navigation or front matter says a place. */
const elsewhere = 'General'

/** Files every page by the navigation, else by its front matter, else by its folder. */
export function filePages(pages: readonly OldPage[], context: FilingContext): Filing {
  const { setup, titleOf, note } = context
  const folderTitles = folderTitlesOf(pages, context)
  const { entries, sections } = walkNavigation(pages, folderTitles, context)
  const sectionOfFolder = new Map<string, readonly string[]>()
  for (const page of pages) {
    const trail = entries.get(page)?.trail ?? []
    const folder = folderOf(page.path)
    if (trail.length > 0 && folder !== '' && !sectionOfFolder.has(folder)) sectionOfFolder.set(folder, trail)
  }
  const titles = new Map<string, string>()
  const canonical = (title: string): string => {
    const short = title.slice(0, 100).trim()
    const key = slugOf(short)
    if (key === '') return elsewhere
    if (!titles.has(key)) titles.set(key, short)
    return titles.get(key) ?? short
  }
  const taken = new Set<string>()
  const filed = pages.map((page): Filed => {
    const entry = entries.get(page)
    const said = saidTrail(page, titleOf(page))
    const folder = folderOf(page.path)
    const byFolder = sectionOfFolder.get(folder) ?? folderTitles.trail(page)
    const trail = said ?? (entry && entry.trail.length > 0 ? entry.trail : byFolder)
    if (trail.length > 2)
      note(
        page.file.path,
        1,
        'navigation',
        trail.join(' > '),
        'filed under the first two: there are categories and sub-categories',
      )
    const [first, second] = trail
    const home = trail.length === 0 && folder === '' && setup.isIndex(page)
    const category = canonical(first ?? elsewhere)
    const stands = (setup.isIndex(page) || entry?.section === true) && trail.length === 1 && !taken.has(category)
    if (stands) taken.add(category)
    const order = ownOrder(page)
    return {
      page,
      category,
      ...(second && !stands ? { subCategory: second.slice(0, 100).trim() } : {}),
      ...(order === undefined ? {} : { order }),
      ...(entry?.position === undefined ? {} : { position: entry.position }),
      index: stands,
      home,
      ...(entry?.title ? { navTitle: entry.title } : {}),
    }
  })
  for (const { page, category, index, home } of filed)
    if (category === elsewhere && !index && !home && first(page) === undefined)
      note(
        page.file.path,
        1,
        'category',
        page.file.path,
        `filed under "${elsewhere}", as no folder, navigation or front matter names one`,
      )
  return {
    pages: new Map(inOrder(filed).map((one) => [one.page, one])),
    categories: categoriesOf(filed, { folderTitles, sections }, context),
  }
}

const first = (page: OldPage): string | undefined => asText(page.front.data.category)

/** What the front matter itself says: `category`, `parent` of Jekyll's themes, the categories of posts. */
function saidTrail({ front, type }: OldPage, title: string | undefined): readonly string[] | undefined {
  const { data } = front
  const category = asText(data.category)
  const sub = asText(data.sub_category) ?? asText(data.subcategory)
  if (category) return [category, ...(sub ? [sub] : [])]
  const parent = asText(data.parent)
  if (parent) return [...asTexts(data.grand_parent), parent]
  if (data.has_children === true && title) return [title]
  const [own] = type === 'posts' ? asTexts(data.categories) : []
  return own ? [humanised(own)] : undefined
}

/** A number that the front matter gives, or that the file's name starts with. */
function ownOrder({ front, path }: OldPage): number | undefined {
  const { order, weight, nav_order, sidebar_position, position } = front.data
  const said = [order, weight, nav_order, sidebar_position, position]
    .map(asNumber)
    .find((number) => number !== undefined)
  return said ?? numberOf(baseName(path))
}

interface Entry {
  readonly trail: readonly string[]
  readonly position?: number
  readonly title?: string
  readonly section: boolean
}

interface Walked {
  readonly entries: ReadonlyMap<OldPage, Entry>
  /** The places of sections, by their title. */
  readonly sections: ReadonlyMap<string, number>
}

function walkNavigation(pages: readonly OldPage[], folders: FolderTitles, context: FilingContext): Walked {
  const sections = new Map<string, number>()
  const { setup, note } = context
  const entries = new Map<OldPage, Entry>()
  let position = 0
  const keep = (page: OldPage, entry: Entry): void => {
    const other = entries.get(page)
    // A page may stand in several navigations: a section tells more than none.
    if (!other || (other.trail.length === 0 && entry.trail.length > 0)) entries.set(page, entry)
  }
  const walk = (items: readonly NavItem[], trail: readonly string[]): void => {
    for (const item of items) {
      position++
      const section = item.items.length > 0 || item.folder !== undefined
      if (section && item.title && !sections.has(item.title)) sections.set(item.title, position)
      const below = item.title && item.items.length > 0 ? [...trail, item.title] : trail
      if (item.folder !== undefined) {
        const under = item.folder === '.' ? '' : `${item.folder.replace(/^\/|\/$/g, '')}/`
        for (const page of pages)
          if (page.path.startsWith(under) && page.type === 'doc')
            keep(page, { trail: trail.length > 0 ? trail : [], section: false })
      }
      const page = item.target === undefined ? undefined : findTarget(item.target, context)
      const folder = page || item.target === undefined ? undefined : folders.titleAt(item.target)
      if (folder !== undefined) {
        // A section that the old site listed by itself.
        if (!sections.has(folder)) sections.set(folder, position)
        walk(item.items, below)
        continue
      }
      if (page) keep(page, { trail: below, position, section, ...(item.title ? { title: item.title } : {}) })
      else if (item.target !== undefined) {
        const [file, line] = placeOf(item.target, context)
        const other = /^[a-z]+:|^\/\//i.test(item.target)
        note(
          file,
          line,
          'navigation',
          `${item.title ? `${item.title}: ` : ''}${item.target}`,
          other ? 'left out: a link to another site' : 'left out: no page is there',
        )
      }
      walk(item.items, below)
    }
  }
  walk(setup.navigation, [])
  return { entries, sections }
}

function findTarget(target: string, { find, setup }: FilingContext): OldPage | undefined {
  if (/^[a-z]+:|^\/\//i.test(target)) return undefined
  const bare = target.replace(/[#?].*$/, '')
  const pathed = setup.roots
    .map((root) => find.byPath(root + bare.replace(/^\.?\//, '')))
    .find((page) => page !== undefined)
  return find.byAddress(bare.startsWith('/') ? bare : `/${bare}`) ?? find.byId(bare) ?? pathed
}

/** The line of a navigation file on which a target stands. */
function placeOf(target: string, { setup, files }: FilingContext): readonly [string, number] {
  for (const path of setup.navigationFiles) {
    const line = (files.get(path)?.text ?? '').split('\n').findIndex((text) => text.includes(target))
    if (line !== -1) return [path, line + 1]
  }
  return [setup.navigationFiles[0] ?? '', 1]
}

interface FolderTitles {
  readonly trail: (page: OldPage) => readonly string[]
  readonly order: (title: string) => number | undefined
  /** The title of the folder of pages that an address names. */
  readonly titleAt: (address: string) => string | undefined
}

function folderTitlesOf(pages: readonly OldPage[], { setup, titleOf }: FilingContext): FolderTitles {
  const orders = new Map<string, number>()
  const indexes = new Map(pages.filter(setup.isIndex).map((page) => [folderOf(page.path), page]))
  const titleOfFolder = (folder: string): string => {
    const facts = setup.folders.get(folder)
    const index = indexes.get(folder)
    const title = facts?.title ?? (index && titleOf(index)) ?? humanised(folder.split('/').at(-2) ?? '')
    const order = facts?.order ?? (index && ownOrder(index)) ?? numberOf(folder.split('/').at(-2) ?? '')
    if (order !== undefined && !orders.has(title)) orders.set(title, order)
    return title
  }
  return {
    trail: (page) => {
      const parts = folderOf(page.path).split('/').slice(0, -1)
      // A folder that is one page with its files is no section.
      const own = setup.nameOf(page) === parts.at(-1) && baseName(page.path) === 'index' && !setup.isIndex(page)
      return (own ? parts.slice(0, -1) : parts).map((_, depth) =>
        titleOfFolder(`${parts.slice(0, depth + 1).join('/')}/`),
      )
    },
    order: (title) => orders.get(title),
    titleAt: (address) => {
      const folder = `${address.replace(/^\/|[?#].*$|\/$/g, '')}/`
      return pages.some(({ path }) => path.startsWith(folder)) ? titleOfFolder(folder) : undefined
    },
  }
}

/** `getting-in_and-out` is "Getting in and out". */
export function humanised(name: string): string {
  const words = withoutNumber(name).replace(/^_+/, '').replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Places as 1, 2, 3 in each category: those of the navigation first, then those that pages give themselves. */
function inOrder(filed: readonly Filed[]): readonly Filed[] {
  const numbered = new Map<Filed, number>()
  for (const category of new Set(filed.map((one) => one.category))) {
    const own = filed.filter((one) => one.category === category && !one.index)
    if (!own.some(({ position }) => position !== undefined)) continue
    const placed = own.filter(({ position, order }) => position !== undefined || order !== undefined)
    const place = ({ position, order = 0 }: Filed): number => position ?? 1_000_000 + order
    for (const [at, one] of placed.sort((a, b) => place(a) - place(b)).entries()) numbered.set(one, at + 1)
  }
  return filed.map((one) => {
    const order = numbered.get(one)
    return order === undefined ? one : { ...one, order }
  })
}

interface Places {
  readonly folderTitles: FolderTitles
  readonly sections: ReadonlyMap<string, number>
}

function categoriesOf(
  filed: readonly Filed[],
  { folderTitles, sections }: Places,
  { setup }: FilingContext,
): readonly FiledCategory[] {
  const hasNavigation = setup.navigation.length > 0
  const after = (place: number | undefined): number | undefined =>
    place === undefined || !hasNavigation ? place : 1_000_000 + place
  const found = [...new Set(filed.map(({ category }) => category))].map((title) => {
    const own = filed.filter(({ category }) => category === title)
    const positions = own.flatMap(({ position }) => position ?? [])
    const inNavigation = sections.get(title) ?? (positions.length > 0 ? Math.min(...positions) : undefined)
    const order = inNavigation ?? after(folderTitles.order(title) ?? own.find(({ index }) => index)?.order)
    const said = own.filter(({ index }) => index).flatMap(({ page }) => asList(page.front.data.sub_categories))
    const listed = said.flatMap((one) => asText(one) ?? asText(asData(one).title) ?? [])
    const parts = [...new Set([...listed, ...own.flatMap(({ subCategory }) => subCategory ?? [])])]
    const place = (part: string): number =>
      (listed.includes(part) ? listed.indexOf(part) - 1_000 : undefined) ??
      sections.get(part) ??
      after(folderTitles.order(part)) ??
      Number.MAX_SAFE_INTEGER
    return { title, order, parts: parts.sort((a, b) => place(a) - place(b)) }
  })
  const ordered = found.filter(({ order }) => order !== undefined).sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
  return found.map((one): FiledCategory => {
    const at = ordered.indexOf(one)
    return { title: one.title, ...(at === -1 ? {} : { order: at + 1 }), subCategories: one.parts }
  })
}
