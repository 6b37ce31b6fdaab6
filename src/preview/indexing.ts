import type { Site } from '../model.ts'
import { searchRecords, spellings } from '../search/records.ts'
import { searchFiles } from '../search/write-index.ts'

/** The files of a search, by their path in its folder. */
export type Search = ReadonlyMap<string, string | Uint8Array>

/** Gives the search of a site, or of a later one if that has been asked for meanwhile. */
export type SearchOf = (site: Site) => Promise<Search>

/**
 * Makes one index at a time. Whoever asks while one is being made waits for that of the newest site, which all share; those
 * between are never made. The same text is not indexed twice.
 */
export function createIndexing(make: (site: Site) => Promise<Search> = makeSearch): SearchOf {
  let last: { readonly text: string; readonly search: Search } | undefined
  let newest: { readonly site: Site; readonly search: Promise<Search> } | undefined
  let atWork: Promise<unknown> = Promise.resolve()

  const index = async (site: Site): Promise<Search> => {
    const text = textOf(site)
    if (last?.text !== text) last = { text, search: await make(site) }
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

/** All that an index is made from. */
const textOf = (site: Site): string =>
  JSON.stringify([site.settings.url, site.base, searchRecords(site), spellings(site)])

const makeSearch = async (site: Site): Promise<Search> =>
  new Map((await searchFiles(site)).map(({ path, content }) => [path, content]))
