import { cp, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeAssets } from './assets.ts'
import { eachAtOnce } from './at-once.ts'
import { checkBuilt } from './built.ts'
import { findProblems } from './checks/index.ts'
import { findFiles } from './content/files.ts'
import { readSite } from './content/read.ts'
import { compilePages } from './eleventy.ts'
import { type Layouts, loadLayouts } from './layouts.ts'
import type { Address, Site } from './model.ts'
import { outputFiles } from './outputs/index.ts'
import { compareProblems, type Problem } from './problem.ts'
import { publish } from './publish.ts'
import type { Sources } from './report.ts'
import { writeIndex } from './search/write-index.ts'
import { writeFiles } from './write-files.ts'

export interface BuildOptions {
  readonly content: string
  readonly output: string
  /** Where the site will be published; wins over `url:` of site.yml. */
  readonly url?: string
  readonly drafts: boolean
  /** Takes it for an error that something is not in the ledger. */
  readonly frozen?: boolean
  /** Finds more problems, by what it knows besides the content. */
  readonly findMore?: (site: Site) => Promise<readonly Problem[]>
  /** Told of things that take time, such as waiting for another build. */
  readonly say: (message: string) => void
}

/** What reading and checking gave. */
export interface Checked {
  readonly site: Site
  readonly problems: readonly Problem[]
  readonly sources: Sources
  readonly layouts: Layouts
  /** Where the files of the content folder are, by their path in it. */
  readonly onDisk: ReadonlyMap<string, string>
}

export interface Built extends Checked {
  /** False when errors kept the site from being built; nothing was written then. */
  readonly written: boolean
}

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
export const folders = {
  layouts: join(project, 'layouts'),
  public: join(project, 'public'),
  styles: join(project, 'src', 'styles'),
  browser: join(project, 'src', 'browser'),
  eleventyConfig: join(project, 'eleventy.config.ts'),
} as const

/** Reads the content and tells everything that is wrong with it. Writes nothing. */
export async function check(options: Omit<BuildOptions, 'output' | 'say'>): Promise<Checked> {
  const layouts = await loadLayouts(folders.layouts)
  const found = await findFiles(options.content, options.content)
  const { site, problems, sources } = readSite(found.files, {
    folder: options.content,
    drafts: options.drafts,
    layouts: layouts.names,
    publicFiles: await addressesIn(folders.public),
    ...(options.url ? { url: options.url } : {}),
  })
  const more = (await options.findMore?.(site)) ?? []
  return {
    site,
    layouts,
    sources,
    problems: findProblems(site, [...layouts.problems, ...found.problems, ...problems, ...more], options),
    onDisk: new Map(found.files.map(({ path, onDisk }) => [path, onDisk])),
  }
}

/** Builds the site whole, or changes nothing. */
export async function build(options: BuildOptions): Promise<Built> {
  const checked = await check(options)
  if (checked.problems.some(({ severity }) => severity === 'error')) return { ...checked, written: false }

  try {
    await publishSite(checked, options)
  } catch (error) {
    if (!(error instanceof BrokenSite)) throw error
    return { ...checked, problems: [...checked.problems, ...error.problems].sort(compareProblems), written: false }
  }
  return { ...checked, written: true }
}

/** The finished site is not sound; it is not published. */
class BrokenSite extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('The finished site is not sound.')
    this.problems = problems
  }
}

async function publishSite(checked: Checked, options: BuildOptions): Promise<void> {
  const sources = [options.content, folders.layouts, folders.public, join(project, 'src')]
  await publish({ output: options.output, sources, onWait: options.say }, async (output) => {
    await cp(folders.public, output, { recursive: true })
    const assets = await writeAssets(checked.site.settings, output)
    await all([
      writeIndex(checked.site, join(output, 'pagefind')),
      compilePages({
        ...checked,
        assets,
        layoutsFolder: folders.layouts,
        input: join(dirname(output), 'input'),
        output,
        configFile: folders.eleventyConfig,
      }),
      copyFiles(checked, output),
      writeFiles(outputFiles(checked.site, assets), output),
    ])
    await confirmPages(checked.site, output)
    const broken = await checkBuilt(output, checked.site)
    if (broken.length > 0) throw new BrokenSite(broken)
  })
}

async function copyFiles({ site, onDisk }: Checked, output: string): Promise<void> {
  await eachAtOnce(site.files, async ({ path, address }) => {
    const target = join(output, address)
    await mkdir(dirname(target), { recursive: true })
    await cp(onDisk.get(path) ?? '', target, { dereference: true })
  })
}

/** Waits for every part, also when one fails: the folder must be at rest before it is published or taken away. */
async function all(parts: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** Every page of the model has become a file. If not, the fault is ours, and the site is not published. */
async function confirmPages(site: Site, output: string): Promise<void> {
  await eachAtOnce([...site.pages, ...site.links.signposts], async ({ address }) => {
    const file = join(output, address.endsWith('/') ? `${address}index.html` : address)
    const info = await stat(file).catch(() => undefined)
    if (!info?.size) throw new Error(`The page ${address} was not written.`)
  })
}

async function addressesIn(folder: string): Promise<Address[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => entry.isFile())
    .map((entry): Address => `/${relative(folder, resolve(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .sort()
}
