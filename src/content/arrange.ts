import { escapeMarkup } from '../escape.ts'
import type { Sign } from '../links/follow.ts'
import type { Category, Page, Place, Settings, SubCategory, Term } from '../model.ts'
import type { Strings } from '../strings.ts'
import { pageAddress, slugOf } from './addresses.ts'
import { glossaryAddress } from './glossary.ts'
import { nothingWritten } from './slice.ts'

export interface Arrangement {
  readonly categories: readonly Category[]
  readonly pages: readonly Page[]
  readonly ownPages: readonly Page[]
}

/** What pages need that no file holds. */
interface MadePages {
  readonly strings: Strings
  /** Where to point for them. */
  readonly at: Place
}

interface ArrangeContext extends MadePages {
  /** The sub-categories that an index page lists, in order. */
  readonly subCategories: (index: Page) => readonly string[]
  /** The glossary: its page is made, if there is one. */
  readonly terms: readonly Term[]
}

/**
 * Files pages under their categories and sub-categories, by equal names only: "Post Event Messaging" is not
 * "Messaging". Makes what nobody wrote: an index page for a category without one, home, search and not found.
 */
export function arrange(pages: readonly Page[], settings: Settings, context: ArrangeContext): Arrangement {
  const { compare } = new Intl.Collator([settings.language, 'en'], { numeric: true })
  const byName = (a: string, b: string): number => compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
  const inOrder = (a: Page, b: Page): number =>
    (a.order ?? Number.MAX_VALUE) - (b.order ?? Number.MAX_VALUE) ||
    byName(a.title, b.title) ||
    byName(a.address, b.address)

  const content = pages.filter(({ kind }) => kind === 'content').sort(inOrder)
  const written = pages.filter(({ kind }) => kind === 'index').sort(inOrder)
  const indexByTitle = new Map(written.map((page) => [page.category, page]))
  const pagesByTitle = groupBy(content, ({ category }) => category)
  const unwritten = [...pagesByTitle.keys()].filter((title) => title !== undefined && !indexByTitle.has(title))
  const indexes = [
    ...written,
    ...unwritten
      .filter((title) => title !== undefined)
      .sort(byName)
      .map((title) => madeIndex(title, settings, context)),
  ]

  const categories = indexes.map((page): Category => {
    const title = page.category ?? page.title
    const groups = groupBy(pagesByTitle.get(title) ?? [], ({ subCategory }) => subCategory)
    const listed = context.subCategories(page)
    const others = [...groups.keys()].filter((name) => name !== undefined && !listed.includes(name))
    const order = [undefined, ...new Set(listed), ...others.filter((name) => name !== undefined).sort(byName)]
    const subCategories = order.flatMap((name): SubCategory[] => {
      const own = groups.get(name)
      return own ? [{ ...(name === undefined ? {} : { title: name }), pages: own }] : []
    })
    return { title, address: page.address, page, subCategories, listed }
  })

  const filed = categories.flatMap(({ page, subCategories }) => [page, ...subCategories.flatMap((part) => part.pages)])
  const unfiled = content.filter(({ category }) => category === undefined)
  const own = ownPages(
    settings,
    context,
    filed.reduce((sum, page) => sum + page.answers.length, 0),
  )
  return { categories, pages: [...filed, ...unfiled, ...own], ownPages: own }
}

function groupBy<Item, Key>(list: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of list) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

const blank = (settings: Settings, at: Place) =>
  ({
    lang: settings.language,
    ...nothingWritten,
    draft: false,
    sources: [],
    redirectFrom: [],
    at,
  }) as const

const madeIndex = (title: string, settings: Settings, { strings, at }: MadePages): Page => ({
  ...blank(settings, at),
  kind: 'index',
  layout: 'index_page',
  title,
  description: strings.madeIndexDescription(title),
  address: pageAddress(slugOf(title)),
  category: title,
})

/** More answers than this are a page of megabytes, which no browser likes and nobody prints. */
const mostOnOnePage = 2000

const ownPages = (settings: Settings, { strings, at, terms }: ArrangeContext, answers: number): readonly Page[] => [
  ...(terms.length > 0 ? [glossaryPage(terms, settings, { strings, at })] : []),
  {
    ...blank(settings, at),
    kind: 'home',
    layout: 'home',
    title: settings.name,
    description: settings.description,
    address: '/',
  },
  {
    ...blank(settings, at),
    kind: 'search',
    layout: 'search',
    title: strings.searchTitle,
    description: strings.everyQuestion,
    address: '/search/',
  },
  ...(answers > 0 && answers <= mostOnOnePage
    ? [
        {
          ...blank(settings, at),
          kind: 'all',
          layout: 'all',
          title: strings.allTitle,
          description: strings.allDescription,
          address: '/all/',
        } as const,
      ]
    : []),
  {
    ...blank(settings, at),
    kind: 'not-found',
    layout: 'not_found',
    title: strings.notFoundTitle,
    description: strings.notFoundText,
    address: '/404.html',
  },
]

/** A page that stands where something was, and says where it is now. */
export const signpostPage = (
  { address, title, isGone }: Sign,
  settings: Settings,
  { strings, at }: MadePages,
): Page => ({
  ...blank(settings, at),
  kind: 'moved',
  layout: 'moved',
  title: title ?? strings.movedTitle,
  description: isGone ? strings.retiredText : strings.movedText,
  address,
})

/** Each term is an answer: found, linked to and listed like any other. */
const glossaryPage = (terms: readonly Term[], settings: Settings, { strings, at }: MadePages): Page => ({
  ...blank(settings, at),
  kind: 'glossary',
  layout: 'glossary',
  title: strings.glossary,
  description: strings.glossaryDescription,
  address: glossaryAddress,
  answers: terms.map((term) => ({
    address: term.address,
    anchor: term.anchor,
    question: term.expansion ? `${term.term}: ${term.expansion}` : term.term,
    questionHtml: escapeMarkup(term.expansion ? `${term.term}: ${term.expansion}` : term.term),
    html: `<p>${escapeMarkup(term.meaning)}</p>`,
    text: term.meaning,
    length: 0,
    markdown: term.meaning,
    links: [],
    subheadings: [],
    alsoAsked: term.also,
    redirectFrom: term.redirectFrom,
    sources: [],
    at: term.at,
  })),
})
