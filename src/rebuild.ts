import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { type BuildOptions, build, type FileCounts, type FormerSite } from './build.ts'
import { filesIn } from './built.ts'
import { folders, publicFiles } from './check.ts'
import { type FoundFiles, findFiles, type SourceFile } from './content/files.ts'
import { createPageKeeper } from './content/page-lots.ts'
import { fetchKept } from './fetch-kept.ts'
import { inTurns } from './in-turns.ts'
import { readKept, writeKept } from './kept.ts'
import { layoutsSum } from './layouts.ts'
import type { Problem } from './problem.ts'
import { namesFor } from './publish.ts'
import type { Sources } from './report/place.ts'
import { areAsTheyWere, type Stamps } from './stamps.ts'

/** What a build tells of itself. */
export interface Outcome {
  /** False when errors kept the site from being built; nothing was written then. */
  readonly written: boolean
  /** The site was there already, as it would have been built. */
  readonly unchanged: boolean
  readonly problems: readonly Problem[]
  /** Of the files that have problems. */
  readonly sources: Sources
  readonly pages: number
  readonly answers: number
  readonly files: FileCounts
}

/** What is kept of a build, beside its output, for the next one. */
interface Kept {
  /** A checksum of the code that built it: what other code has made says nothing. */
  readonly code: string
  /** A checksum of everything else that it was built from. */
  readonly from: string
  readonly outcome: Omit<Outcome, 'unchanged'>
  readonly stamps: Stamps
  /** Of a large site, the files in which its pages are kept. */
  readonly pages: readonly string[]
  /** The rest of what is known of the site, serialised once more: that is most of it, and of no use where nothing has changed. */
  readonly rest: Uint8Array
}

type Rest = Omit<FormerSite, 'stamps'>

/** So many pages take longer to be read than a thread takes to begin. */
const largeSite = 1000

/**
 * Builds a site, or leaves it as it is when it would come out the same: when no file of the content or of this program has
 * changed since it was built, and none of the site. What the next build needs to know for that is kept beside the output; when it is
 * damaged, or gone, everything is made anew.
 */
export async function rebuild(options: BuildOptions): Promise<Outcome> {
  const { kept: file } = namesFor(options.output)
  const read = readKept<Kept>(file)
  // Whoever comes back to a large site has changed something, as a rule: what was kept of its pages is read while this looks for it.
  const fetching = fetchKept(read?.pages ?? [])
  const [code, { from, find, isStillThere }] = await Promise.all([sumOfCode(), readContent(options)])
  const before = read?.code === code ? read : undefined
  if (before && before.from === from && areAsTheyWere(before.stamps, options.output)) {
    await fetching.end()
    return { ...before.outcome, unchanged: true }
  }
  const keeper = from === undefined ? undefined : createPageKeeper(code, await fetching.files)
  const { site, problems, sources, written, files, former } = await build({
    ...options,
    find,
    ...(keeper ? { keeper } : {}),
    ...(before ? { former: { stamps: before.stamps, ...(deserialize(before.rest) as Rest) } } : {}),
  })
  const named = new Set(problems.map(({ at }) => at.file))
  const outcome = {
    written,
    problems,
    sources: new Map([...sources].flatMap(([path, text]) => (named.has(path) ? [[path, { lines: text.lines }]] : []))),
    pages: site.pages.length,
    answers: site.pages.reduce((sum, page) => sum + page.answers.length, 0),
    files,
  }
  // What has changed meanwhile may be in the site or not; then nothing is known of it.
  if (written && from !== undefined && (await isStillThere())) {
    const { stamps, ...rest } = former
    const pages = site.pages.length < largeSite ? [] : (keeper?.files() ?? [])
    writeKept(file, { code, from, outcome, stamps, pages, rest: serialize(rest satisfies Rest) } satisfies Kept)
  }
  return { ...outcome, unchanged: false }
}

/** Of all that a site is made with: this program, its layouts, and what belongs to every site. */
async function sumOfCode(): Promise<string> {
  const layouts = await layoutsSum(...folders.layouts)
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${layouts}\n`)
  const own = [folders.source, ...folders.layouts.filter(existsSync)].flatMap((folder) =>
    filesIn(folder).map((path) => join(folder, path)),
  )
  for (const file of [...own, folders.eleventyConfig, ...manifests()]) add(hash, file, file)
  for (const [address, file] of await publicFiles()) add(hash, address, file)
  return hash.digest('hex')
}

/**
 * They have the versions of all that this program calls. Compiled, it lies one folder further down, in a package beside which npm
 * notes what it has installed.
 */
const manifests = (): string[] =>
  [
    ...['package.json', 'package-lock.json'].flatMap((name) => [
      join(folders.source, '..', name),
      join(folders.source, '..', '..', name),
    ]),
    join(folders.source, '..', '..', '..', '.package-lock.json'),
  ].filter(existsSync)

interface ReadContent {
  /** A checksum of it and of what was asked for; nothing where that cannot be told. */
  readonly from: string | undefined
  /** Hands over the files that were read, which are not held on to after that. */
  readonly find: () => Promise<FoundFiles>
  /** Whether the files that are only copied, later on, are what they were. */
  readonly isStillThere: () => Promise<boolean>
}

async function readContent(options: BuildOptions): Promise<ReadContent> {
  const { content, url, drafts, frozen, host, languages, keepPrevious } = options
  const found = await findFiles(content, content)
  const find = handingOver(found)
  if (languages !== undefined || keepPrevious !== undefined || found.problems.length > 0) {
    return { from: undefined, find, isStillThere: async () => false }
  }
  const hash = createHash('sha256').update(JSON.stringify({ content, url, drafts, frozen, host }))
  await inTurns(found.files, ({ path, onDisk, bytes }) => bytes && add(hash, path, onDisk, bytes))
  const copied = found.files.filter(({ bytes }) => bytes === undefined)
  const before = await sumOfFiles(copied)
  return {
    from: hash.update(before).digest('hex'),
    find,
    isStillThere: async () => before === (await sumOfFiles(copied)),
  }
}

function handingOver(found: FoundFiles): ReadContent['find'] {
  let own: FoundFiles | undefined = found
  return async () => {
    if (!own) throw new Error('The files of the content were handed over before.')
    const given = own
    own = undefined
    return given
  }
}

/** Of what they hold now; one that has gone is told apart from all others. */
async function sumOfFiles(files: readonly SourceFile[]): Promise<string> {
  const hash = createHash('sha256')
  await inTurns(files, ({ path, onDisk }) => {
    if (existsSync(onDisk)) add(hash, path, onDisk)
  })
  return hash.digest('hex')
}

function add(hash: ReturnType<typeof createHash>, name: string, file: string, bytes?: Uint8Array): void {
  const content = bytes ?? readFileSync(file)
  hash.update(`\n${name}\n${content.length}\n`).update(content)
}
