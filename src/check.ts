import { readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FindOptions, findProblems } from './checks/index.ts'
import { type FoundFiles, findFiles } from './content/files.ts'
import type { Memory } from './content/memory.ts'
import { type ReadOptions, type ReadSite, readSite } from './content/read.ts'
import { ending } from './ending.ts'
import { type Layouts, layoutNames, loadLayouts } from './layouts.ts'
import type { Address, Site } from './model.ts'
import type { Problem } from './problem.ts'
import { noProgress, type Progress } from './progress.ts'
import type { Sources } from './report/place.ts'
import type { Spelling } from './spelling/check-spelling.ts'
import type { Languages } from './strings.ts'

export interface CheckOptions {
  readonly content: string
  /** Where the site will be published; wins over `url:` of site.yml. */
  readonly url?: string
  readonly drafts: boolean
  /** What the interface speaks, if not what it speaks everywhere. */
  readonly languages?: Languages
  /** Takes it for an error that something is not in the ledger. */
  readonly frozen?: boolean
  /** Finds the content, where somebody has read its files already. Asked once. */
  readonly find?: () => Promise<FoundFiles>
  /** Has what an earlier run has read. */
  readonly keeper?: ReadOptions['keeper']
  /** What is known of the content from an earlier reading. */
  readonly memory?: Memory
  /** The layouts, where somebody has them already. */
  readonly layouts?: Promise<Layouts>
  /** Looks at the spelling even where site.yml does not make it an error. */
  readonly spelling?: boolean
  /** The day it is, as `YYYY-MM-DD`: tells what is overdue. A build does not know it. */
  readonly today?: string
  /** Leaves out what takes long; `tellAll` makes up for it. */
  readonly quick?: boolean
  readonly progress?: Progress
  /** Told of each page that is shown as soon as it is read. */
  readonly onPage?: ReadOptions['onPage']
  /** Told of the site as soon as it has been read. */
  readonly onRead?: (site: Site) => void
  /** Finds more problems, by what it knows besides the content. */
  readonly findMore?: (site: Site) => Promise<readonly Problem[]>
}

/** What reading and checking gave. */
export interface Checked {
  readonly site: Site
  readonly problems: readonly Problem[]
  readonly sources: Sources
  readonly layouts: Layouts
  readonly sumOfPage: ReadSite['sumOfPage']
  /** Absent when nobody asked for it. */
  readonly spelling?: Spelling & { readonly milliseconds: number }
  /** All problems, those that take long to find included. */
  readonly tellAll: () => Promise<Pick<Checked, 'problems' | 'spelling'>>
  /** Where the files of the content folder are, by their path in it. */
  readonly onDisk: ReadonlyMap<string, string>
  /** Where the files of the public folders are, by their address. */
  readonly publicOnDisk: ReadonlyMap<Address, string>
}

const project = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * A folder that comes with Answerbook, and its namesake where the command runs: what that has is added, or goes before. It need
 * not be there, and in a checkout both are one.
 */
const withOwn = (name: string): readonly string[] => [...new Set([join(project, name), resolve(name)])]

export const folders = {
  layouts: withOwn('layouts'),
  public: withOwn('public'),
  source: join(project, 'src'),
  styles: join(project, 'src', 'styles'),
  browser: join(project, 'src', 'browser'),
  eleventyConfig: join(project, `eleventy.config${ending}`),
} as const

/** Where each file of the public folders is, by its address. */
export async function publicFiles(): Promise<ReadonlyMap<Address, string>> {
  const found = await Promise.all(folders.public.map(filesIn))
  return new Map([...new Map(found.flat())].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Reads the content and tells everything that is wrong with it. Writes nothing. */
export async function check(options: CheckOptions): Promise<Checked> {
  const progress = options.progress ?? noProgress
  progress.begin('Reading the content')
  // Another process bundles the layouts while the content is read here; a failure is met where they are awaited.
  const loading = options.layouts ?? loadLayouts(...folders.layouts)
  loading.catch(() => undefined)
  const find = options.find ?? (() => findFiles(options.content, options.content))
  const [found, publicOnDisk] = await Promise.all([find(), publicFiles()])
  const { site, problems, sources, prose, sumOfPage } = readSite(
    found.files,
    {
      folder: options.content,
      drafts: options.drafts,
      layouts: await layoutNames(...folders.layouts),
      publicFiles: [...publicOnDisk.keys()],
      ...(options.url ? { url: options.url } : {}),
      ...(options.languages ? { languages: options.languages } : {}),
      ...(options.keeper ? { keeper: options.keeper } : {}),
      ...(options.onPage ? { onPage: options.onPage } : {}),
    },
    options.memory,
  )
  options.onRead?.(site)
  progress.begin('Checking')
  const more = (await options.findMore?.(site)) ?? []
  const layouts = await loading
  const known = [...layouts.problems, ...found.problems, ...problems, ...more]
  const told = (extra: readonly Problem[], asked: Pick<FindOptions, 'asked' | 'quick'>): Problem[] =>
    findProblems(site, [...known, ...extra], {
      ...asked,
      frozen: options.frozen ?? false,
      ...(options.today === undefined ? {} : { today: options.today }),
    })
  const tellAll = async (): Promise<Pick<Checked, 'problems' | 'spelling'>> => {
    const wanted = site.settings.rules.spelling
    const isSpelt = wanted === 'error' || (options.spelling === true && wanted !== 'off')
    const spelling = isSpelt ? await timedSpelling(prose, site) : undefined
    return {
      ...(spelling ? { spelling } : {}),
      problems: told(spelling?.problems ?? [], { asked: isSpelt ? ['spelling'] : [] }),
    }
  }
  return {
    site,
    layouts,
    sources,
    sumOfPage,
    ...(options.quick ? { problems: told([], { quick: true }) } : await tellAll()),
    tellAll,
    onDisk: new Map(found.files.map(({ path, onDisk }) => [path, onDisk])),
    publicOnDisk,
  }
}

/** The dictionary is loaded only now: a build that does not spell does not wait for it. */
async function timedSpelling(prose: ReadSite['prose'], site: Site): Promise<NonNullable<Checked['spelling']>> {
  const start = performance.now()
  const { checkSpelling } = await import('./spelling/check-spelling.ts')
  const spelling = checkSpelling(prose(), site)
  return { ...spelling, milliseconds: performance.now() - start }
}

async function filesIn(folder: string): Promise<[Address, string][]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return names
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => resolve(parentPath, name))
    .map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file])
}
