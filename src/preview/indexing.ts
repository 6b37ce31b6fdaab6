import type { Site } from '../model.ts'
import { createIndexThread } from '../search/index-thread.ts'
import { type SearchSource, searchSource } from '../search/write-index.ts'

/** The files of a search, by their path from the site's root. */
export type Search = ReadonlyMap<string, string | Uint8Array>

/** Gives the search of a site, or of a later one if that has been asked for meanwhile. */
export type SearchOf = (site: Site) => Promise<Search>

/**
 * Makes one index at a time. Whoever asks while one is being made waits for that of the newest site, which all share; those
 * between are never made. The same text is not indexed twice.
 */
export function createIndexing(make: (source: SearchSource) => Promise<Search> = onThread()): SearchOf {
  let last: { readonly text: string; readonly search: Search } | undefined
  let newest: { readonly site: Site; readonly search: Promise<Search> } | undefined
  let atWork: Promise<unknown> = Promise.resolve()

  const index = async (site: Site): Promise<Search> => {
    const source = searchSource(site)
    const text = JSON.stringify(source)
    if (last?.text !== text) last = { text, search: await make(source) }
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

function onThread(): (source: SearchSource) => Promise<Search> {
  const { begin } = createIndexThread()
  return async ({ records, rest }) => {
    const index = begin(records.length)
    index.add(records)
    return new Map((await index.finish(rest)).map(({ path, content }) => [path, content]))
  }
}
