import { openDictionary } from '../search/dictionary.ts'
import { type Engine, openEngine } from '../search/engine.ts'
import { openInstance, type PagefindModule } from '../search/pagefind.ts'
import { base, preload } from './page.ts'

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
  // What questions alone can answer comes first and by itself; the rest is sent for together, once that is there.
  const dictionary = await openDictionary(async (path) => {
    const response = await fetch(base + path)
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
    return response.json()
  })
  const folder = base + dictionary.folder
  for (const file of dictionary.pagefind.files) preload(folder + file)
  let program: Promise<PagefindModule> = import(`${folder}pagefind.js`)
  const engine = openEngine({
    // A site is read where it is served, wherever else it may be published.
    dictionary: { ...dictionary, home: base },
    pagefind: async () => {
      const module = await program.catch(() => {
        program = import(`${folder}pagefind.js?again`)
        return program
      })
      return openInstance(module, { baseUrl: base, basePath: folder, metaCacheTag: dictionary.pagefind.tag })
    },
  })
  engine.prepare().catch(() => undefined)
  return engine
}
