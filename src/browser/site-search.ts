import { openDictionary, searchStart } from '../search/dictionary.ts'
import { type Engine, openEngine } from '../search/engine.ts'
import { openInstance, type PagefindModule } from '../search/pagefind.ts'
import { base, preload } from './page.ts'

interface Opened {
  readonly engine: Engine
  /** The address of all its files. */
  readonly folder: string
}

let opened: Promise<Opened> | undefined
/** Something of the search could not be had, and it is opened again. */
let isAgain = false

/**
 * Does some work with the search of this site, which is opened once. Where something of it cannot be had, the site may have been
 * published anew and what was opened be gone: then it is opened as it is now, and the work done once more. Throws what that throws.
 */
export async function withSiteSearch<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
  try {
    return await attempt(work)
  } catch {
    return attempt(work)
  }
}

/** Opens the search, if it is not open, so that what comes need not wait for it. */
export const prepareSiteSearch = (): void => void open().catch(() => undefined)

/** What was opened is no longer there. */
export function forgetSiteSearch(): void {
  opened = undefined
  isAgain = true
}

async function attempt<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const opening = open()
  try {
    const { engine, folder } = await opening
    const result = await work(engine)
    if ([...missed].some((address) => address.startsWith(folder))) throw new Error(`Something of ${folder} is missing.`)
    return result
  } catch (error) {
    if (opened === opening) forgetSiteSearch()
    throw error
  }
}

function open(): Promise<Opened> {
  opened ??= openOnce()
  return opened
}

async function openOnce(): Promise<Opened> {
  // What questions alone can answer comes first and by itself; the rest is sent for together, once that is there.
  const dictionary = await openDictionary(async (path) => {
    const response = await fetch(base + path, path === searchStart && isAgain ? { cache: 'no-cache' } : {})
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
    return response.json()
  })
  const folder = base + dictionary.folder
  for (const address of missed) if (address.startsWith(folder)) missed.delete(address)
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
  setTimeout(() => void engine.prepare().catch(() => undefined), engine.firstIsAtHand ? 0 : leisure)
  return { engine, folder }
}

/**
 * Milliseconds after which nobody is taken to be typing in haste. To begin, Pagefind unpacks the names of all answers: a third of a second
 * at 50,000, in which the first answers, for which it is not needed, could not be shown. A search that needs it does not wait.
 */
const leisure = 1000

/**
 * Pagefind goes on without a part of its index that it cannot load, and finds less, or nothing, without a word. So what is asked for
 * in vain is noted here, by its path.
 */
const missed = new Set<string>()
const plainFetch = globalThis.fetch
globalThis.fetch = async (...asked) => {
  const [what] = asked
  const { pathname } = new URL(what instanceof Request ? what.url : what, location.href)
  try {
    const response = await plainFetch(...asked)
    if (!response.ok) missed.add(pathname)
    return response
  } catch (error) {
    missed.add(pathname)
    throw error
  }
}
