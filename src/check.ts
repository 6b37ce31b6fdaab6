import { readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FindOptions, findProblems } from './checks/index.ts'
import { findFiles } from './content/files.ts'
import type { Memory } from './content/memory.ts'
import { type ReadSite, readSite } from './content/read.ts'
import { type Layouts, layoutNames, loadLayouts } from './layouts.ts'
import type { Address, Site } from './model.ts'
import type { Problem } from './problem.ts'
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
  /** Finds more problems, by what it knows besides the content. */
  readonly findMore?: (site: Site) => Promise<readonly Problem[]>
}

/** What reading and checking gave. */
export interface Checked {
  readonly site: Site
  readonly problems: readonly Problem[]
  readonly sources: Sources
  readonly layouts: Layouts
  /** Absent when nobody asked for it. */
  readonly spelling?: Spelling & { readonly milliseconds: number }
  /** All problems, those that take long to find included. */
  readonly tellAll: () => Promise<Pick<Checked, 'problems' | 'spelling'>>
  /** Where the files of the content folder are, by their path in it. */
  readonly onDisk: ReadonlyMap<string, string>
}

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
export const folders = {
  layouts: join(project, 'layouts'),
  public: join(project, 'public'),
  source: join(project, 'src'),
  styles: join(project, 'src', 'styles'),
  browser: join(project, 'src', 'browser'),
  eleventyConfig: join(project, 'eleventy.config.ts'),
} as const

/** Reads the content and tells everything that is wrong with it. Writes nothing. */
export async function check(options: CheckOptions): Promise<Checked> {
  // Another process bundles the layouts while the content is read here; a failure is met where they are awaited.
  const loading = options.layouts ?? loadLayouts(folders.layouts)
  loading.catch(() => undefined)
  const found = await findFiles(options.content, options.content)
  const { site, problems, sources, prose } = readSite(
    found.files,
    {
      folder: options.content,
      drafts: options.drafts,
      layouts: await layoutNames(folders.layouts),
      publicFiles: await addressesIn(folders.public),
      ...(options.url ? { url: options.url } : {}),
      ...(options.languages ? { languages: options.languages } : {}),
    },
    options.memory,
  )
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
    ...(options.quick ? { problems: told([], { quick: true }) } : await tellAll()),
    tellAll,
    onDisk: new Map(found.files.map(({ path, onDisk }) => [path, onDisk])),
  }
}

/** The dictionary is loaded only now: a build that does not spell does not wait for it. */
async function timedSpelling(prose: ReadSite['prose'], site: Site): Promise<NonNullable<Checked['spelling']>> {
  const start = performance.now()
  const { checkSpelling } = await import('./spelling/check-spelling.ts')
  const spelling = checkSpelling(prose(), site)
  return { ...spelling, milliseconds: performance.now() - start }
}

async function addressesIn(folder: string): Promise<Address[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile())
    .map((entry): Address => `/${relative(folder, resolve(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .sort()
}
