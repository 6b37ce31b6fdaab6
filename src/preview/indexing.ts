import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ending } from '../ending.ts'
import type { Site } from '../model.ts'
import { searchSource } from '../search/write-index.ts'
import type { Indexed } from './index-worker.ts'

/** The files of a search, by their path from the site's root. */
export type Search = ReadonlyMap<string, string | Uint8Array>

/** Gives the search of a site, or of a later one if that has been asked for meanwhile. */
export type SearchOf = (site: Site) => Promise<Search>

/**
 * Makes one index at a time. Whoever asks while one is being made waits for that of the newest site, which all share; those
 * between are never made. The same text is not indexed twice.
 */
export function createIndexing(make: (text: string) => Promise<Search> = searchMaker()): SearchOf {
  let last: { readonly text: string; readonly search: Search } | undefined
  let newest: { readonly site: Site; readonly search: Promise<Search> } | undefined
  let atWork: Promise<unknown> = Promise.resolve()

  const index = async (site: Site): Promise<Search> => {
    const text = JSON.stringify(searchSource(site))
    if (last?.text !== text) last = { text, search: await make(text) }
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

/** Has indexes made on another thread, which is begun with the first and ends with the process. */
function searchMaker(): (text: string) => Promise<Search> {
  let worker: Worker | undefined
  return async (text) => {
    if (!worker) {
      worker = new Worker(new URL(ending === '.ts' ? './start-worker.js' : './index-worker.js', import.meta.url))
      worker.unref()
    }
    worker.postMessage(text)
    const [made]: Indexed[] = await once(worker, 'message').catch((error: unknown) => {
      worker = undefined
      throw error
    })
    if (!made || 'fault' in made) throw new Error(made?.fault ?? 'The search index could not be made.')
    return new Map(made.files.map(({ path, content }) => [path, content]))
  }
}
