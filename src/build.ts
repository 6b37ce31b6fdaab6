import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileSources, makeAssets } from './assets.ts'
import { checkBuilt, type FiledFile, fileHtml, fileOf, filesIn } from './built.ts'
import { type Checked, type CheckOptions, check, folders } from './check.ts'
import { weighLate } from './checks/index.ts'
import { compressFiles } from './compress.ts'
import type { LatePageKeeper } from './content/page-lots.ts'
import { compilePages } from './eleventy.ts'
import { growGently } from './heap.ts'
import { findHostLimits } from './host-limits.ts'
import { inTurns } from './in-turns.ts'
import { confirmPrevious, keepPrevious } from './keep-previous.ts'
import { createMaking, type KnownFiles, type Making, sumOfContent } from './known-files.ts'
import { LayoutFault } from './layouts.ts'
import { LongText } from './long-text.ts'
import type { Address, Page, Settings, Site } from './model.ts'
import { anyHost, type HostName, hosts } from './outputs/hosts/index.ts'
import { type MadeFile, outputFiles } from './outputs/index.ts'
import { compareProblems, type Problem } from './problem.ts'
import { noProgress } from './progress.ts'
import { publish } from './publish.ts'
import { createRelated } from './related/related.ts'
import { searchFolder, searchStart } from './search/dictionary.ts'
import { beginIndex, createIndexThread, type Indexing } from './search/index-thread.ts'
import { pageRecords } from './search/record-lots.ts'
import { madePages, searchLanguage } from './search/records.ts'
import { type SearchFile, searchRest } from './search/write-index.ts'
import { areAsTheyWere, type Stamps, stampsOf } from './stamps.ts'
import { languageOf } from './strings.ts'
import { type WatchedSite, watchReads } from './watch-reads.ts'
import { copyFiles, fileCarrier, fileWriter, writeFiles } from './write-files.ts'

export interface BuildOptions extends CheckOptions {
  readonly output: string
  /** The one host that it is for; without it, what can stand beside each other for several. */
  readonly host?: HostName
  /** A folder with the site as it is published now, of which what open pages may still ask for is kept. */
  readonly keepPrevious?: string
  /** Has what an earlier build has read, and is written to while this one waits for its search. */
  readonly keeper?: LatePageKeeper
  /** The site that is in the output folder, where that is known: what would come out the same is carried over. */
  readonly former?: FormerSite
  /** Told of things that take time, such as waiting for another build. */
  readonly say: (message: string) => void
}

/** What is known of a site that was built by the same code. */
export interface FormerSite {
  readonly stamps: Stamps
  readonly made: KnownFiles
  /** A checksum of all that its search was made from. */
  readonly searchSum: string
  /** Where the lots of a large search are kept. */
  readonly searchLots: readonly string[]
}

export interface Built extends Checked {
  /** False when errors kept the site from being built; nothing was written then. */
  readonly written: boolean
  /** How many files there are of each kind. */
  readonly files: FileCounts
  /** What the next build may be told of this one. */
  readonly former: FormerSite
}

/** By a name for people, such as `pages`. */
export type FileCounts = Readonly<Record<string, number>>

/** Builds the site whole, or changes nothing. Throws `NoPreviousSite`, `OutputRefused`, and what is a fault of ours. */
export async function build(options: BuildOptions): Promise<Built> {
  if (options.keepPrevious !== undefined) confirmPrevious(options.keepPrevious)
  const search = createSearch(options)
  try {
    const checked = await check({ ...options, onPage: search.add, onRead: search.close })
    const refused = (late: readonly Problem[]): Built => ({
      ...withProblems(late),
      written: false,
      files: {},
      former: { stamps: new Map(), made: new Map(), searchSum: '', searchLots: [] },
    })
    const withProblems = (late: readonly Problem[]): Checked => ({
      ...checked,
      problems: [...checked.problems, ...late].sort(compareProblems),
    })
    if (checked.problems.some(({ severity }) => severity === 'error')) return refused([])
    try {
      const { late, files, former } = await publishSite(checked, options, search)
      return { ...withProblems(late), written: true, files, former }
    } catch (error) {
      return refused(problemsIn(error))
    }
  } finally {
    await search.end()
  }
}

/** The search of a site that is being built: half of a build, and it needs nothing but the content. So it is made while all else is. */
interface Search {
  /** Takes a page that has been read. */
  readonly add: NonNullable<CheckOptions['onPage']>
  /** Takes what else there is, once all has been read. */
  readonly close: (site: Site) => void
  /** Ends when the telling words of pages are known, as far as they come from here. */
  readonly told: () => Promise<void>
  /** Puts it into a folder, and tells how many files that were. */
  readonly write: (folder: string) => Promise<number>
  readonly sum: () => string
  readonly lots: () => readonly string[]
  readonly end: () => Promise<void>
}

/** A site of so many answers takes memory that is worth to be thought of. */
const large = 10_000

function createSearch({ former, output, keeper }: Pick<BuildOptions, 'former' | 'output' | 'keeper'>): Search {
  const sum = createHash('sha256')
  let digest = ''
  const thread = createIndexThread()
  // Most will be what they were; there is time to read them before the content is.
  if (former && former.searchLots.length > 0) thread.fetch(former.searchLots)
  let index: Indexing | undefined
  let finish: (() => Promise<readonly SearchFile[]>) | undefined
  const isSearch = (path: Address): boolean => path === `/${searchStart}` || path.startsWith(`/${searchFolder}`)
  const take = (page: Page, settings: Settings, answers: number): void => {
    const records = pageRecords(page, settings, keeper?.recordSums)
    const words = keeper?.words
    // Words are taken as the language of the records has them.
    const isWanted = words && !words.has(page) && page.lang.split('-')[0] === searchLanguage(settings)
    if (!index && answers >= large) growGently()
    index ??= beginIndex(answers, thread)
    index.add({ ...records, ...(isWanted ? { tell: (packed) => words.set(page, packed) } : {}) })
    sum.update(records.sum)
  }
  return {
    add: (page, { settings, headings }) => take(page, settings, headings),
    close(site) {
      const rest = searchRest(site)
      for (const page of madePages(site)) take(page, site.settings, 0)
      index?.close()
      digest = sum.update(JSON.stringify(rest)).digest('hex')
      const start = (): Promise<readonly SearchFile[]> => index?.finish(rest) ?? Promise.resolve([])
      if (former?.searchSum === digest) finish = start
      else {
        const files = start()
        // May fail unheard: an index that nobody awaits is none that anybody wants.
        files.catch(() => undefined)
        finish = () => files
      }
    },
    told: async () => index?.told(),
    async write(folder) {
      if (former?.searchSum === digest) {
        const paths = [...former.stamps.keys()].filter(isSearch)
        if (areAsTheyWere(former.stamps, output, paths)) {
          await inTurns(paths, fileCarrier(output, folder))
          return paths.length
        }
      }
      if (!finish) throw new Error('The search was not begun.')
      const files = await finish()
      await writeFiles(files, folder)
      return files.length
    },
    sum: () => digest,
    lots: () => index?.lots() ?? [],
    end: async () => (index ?? thread).end(),
  }
}

/** What was found wrong with a site while it was made. */
function problemsIn(error: unknown): readonly Problem[] {
  if (error instanceof BrokenSite) return error.problems
  if (error instanceof LayoutFault) return [error.problem]
  throw error
}

/** The finished site is not sound; it is not published. */
class BrokenSite extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('The finished site is not sound.')
    this.problems = problems
  }
}

/** Returns what is only known of the finished site. */
async function publishSite(
  checked: Checked,
  options: BuildOptions,
  search: Search,
): Promise<{ late: readonly Problem[]; files: FileCounts; former: FormerSite }> {
  const { site, onDisk, publicOnDisk } = checked
  const host = options.host ? hosts[options.host] : anyHost
  const sources = [options.content, ...folders.layouts, ...folders.public, folders.source]
  const language = languageOf(site.settings.language, options.languages)
  const progress = options.progress ?? noProgress
  return publish({ output: options.output, sources, onWait: options.say }, async (output) => {
    const files = new Map<string, number>()
    const count = (kind: string, number = 1): unknown => files.set(kind, (files.get(kind) ?? 0) + number)
    // What a page uses goes before what lies at the same address in public/.
    const fromContent = site.files.map(({ path, address }) => ({ onDisk: onDisk.get(path) ?? '', path: address }))
    const taken = new Set(site.files.map(({ address }) => address))
    const fromPublic = [...publicOnDisk].flatMap(([path, onDisk]) => (taken.has(path) ? [] : [{ path, onDisk }]))
    const { assets, files: dressing } = makeAssets(site.settings, await compileSources(language))
    const making = createMaking(output, options.former && { folder: options.output, ...options.former })
    const write = fileWriter(output)
    const makeOther = (file: MadeFile): void => {
      count(file.by)
      const from = isWorthCarrying(file.content) ? sumOfContent(file.content) : undefined
      if (from !== undefined && making.carry(file.path, from)) return
      if (from !== undefined) making.note(file.path, { from }, file.content.toString())
      write(file)
    }
    const pages = [...site.pages, ...site.links.signposts]
    progress.begin('Making pages', pages.length)
    await writeFiles(dressing, output)
    await inTurns(outputFiles(site, assets, language.strings, host), makeOther)
    await search.told()
    const watched = watchReads(site, assets, { ...checked, related: createRelated(options.keeper?.words)(site) })
    const changed = await changedPages(pages, making, watched, options.former?.made, progress.step)
    await all([
      compilePages({
        site: watched,
        pages: changed,
        layouts: checked.layouts,
        assets,
        strings: language.strings,
        input: join(dirname(output), 'input'),
        output,
        configFile: folders.eleventyConfig,
        onPage(address, html, reads) {
          making.note(fileOf(address), { from: watched.sumOfReads(reads) ?? '', reads }, html)
          progress.step()
        },
      }),
      copyFiles([...fromContent, ...fromPublic], output),
    ])
    count('pages', pages.length)
    count('pictures and other files', fromContent.length + fromPublic.length)
    count('style and scripts', dressing.length)
    await confirmPages(changed, output)

    const paths = [...filesIn(output), `/${searchStart}` as const].sort()
    // What a file leads to is read as it is made: to read it back from the disk takes as long again.
    const look = (path: Address): FiledFile =>
      making.made.get(path)?.look ?? fileHtml(readFileSync(join(output, path), 'utf8'))
    const broken = await checkBuilt({ paths, look }, site)
    if (broken.length > 0) throw new BrokenSite(broken)

    progress.begin('Making the search')
    await all([
      search.write(output).then((number) => count('search', number)),
      inTurns(options.keeper?.write() ?? [], () => undefined),
    ])
    if (options.keepPrevious !== undefined)
      count('kept of the previous site', await keepPrevious(options.keepPrevious, output))
    if (host.sendsCompressed) {
      progress.begin('Compressing')
      count('compressed', await compressFiles(filesIn(output), output))
    }
    const late = weighLate(findHostLimits(host, site, output), site)
    if (late.some(({ severity }) => severity === 'error')) throw new BrokenSite(late)
    const counts = Object.fromEntries([...files].filter(([, number]) => number > 0))
    // Taken before the folder is published: another build may put its own there the moment after.
    return {
      late,
      files: counts,
      former: { stamps: await stampsOf(output), made: making.made, searchSum: search.sum(), searchLots: search.lots() },
    }
  })
}

/** Waits for every part, also when one fails: the folder must be at rest before it is published or taken away. */
async function all(parts: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(parts)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** Signs from which a file is not looked at: what holds so many answers is another with each of them. */
const worthCarrying = 200_000

const isWorthCarrying = (content: MadeFile['content']): content is string | Uint8Array =>
  !(content instanceof LongText) && content.length <= worthCarrying

/** Those pages that cannot be carried over: something that was read for them is not as it was. */
async function changedPages(
  pages: readonly Page[],
  making: Making,
  { sumOfReads }: WatchedSite,
  former: KnownFiles | undefined,
  onCarried: () => void,
): Promise<Page[]> {
  const changed: Page[] = []
  await inTurns(pages, (page) => {
    const path = fileOf(page.address)
    const reads = former?.get(path)?.reads
    const from = reads && sumOfReads(reads)
    if (from !== undefined && making.carry(path, from)) onCarried()
    else changed.push(page)
  })
  return changed
}

/** Every page that was to be compiled has become a file. If not, the fault is ours, and the site is not published. */
async function confirmPages(pages: readonly Page[], output: string): Promise<void> {
  await inTurns(pages, ({ address }) => {
    const file = join(output, fileOf(address))
    if (!statSync(file, { throwIfNoEntry: false })?.size) throw new Error(`The page ${address} was not written.`)
  })
}
