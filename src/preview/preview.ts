import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { type AssetSources, assetProblems, compileSources, type MadeAssets, makeAssets } from '../assets.ts'
import { type FiledFile, fileHtml } from '../built.ts'
import { type Checked, check, folders } from '../check.ts'
import { slowRules } from '../checks/index.ts'
import { createMemory } from '../content/memory.ts'
import { LayoutFault, type Layouts, loadLayouts } from '../layouts.ts'
import type { Address, Settings } from '../model.ts'
import { compareProblems, type Problem } from '../problem.ts'
import { createRelated } from '../related/related.ts'
import type { Sources } from '../report/place.ts'
import { searchFolder, searchStart } from '../search/dictionary.ts'
import { languageOf } from '../strings.ts'
import { type Finished, finish, type Held, prove } from './finished.ts'
import { createIndexing } from './indexing.ts'

export interface PreviewOptions {
  readonly content: string
  readonly url: string
  /** Told whenever something else is shown, or other problems are known. */
  readonly onChange: (state: State) => void
  readonly onFault: (error: unknown) => void
}

export interface State {
  /** Another number whenever something else is shown; 0 while there is nothing to show. */
  readonly shown: number
  readonly problems: readonly Problem[]
  readonly sources: Sources
  /** The last change could be shown. If not, what is shown is what was there before. */
  readonly good: boolean
}

/** What has changed on disk since the last time. */
export interface Changes {
  /** Layouts, styles or scripts. */
  readonly code: boolean
  /** Files that are published as they are. */
  readonly copied: boolean
}

export interface Preview {
  /** Brings what is shown up to date, unless there are errors. */
  readonly update: (changes: Changes) => Promise<void>
  /** What stands at the path of a file; `asPage` if a reader is looking at it. */
  readonly find: (path: Address, asPage: boolean) => Promise<Held | undefined>
  /** Ends when the search has what is shown now. */
  readonly searchable: () => Promise<void>
  readonly state: () => State
}

/**
 * The site as a build would make it, held in memory. What a page depends on is read again only where it has changed
 * (src/content/memory.ts); pages are made when they are asked for. What is open in a browser is looked at before it is shown,
 * everything else after: if that finds an error, what was shown before is shown again.
 */
export function openPreview({ content, url, onChange, onFault }: PreviewOptions): Preview {
  const memory = createMemory()
  const code = createCode()
  const relatedIn = createRelated()
  const searchOf = createIndexing()
  let html = new Map<Address, ReadPage>()
  let state: State = { shown: 0, problems: [], sources: new Map(), good: false }
  let shown: Finished | undefined
  /** The last that has been looked at whole, and is sound. */
  let proven: Finished | undefined
  /** What was shown before: it need not have been looked at whole when the next change comes. */
  let former: Finished | undefined
  /** The last that was not shown, if it is what stands on disk. */
  let refused: Checked | undefined
  let lookedAt: readonly Address[] = []
  /** Of what takes long to find, what was found last. */
  let slow: readonly Problem[] = []

  let count = 0
  let looked = (): void => undefined
  const { calm, stir } = createCalm()

  const tell = (next: Omit<State, 'shown'>, isNew: boolean): void => {
    if (isNew) count++
    state = { ...next, shown: shown ? count : 0 }
    onChange(state)
  }
  const refuse = (checked: Checked, problems: readonly Problem[]): void => {
    refused = checked
    tell({ problems, sources: checked.sources, good: false }, false)
  }

  /** The next site, if nothing that can be told at once speaks against it. */
  async function next(changes: Changes): Promise<Finished | undefined> {
    if (changes.code) code.forget()
    const checked = await check({ content, url, drafts: true, quick: true, memory, layouts: code.layouts() })
    // A watcher may tell of one change twice, and of some that are none.
    if (refused && !changes.code && !changes.copied && isSame(refused, checked)) return undefined
    refused = undefined
    const errors = checked.problems.some(({ severity }) => severity === 'error')
    // That of the code too is to be told, all in one run.
    const made = await code.assets(checked.site.settings)
    if (errors || 'problems' in made) {
      refuse(checked, [...checked.problems, ...('problems' in made ? made.problems : [])].sort(compareProblems))
      return undefined
    }
    const finished = finish(checked, made, { relatedIn })
    try {
      // Only a layout can throw. Where none has changed, a page is made when somebody asks for it.
      if (changes.code) for (const path of lookedAt) finished.find(path)
      return finished
    } catch (error) {
      refuse(checked, withFault(checked.problems, error))
      return undefined
    }
  }

  /** Does what can wait until somebody has the page before her: the search, and a look at the whole of what is shown. */
  async function settle(finished: Finished): Promise<void> {
    const { site } = finished.checked
    // The index of a small site is made beside all this; that of a large one takes a core from those who show the page.
    const isSmall = site.pages.length <= mostIndexedAtOnce
    const early = isSmall ? searchOf(site) : undefined
    await Promise.race([new Promise<void>((done) => (looked = done)), delay(longestWait)])
    // Whoever looks for what she has just written waits for the index, and then asks for its files one after the other; nobody
    // waits for the look at the whole.
    await early
    await calm()
    if (shown !== finished) return
    const search = early ?? searchOf(site)
    await look(finished)
    await search
    if (shown === finished) await tellRest(finished)
  }

  /** Tells what takes long to find, if that is another thing than what is told already. */
  async function tellRest(finished: Finished): Promise<void> {
    const { problems } = await finished.checked.tellAll()
    // What has been refused meanwhile is the news, and not what is shown in its place.
    if (shown !== finished || proven !== finished || refused) return
    slow = problems.filter(({ rule }) => slowRules.has(rule))
    if (problems.some(({ severity }) => severity === 'error')) takeBack(finished, problems)
    else if (JSON.stringify(problems) !== JSON.stringify(state.problems))
      tell({ problems, sources: finished.checked.sources, good: true }, false)
  }

  async function look(finished: Finished): Promise<void> {
    const known = html
    const now = new Map<Address, ReadPage>()
    try {
      const broken = await prove(finished, {
        readHtml(text, path) {
          const before = known.get(path)
          const read = before?.text === text ? before : { text, file: fileHtml(text) }
          now.set(path, read)
          return read.file
        },
        readDisk: (path) => readFile(path, 'utf8').catch(() => ''),
        pause: pauses(() => shown !== finished),
      })
      html = now
      if (broken.length > 0) takeBack(finished, [...finished.checked.problems, ...broken].sort(compareProblems))
      else proven = finished
    } catch (error) {
      if (error instanceof Superseded) return
      takeBack(finished, withFault(finished.checked.problems, error))
    }
  }

  function takeBack(finished: Finished, problems: readonly Problem[]): void {
    if (shown !== finished) return
    shown = proven ?? former
    former = undefined
    refused = finished.checked
    tell({ problems, sources: finished.checked.sources, good: false }, true)
  }

  return {
    state: () => state,

    async update(changes) {
      const finished = await next(changes)
      if (!finished) return
      const { sources } = finished.checked
      // Until it is known anew, what was told of a text that has not changed still holds, as far as anybody knows.
      const kept = slow.filter(({ at }) => sources.get(at.file) === shown?.checked.sources.get(at.file))
      const problems = [...finished.checked.problems, ...kept].sort(compareProblems)
      const isNew = changes.copied || !shown || shown.made !== finished.made || !isSame(shown.checked, finished.checked)
      // A page looks for its search as soon as it is there, and then has to wait for the right one.
      former = shown
      shown = finished
      tell({ problems, sources, good: true }, isNew)
      settle(finished).catch(onFault)
    },

    async find(path, asPage) {
      const finished = shown
      if (!finished) return undefined
      stir()
      if (path === `/${searchStart}` || path.startsWith(`/${searchFolder}`)) {
        const found = (await searchOf(finished.checked.site)).get(path.slice(1))
        return found === undefined ? undefined : { content: found }
      }
      if (asPage) {
        lookedAt = [...lookedAt.filter((other) => other !== path), path].slice(-mostLookedAt)
        looked()
      }
      try {
        return finished.find(path)
      } catch (error) {
        // Nobody has looked at this page since it was changed, and the look at the whole has not come to it yet.
        if (!(error instanceof LayoutFault)) throw error
        takeBack(finished, withFault(finished.checked.problems, error))
        return shown === finished ? undefined : shown?.find(path)
      }
    },

    async searchable() {
      if (shown) await searchOf(shown.checked.site)
    },
  }
}

/** Milliseconds after which nobody is taken to be waiting for a page. */
const longestWait = 250

/** Milliseconds without a request after which a page has all that it asks for: a search page compiles its program meanwhile. */
const pauseOfPage = 250

/** Milliseconds after which what could wait is done all the same. */
const longestStir = 3000

/** `calm` ends when nothing has been asked for, by `stir`, for a while. */
function createCalm(): { readonly calm: () => Promise<void>; readonly stir: () => void } {
  let last = 0
  const stir = (): void => {
    last = performance.now()
  }
  return {
    stir,
    async calm() {
      // Who has waited until now asks for the next thing soon.
      stir()
      const latest = last + longestStir
      for (let end = last + pauseOfPage; performance.now() < Math.min(end, latest); end = last + pauseOfPage) {
        await delay(end - performance.now())
      }
    },
  }
}

/** Up to so many pages, an index is made in half a second. */
const mostIndexedAtOnce = 300

/** Pages that are made before a change is shown: as many as somebody may have open. */
const mostLookedAt = 8

interface ReadPage {
  readonly text: string
  readonly file: FiledFile
}

/** Something newer is shown, so that what was under way is of no use. */
class Superseded extends Error {}

/** Milliseconds of work after which whoever waits for a page has a turn. */
const longestTurn = 8

function pauses(isOver: () => boolean): () => Promise<void> {
  let turn = performance.now()
  return async () => {
    if (performance.now() - turn > longestTurn) {
      await new Promise((done) => setImmediate(done))
      turn = performance.now()
    }
    if (isOver()) throw new Superseded()
  }
}

/** What a layout threw is a problem like others; anything else is a fault of ours. */
function withFault(problems: readonly Problem[], error: unknown): Problem[] {
  if (!(error instanceof LayoutFault)) throw error
  return [...problems, error.problem].sort(compareProblems)
}

/** Whether both were read from the same sources, to be shown by the same layouts. */
const isSame = (a: Checked, b: Checked): boolean =>
  a.layouts === b.layouts &&
  [...a.publicOnDisk.values()].join('\n') === [...b.publicOnDisk.values()].join('\n') &&
  [...a.onDisk.keys()].join('\n') === [...b.onDisk.keys()].join('\n') &&
  a.sources.size === b.sources.size &&
  [...a.sources].every(([path, source]) => b.sources.get(path) === source)

type Code = {
  readonly forget: () => void
  readonly layouts: () => Promise<Layouts>
  readonly assets: (settings: Settings) => Promise<MadeAssets | { readonly problems: readonly Problem[] }>
}

/** Layouts, styles and scripts, made once for as long as nobody changes them. */
function createCode(): Code {
  let layouts: Promise<Layouts> | undefined
  let sources: Promise<AssetSources> | undefined
  let made: { readonly brand: string | undefined; readonly assets: MadeAssets } | undefined
  // Until a site's own language is known, and from then on that.
  let language = languageOf('en')
  return {
    forget() {
      layouts = undefined
      sources = undefined
      made = undefined
    },
    layouts() {
      // Styles and scripts take longest, and can be made meanwhile.
      sources ??= compileSources(language)
      sources.catch(() => undefined)
      layouts ??= loadLayouts(...folders.layouts)
      return layouts
    },
    async assets({ brand, language: tag }) {
      const own = languageOf(tag)
      if (own !== language) {
        language = own
        sources = undefined
        made = undefined
      }
      if (made && made.brand === brand) return made.assets
      try {
        sources ??= compileSources(language)
        const assets = makeAssets({ ...(brand ? { brand } : {}) }, await sources)
        made = { brand, assets }
        return assets
      } catch (error) {
        const problems = assetProblems(error)
        if (!problems) throw error
        return { problems }
      }
    },
  }
}
