import type { LinkTarget, Page } from '../model.ts'
import { sumOf } from '../sum.ts'
import type { Recall } from './memory.ts'
import { type PageContext, type PageHead, readHead, readPage } from './page.ts'
import { lotsOf, type PageKeeper, type PageOutline, type PageReading } from './page-lots.ts'
import type { SourceText } from './text.ts'

/** What pages are read with; `common` has a checksum of it all, and is another object whenever that is another. */
export interface ReadingPages {
  readonly recall: Recall
  readonly common: { readonly sum: string }
  readonly layouts: readonly string[]
  readonly context: (head: Pick<PageOutline, 'path' | 'address'>) => PageContext
  readonly keeper?: PageKeeper
}

/** Pages whose addresses are known, and whose bodies are to be read. */
export interface OpenedPages {
  readonly outlines: readonly PageOutline[]
  /** Reads each of them, in order. */
  readonly readPages: () => Iterable<PageReading>
  /** A checksum of all that a page was read from, but for this program; nothing for one that nobody wrote. */
  readonly sumOfPage: (page: Page) => string | undefined
}

/** Opens the pages of some sources: those that are kept, or are remembered, are not read again. */
export function openPages(sources: readonly SourceText[], reading: ReadingPages): OpenedPages {
  const { recall, layouts, common, keeper } = reading
  const headOf = (source: SourceText): PageHead =>
    recall(`head ${source.path}`, [source, layouts.join()], () => readHead(source, layouts))
  const lots = lotsOf(sources, common.sum, keeper).map((lot) => {
    const heads = lot.kept ? [] : lot.sources.map(headOf)
    return { ...lot, heads, outlines: lot.kept?.outlines ?? heads.map(outlineOf) }
  })
  const madeFrom = new Map<Page, readonly unknown[]>()

  function* readLot({ kept, sources, heads, outlines, keep }: (typeof lots)[number]): Iterable<PageReading> {
    const leads = ({ led }: PageReading, index: number): boolean => {
      const outline = outlines[index]
      return outline !== undefined && leadsThere(led, reading.context(outline))
    }
    if (kept?.pages.every(leads)) {
      yield* kept.pages
      return
    }
    const pages: PageReading[] = []
    // Of what was kept, and is not what it was, the heads have not been read yet.
    for (const head of kept ? sources.map(headOf) : heads) {
      const page = recallPage(head, reading)
      pages.push(page)
      yield page
    }
    keep({ outlines, pages })
  }
  function* readPages(): Iterable<PageReading> {
    for (const lot of lots) {
      let index = 0
      for (const page of readLot(lot)) {
        const source = lot.sources[index++]
        madeFrom.set(page.page, [source?.shown, source?.sum, [...page.led]])
        yield page
      }
    }
  }
  return { outlines: lots.flatMap(({ outlines }) => outlines), readPages, sumOfPage: pageSums(madeFrom, common.sum) }
}

const outlineOf = ({ source, address, front, split, problems }: PageHead): PageOutline => ({
  path: source.path,
  address,
  subCategories: (front.sub_categories ?? []).map((one) => (typeof one === 'string' ? one : one.title)),
  headings: split?.body.match(/^#{1,6}[ \t]/gm)?.length ?? 0,
  problems,
})

/**
 * The places where links led are noted as they are read: a page is still what it was if all of them lead there again. `common`
 * stands for the rest of the context.
 */
function recallPage(head: PageHead, { recall, common, context }: ReadingPages): PageReading {
  const own = context({ path: head.source.path, address: head.address })
  return recall(
    `page ${head.source.path}`,
    [head, common],
    () => {
      const led = new Map<string, string>()
      const readLink = (href: string): LinkTarget => {
        const target = own.readLink(href)
        led.set(href, JSON.stringify(target))
        return target
      }
      return { led, ...readPage(head, { ...own, readLink }) }
    },
    ({ led }) => leadsThere(led, own),
  )
}

const leadsThere = (led: PageReading['led'], { readLink }: PageContext): boolean =>
  [...led].every(([href, target]) => JSON.stringify(readLink(href)) === target)

/** A function by itself: what it gives back holds on to nothing else of a reading. */
function pageSums(madeFrom: ReadonlyMap<Page, unknown>, common: string): OpenedPages['sumOfPage'] {
  return (page) => {
    const from = madeFrom.get(page)
    return from === undefined ? undefined : sumOf([common, from])
  }
}
