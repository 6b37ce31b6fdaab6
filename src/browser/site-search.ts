import { openDictionary } from '../search/dictionary.ts'
import { type Engine, openEngine } from '../search/engine.ts'
import { openInstance } from '../search/pagefind.ts'

/** The path part of the site's address, as the page says it. */
export const base = document.documentElement.dataset.base ?? '/'

let opened: Promise<Engine> | undefined

/** The search of this site, opened once. An opening that failed is tried again with the next search. */
export function openSiteSearch(): Promise<Engine> {
  opened ??= openOnce().catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function openOnce(): Promise<Engine> {
  const folder = `${base}pagefind/`
  const loading = import(`${folder}pagefind.js`)
  // Asked for at the same time, wanted later; a failure is told then.
  loading.catch(() => undefined)
  const dictionary = await openDictionary(async (name) => {
    const response = await fetch(`${folder}words/${name}.json`)
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
    return response.json()
  })
  let pagefind = loading
  const engine = openEngine({
    // A site is read where it is served, wherever else it may be published.
    dictionary: { ...dictionary, home: base },
    pagefind: async () => {
      const module = await pagefind.catch(() => {
        pagefind = import(`${folder}pagefind.js?again`)
        return pagefind
      })
      return openInstance(module, { baseUrl: base, basePath: folder })
    },
  })
  engine.prepare().catch(() => undefined)
  return engine
}
