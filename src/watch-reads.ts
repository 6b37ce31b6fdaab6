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

/** Watches a site. `also` is what every page may read besides, as plain data. */
export function watchReads(site: Site, also: unknown, { sumOfPage, related }: Watching): WatchedSite {
  const answersFor = new Map<Page, readonly Answer[]>()
  const relatedTo = (page: Page): readonly Answer[] => {
    const answers = answersFor.get(page) ?? related(page)
    answersFor.set(page, answers)
    return answers
  }
  let reads = new Set<string>()
  const { watchedSite, watched, unwatched } = watchSite(site, (name) => reads.add(name))
  const sumOfName = sumsOf(site, { sumOfPage, related: relatedTo })
  const everywhere = sumOf([also, sharedIn(site)])
  return {
    site: watchedSite,
    related(page) {
      const own = unwatched(page)
      reads.add(nameOf.related(own))
      return relatedTo(own)
    },
    watch(page, work) {
      reads = new Set([nameOf.page(page)])
      const result = work(watched(page))
      return { result, reads: [...reads].sort() }
    },
    sumOfReads(names) {
      const sums = names.map(sumOfName)
      return sums.includes(undefined) ? undefined : sumOf([everywhere, names, sums])
    },
  }
}

/** What reads are called. */
const nameOf = {
  page: ({ address }: { readonly address: string }) => `page ${address}`,
  related: ({ address }: Page) => `related ${address}`,
  category: ({ address }: Category) => `category ${address}`,
}

interface Watch {
  readonly watchedSite: Site
  readonly watched: (page: Page) => Page
  readonly unwatched: (page: Page) => Page
}

/** The same site for whoever reads it. `note` is told what each read is called. */
function watchSite(site: Site, note: (name: string) => unknown): Watch {
  const handler: ProxyHandler<Page> = {
    get(page, key) {
      if (!isListed.has(key)) note(nameOf.page(page))
      return page[key as keyof Page]
    },
    has(page, key) {
      note(nameOf.page(page))
      return key in page
    },
    ownKeys(page) {
      note(nameOf.page(page))
      return Reflect.ownKeys(page)
    },
  }
  const plain = new Map<Page, Page>()
  const shown = new Map<Page, Page>()
  const watched = (page: Page): Page => {
    const own = shown.get(page) ?? new Proxy(page, handler)
    shown.set(page, own)
    plain.set(own, page)
    return own
  }
  const { pages, ledger, ignores, ownPages, categories, links, ...shared } = site
  const watchedPages = pages.map(watched)
  const watchedCategory = (category: Category): Category => {
    const subCategories = category.subCategories.map((part) => ({ ...part, pages: part.pages.map(watched) }))
    return {
      ...category,
      page: watched(category.page),
      get subCategories() {
        note(nameOf.category(category))
        return subCategories
      },
    }
  }
  const byAddress = new Map([...pages, ...links.signposts].map((page) => [page.address, page]))
  return {
    watched,
    // A layout may hand over a copy of its own.
    unwatched: (page) => plain.get(page) ?? byAddress.get(page.address) ?? page,
    watchedSite: {
      ...shared,
      ownPages: ownPages.map(watched),
      categories: categories.map(watchedCategory),
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
    },
  }
}

/** What is not noted, as every page may read it: whatever of it changes, all are made again. */
function sharedIn({ pages: _, ledger: __, ignores: ___, ownPages, categories, links, ...shared }: Site): unknown {
  return [
    shared,
    ownPages.map(outline),
    categories.map(({ title, address, listed, page }) => [title, address, listed, outline(page)]),
    Object.entries({ ...links, signposts: links.signposts.map(outline) }).map(([name, value]) => [
      name,
      value instanceof Map ? [...value] : value,
    ]),
  ]
}

/** Of what a read is called: a checksum of what it stands for in the site, each worked out once. */
function sumsOf(site: Site, { sumOfPage, related }: Watching): (name: string) => string | undefined {
  const { pages, links, categories, ledger, ignores } = site
  const pageAt = new Map<string, Page>([...pages, ...links.signposts].map((page) => [page.address, page]))
  const categoryAt = new Map<string, Category>(categories.map((category) => [category.address, category]))
  const lists: Readonly<Record<string, () => string>> = {
    pages: () => sumOf(pages.map(outline)),
    ledger: () => sumOf(ledger),
    ignores: () => sumOf(ignores),
  }
  const make = (name: string): string | undefined => {
    const [kind = '', address = ''] = name.split(' ', 2)
    const page = pageAt.get(address)
    const category = categoryAt.get(address)
    if (kind === 'page') return page && (sumOfPage(page) ?? sumOf(page))
    if (kind === 'related') return page && sumOfRelated(page)
    if (kind === 'category') return category && sumOfCategory(category)
    return lists[kind]?.()
  }
  const known = new Map<string, string>()
  const sumOfName = (name: string): string | undefined => {
    const sum = known.get(name) ?? make(name)
    if (sum !== undefined) known.set(name, sum)
    return sum
  }
  const sumOfRelated = (page: Page): string =>
    sumOf(
      related(page).map(({ address }) => [address, sumOfName(nameOf.page({ address: address.replace(/#.*$/, '') }))]),
    )
  return sumOfName
}

const sumOfCategory = ({ subCategories }: Category): string =>
  sumOf(subCategories.map(({ title, pages }) => [title, pages.map(outline)]))

const outline = (page: Page): unknown[] => listed.map((key) => page[key])
