import type { Answer, Category, Page, Site } from './model.ts'
import { sumOf } from './sum.ts'

/**
 * What a piece of work read of a site, by names. Where all of them have the same checksums again, the same work would come to the
 * same end, and need not be done. (Build systems call these dynamic dependencies.)
 */
export type Reads = readonly string[]

/** A site that notes what is read of it, down to single pages: of another page, what menus and lists show is one thing, its text another. */
export interface WatchedSite {
  readonly site: Site
  readonly related: (page: Page) => readonly Answer[]
  /** Makes something of a page, and tells what was read for it: that page in any case. One at a time. */
  readonly watch: <Result>(
    page: Page,
    work: (page: Page) => Result,
  ) => { readonly result: Result; readonly reads: Reads }
  /** Of what those names stand for in this site; nothing where one of them stands for nothing here. */
  readonly sumOfReads: (reads: Reads) => string | undefined
}

export interface Watching {
  /** A checksum of all that a page was read from; nothing for one that nobody wrote. */
  readonly sumOfPage: (page: Page) => string | undefined
  readonly related: (page: Page) => readonly Answer[]
}

/** What menus and lists show of a page: it goes with the list that the page is in. */
const listed = [
  'kind',
  'layout',
  'title',
  'address',
  'lang',
  'category',
  'subCategory',
  'draft',
  'order',
  'path',
] as const satisfies (keyof Page)[]
const isListed: ReadonlySet<PropertyKey> = new Set(listed)

/** What every page may read and no page is told apart by: whatever of it changes, all is made again. `also` is what there is besides. */
export function watchReads(site: Site, also: unknown, { sumOfPage, related }: Watching): WatchedSite {
  let reads = new Set<string>()
  const note = (name: string): unknown => reads.add(name)

  const handler: ProxyHandler<Page> = {
    get(page, key) {
      if (!isListed.has(key)) note(`page ${page.address}`)
      return page[key as keyof Page]
    },
    has(page, key) {
      note(`page ${page.address}`)
      return key in page
    },
    ownKeys(page) {
      note(`page ${page.address}`)
      return Reflect.ownKeys(page)
    },
  }
  const plain = new WeakMap<Page, Page>()
  const shown = new Map<Page, Page>()
  const watched = (page: Page): Page => {
    const before = shown.get(page)
    if (before) return before
    const own = new Proxy(page, handler)
    shown.set(page, own)
    plain.set(own, page)
    return own
  }
  const byAddress = new Map([...site.pages, ...site.links.signposts].map((page) => [page.address as string, page]))
  // A layout may hand over a copy of its own.
  const unwatched = (page: Page): Page => plain.get(page) ?? byAddress.get(page.address) ?? page
  const answersFor = new Map<Page, readonly Answer[]>()
  const relatedTo = (page: Page): readonly Answer[] => {
    const answers = answersFor.get(page) ?? related(page)
    answersFor.set(page, answers)
    return answers
  }

  const { pages, ledger, ignores, ownPages, categories, links, ...rest } = site
  const categoryOf = (category: Category): Category => {
    const subCategories = category.subCategories.map((part) => ({ ...part, pages: part.pages.map(watched) }))
    return {
      ...category,
      page: watched(category.page),
      get subCategories() {
        note(`category ${category.address}`)
        return subCategories
      },
    }
  }
  const watchedPages = pages.map(watched)
  const watchedSite: Site = {
    ...rest,
    ownPages: ownPages.map(watched),
    categories: categories.map(categoryOf),
    links: { ...links, signposts: links.signposts.map(watched) },
    get pages() {
      note('pages')
      return watchedPages
    },
    get ledger() {
      note('ledger')
      return ledger
    },
    get ignores() {
      note('ignores')
      return ignores
    },
  }

  const byCategory = new Map(categories.map((category) => [category.address as string, category]))
  const everywhere = sumOf([
    also,
    rest,
    ownPages.map(outline),
    categories.map(({ subCategories: _, page, ...category }) => [category, outline(page)]),
    Object.entries({ ...links, signposts: links.signposts.map(outline) }).map(([name, value]) => [
      name,
      value instanceof Map ? [...value] : value,
    ]),
  ])
  const one = (name: string): string | undefined => {
    const [kind, address = ''] = name.split(' ')
    const page = byAddress.get(address)
    switch (kind) {
      case 'page':
        return page && (sumOfPage(page) ?? sumOf(page))
      case 'related':
        return page && sumOf(relatedTo(page).map((answer) => [answer.address, sumOfAnswer(answer)]))
      case 'category':
        return ofCategory(byCategory.get(address))
      case 'pages':
        return sumOf(pages.map(outline))
      case 'ledger':
        return sumOf(ledger)
      case 'ignores':
        return sumOf(ignores)
    }
    return undefined
  }
  const sumOfAnswer = ({ address }: Answer): string | undefined => {
    return sumOfName(`page ${address.replace(/#.*$/, '')}`)
  }
  const ofCategory = (category: Category | undefined): string | undefined =>
    category && sumOf(category.subCategories.map(({ title, pages }) => [title, pages.map(outline)]))

  const known = new Map<string, string | undefined>()
  const sumOfName = (name: string): string | undefined => {
    if (!known.has(name)) known.set(name, one(name))
    return known.get(name)
  }
  return {
    site: watchedSite,
    related(page) {
      const own = unwatched(page)
      note(`related ${own.address}`)
      return relatedTo(own)
    },
    watch(page, work) {
      reads = new Set([`page ${page.address}`])
      const result = work(watched(page))
      return { result, reads: [...reads].sort() }
    },
    sumOfReads(names) {
      const sums = names.map(sumOfName)
      return sums.includes(undefined) ? undefined : sumOf([everywhere, names, sums])
    },
  }
}

const outline = (page: Page): unknown[] => listed.map((key) => page[key])
