import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileSources, makeAssets } from './assets.ts'
import { checkBuilt, filesIn } from './built.ts'
import { type Checked, type CheckOptions, check, folders } from './check.ts'
import { weighLate } from './checks/index.ts'
import { compressFiles } from './compress.ts'
import { compilePages } from './eleventy.ts'
import { findHostLimits } from './host-limits.ts'
import { inTurns } from './in-turns.ts'
import { confirmPrevious, keepPrevious } from './keep-previous.ts'
import { LayoutFault } from './layouts.ts'
import type { Site } from './model.ts'
import { anyHost, type HostName, hosts } from './outputs/hosts/index.ts'
import { outputFiles } from './outputs/index.ts'
import { compareProblems, type Problem } from './problem.ts'
import { publish } from './publish.ts'
import { searchStart } from './search/dictionary.ts'
import { beginIndex, type Indexing } from './search/index-thread.ts'
import { languageOf } from './strings.ts'
import { copyFiles, writeFiles } from './write-files.ts'

export interface BuildOptions extends CheckOptions {
  readonly output: string
  /** The one host that it is for; without it, what can stand beside each other for several. */
  readonly host?: HostName
  /** A folder with the site as it is published now, of which what open pages may still ask for is kept. */
  readonly keepPrevious?: string
  /** Told of things that take time, such as waiting for another build. */
  readonly say: (message: string) => void
}

export interface Built extends Checked {
  /** False when errors kept the site from being built; nothing was written then. */
  readonly written: boolean
}

/** Builds the site whole, or changes nothing. Throws `NoPreviousSite`, `OutputRefused`, and what is a fault of ours. */
export async function build(options: BuildOptions): Promise<Built> {
  if (options.keepPrevious !== undefined) confirmPrevious(options.keepPrevious)
  // Half of a build is its index, which needs nothing but the content: it is made while all else is.
  let index: Indexing | undefined
  const onRead = (site: Site): void => {
    index = beginIndex(site)
  }
  try {
    const checked = await check({ ...options, onRead })
    if (!index || checked.problems.some(({ severity }) => severity === 'error')) return { ...checked, written: false }
    const withProblems = (late: readonly Problem[]): Checked => ({
      ...checked,
      problems: [...checked.problems, ...late].sort(compareProblems),
    })
    try {
      return { ...withProblems(await publishSite(checked, options, index.files)), written: true }
    } catch (error) {
      return { ...withProblems(problemsIn(error)), written: false }
    }
  } finally {
    await index?.end()
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

/** Returns what is only known of the finished site, if it does not keep it from being published. */
async function publishSite(checked: Checked, options: BuildOptions, search: Indexing['files']): Promise<Problem[]> {
  const host = options.host ? hosts[options.host] : anyHost
  const sources = [options.content, ...folders.layouts, ...folders.public, folders.source]
  const language = languageOf(checked.site.settings.language, options.languages)
  return publish({ output: options.output, sources, onWait: options.say }, async (output) => {
    // What a page uses goes before what lies at the same address in public/.
    const fromContent = new Set(checked.site.files.map(({ address }) => address))
    const fromPublic = [...checked.publicOnDisk].filter(([address]) => !fromContent.has(address))
    await copyFiles(
      fromPublic.map(([path, onDisk]) => ({ path, onDisk })),
      output,
    )
    const { assets, files } = makeAssets(checked.site.settings, await compileSources(language))
    await all([
      compilePages({
        ...checked,
        assets,
        strings: language.strings,
        input: join(dirname(output), 'input'),
        output,
        configFile: folders.eleventyConfig,
      }),
      copyFiles(
        checked.site.files.map(({ path, address }) => ({ onDisk: checked.onDisk.get(path) ?? '', path: address })),
        output,
      ),
      writeFiles(files, output),
      writeFiles(outputFiles(checked.site, assets, language.strings, host), output),
    ])
    await confirmPages(checked.site, output)
    const { paths, read } = filesIn(output)
    const broken = await checkBuilt({ paths: [...paths, `/${searchStart}` as const].sort(), read }, checked.site)
    if (broken.length > 0) throw new BrokenSite(broken)
    await writeFiles(await search, output)
    if (options.keepPrevious !== undefined) await keepPrevious(options.keepPrevious, output)
    if (host.sendsCompressed) await compressFiles(filesIn(output).paths, output)
    const late = weighLate(await findHostLimits(host, checked.site, output), checked.site)
    if (late.some(({ severity }) => severity === 'error')) throw new BrokenSite(late)
    return late
  })
}

/** Waits for every part, also when one fails: the folder must be at rest before it is published or taken away. */
async function all(parts: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** Every page of the model has become a file. If not, the fault is ours, and the site is not published. */
async function confirmPages(site: Site, output: string): Promise<void> {
  await inTurns([...site.pages, ...site.links.signposts], ({ address }) => {
    const file = join(output, address.endsWith('/') ? `${address}index.html` : address)
    if (!statSync(file, { throwIfNoEntry: false })?.size) throw new Error(`The page ${address} was not written.`)
  })
}
