import type { Page, Site } from '../model.ts'
import { createIndexThread } from '../search/index-thread.ts'
import { type PageRecords, pageRecords } from '../search/record-lots.ts'
import { searchedPages } from '../search/records.ts'
import { type SearchRest, searchRest } from '../search/write-index.ts'
import { sumOf } from '../sum.ts'

/** The files of a search, by their path from the site's root. */
export type Search = ReadonlyMap<string, string | Uint8Array>

/** Gives the search of a site, or of a later one if that has been asked for meanwhile. */
export type SearchOf = (site: Site) => Promise<Search>

/**
 * Makes one index at a time. Whoever asks while one is being made waits for that of the newest site, which all share; those
 * between are never made. The same text is not indexed twice.
 */
export function createIndexing(): SearchOf {
  const { begin } = createIndexThread()
  const sums = new WeakMap<Page, string>()
  let last: { readonly sum: string; readonly search: Search } | undefined
  let newest: { readonly site: Site; readonly search: Promise<Search> } | undefined
  let atWork: Promise<unknown> = Promise.resolve()

  const make = async (pages: readonly PageRecords[], rest: SearchRest): Promise<Search> => {
    const index = begin(pages.reduce((sum, { count }) => sum + count, 0))
    for (const page of pages) index.add(page)
    index.close()
    return new Map((await index.finish(rest)).map(({ path, content }) => [path, content]))
  }
  const index = async (site: Site): Promise<Search> => {
    const pages = searchedPages(site).map((page) => pageRecords(page, site.settings, sums))
    const rest = searchRest(site)
    const sum = sumOf([pages.map((page) => page.sum), rest])
    if (last?.sum !== sum) last = { sum, search: await make(pages, rest) }
    return last.search
  }
  return (site) => {
    if (newest?.site === site) return newest.search
    const search = atWork.then(() => {
      if (newest && newest.site !== site) return newest.search
      const work = index(site)
      atWork = work.catch(() => undefined)
      return work
    })
    newest = { site, search }
    return search
  }
}
