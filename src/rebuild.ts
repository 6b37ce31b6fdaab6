import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { type BuildOptions, build, type FileCounts, type FormerSite } from './build.ts'
import { filesIn } from './built.ts'
import { folders, publicFiles } from './check.ts'
import { findFiles } from './content/files.ts'
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
  /** The rest of what is known of the site, serialised once more: that is most of it, and of no use where nothing has changed. */
  readonly rest: Uint8Array
}

type Rest = Omit<FormerSite, 'stamps'>

/**
 * Builds a site, or leaves it as it is when it would come out the same: when no file of the content or of this program has
 * changed since it was built, and none of the site. What the next build needs to know for that is kept beside the output; when it is
 * damaged, or gone, everything is made anew.
 */
export async function rebuild(options: BuildOptions): Promise<Outcome> {
  const { kept: file } = namesFor(options.output)
  const [code, from] = await Promise.all([sumOfCode(), sumOfContent(options)])
  const read = readKept<Kept>(file)
  const before = read?.code === code ? read : undefined
  if (before && before.from === from && areAsTheyWere(before.stamps, options.output)) {
    return { ...before.outcome, unchanged: true }
  }
  const { site, problems, sources, written, files, former } = await build({
    ...options,
    ...(before ? { former: { stamps: before.stamps, ...(deserialize(before.rest) as Rest) } } : {}),
  })
  const named = new Set(problems.map(({ at }) => at.file))
  const outcome = {
    written,
    problems,
    sources: new Map([...sources].flatMap(([path, { lines }]) => (named.has(path) ? [[path, { lines }]] : []))),
    pages: site.pages.length,
    answers: site.pages.reduce((sum, page) => sum + page.answers.length, 0),
    files,
  }
  // What has changed meanwhile may be in the site or not; then nothing is known of it.
  if (written && from !== undefined && from === (await sumOfContent(options))) {
    const { stamps, ...rest } = former
    writeKept(file, { code, from, outcome, stamps, rest: serialize(rest satisfies Rest) } satisfies Kept)
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

/** Of the content and of what was asked for; nothing where that cannot be told. */
async function sumOfContent(options: BuildOptions): Promise<string | undefined> {
  const { content, url, drafts, frozen, host, languages, keepPrevious } = options
  if (languages !== undefined || keepPrevious !== undefined) return undefined
  const { files, problems } = await findFiles(content, content)
  if (problems.length > 0) return undefined
  const hash = createHash('sha256').update(JSON.stringify({ content, url, drafts, frozen, host }))
  await inTurns(files, ({ path, onDisk, bytes }) => add(hash, path, onDisk, bytes))
  return hash.digest('hex')
}

function add(hash: ReturnType<typeof createHash>, name: string, file: string, bytes?: Uint8Array): void {
  const content = bytes ?? readFileSync(file)
  hash.update(`\n${name}\n${content.length}\n`).update(content)
}
