import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pagesName } from '../../src/content/page-lots.ts'
import { lotsName } from '../../src/search/index-lot.ts'
import { writeFiles } from '../../src/write-files.ts'
import { asMarkdown, bodyOf, type MadePage, makePages } from './generate.ts'
import { median } from './median.ts'
import { type Taken, timed } from './process-tree.ts'
import { eleventyFaq, hugoFaq, type PlainPage, type Recipe } from './rivals.ts'

const project = join(import.meta.dirname, '..', '..')
const rounds = 3

/** The command as its package has it: compiled, as the others are. */
const compiled = join(project, 'dist', 'src', 'cli.js')

/** Where it keeps the lots of a search index. */
const cache = join(project, 'dist', 'node_modules', '.cache', 'answerbook')

const keptLots = (): string[] =>
  existsSync(cache)
    ? readdirSync(cache)
        .filter((name) => [pagesName, lotsName].some((own) => name.startsWith(`${own}-`)))
        .map((name) => join(cache, name))
    : []

export interface BuildFigures {
  readonly builder: string
  readonly pages: number
  /** From nothing, in seconds: median, least and most. */
  readonly cold: readonly [number, number, number]
  /** Once more, when nothing has changed, and when a sentence of one page has: medians. */
  readonly again?: number
  readonly changed?: number
  /** The most memory that a cold build took, with all its processes, in MB. */
  readonly megabytes: number
  readonly files: number
  readonly bytes: number
  /** Of these, what belongs to the search. */
  readonly searchFiles: number
  readonly searchBytes: number
  /** How many processes wanted the machine's cores, at the start and at the end. */
  readonly load: readonly [number, number]
}

/** A way to build the same pages. */
interface Contender {
  readonly name: string
  /** Writes what is built from. */
  readonly prepare: () => Promise<void>
  /** What is run, one after the other: program and arguments. */
  readonly commands: readonly (readonly [string, ...string[]])[]
  readonly folder: string
  /** All that a build leaves, in `folder`; the first is the site. */
  readonly leaves: readonly string[]
  /** What it keeps elsewhere of the work on a site. */
  readonly keeps: () => readonly string[]
  /** Writes one page anew, with that sentence at its end. */
  readonly change: (sentence: string) => Promise<void>
  /** It knows what it has done before. */
  readonly remembers: boolean
}

/**
 * Builds made-up sites of so many pages from nothing, with Answerbook, with plain Eleventy and Pagefind's command line and, where
 * it is installed, with Hugo and Pagefind, in turn. Answerbook stands there twice: as it is, and without what the others do not
 * do (permalinks, pages as Markdown, the look for answers that are much alike). Its own styles and layouts have been compiled
 * before, by its first build on the machine.
 */
export async function buildBench(counts: readonly number[]): Promise<BuildFigures[]> {
  const results: BuildFigures[] = []
  await promisify(execFile)('npx', ['tsx', join(project, 'src', 'package', 'compile.ts')], { cwd: project })
  for (const count of counts) {
    const work = await mkdtemp(join(tmpdir(), 'answerbook-bench-'))
    try {
      const load = loadavg()[0] ?? 0
      const contenders = await contendersFor(makePages(count), work)
      const figures = await measure(contenders, count)
      results.push(...figures.map((one) => ({ ...one, load: [load, loadavg()[0] ?? 0] as const })))
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  }
  return results
}

async function contendersFor(pages: readonly MadePage[], work: string): Promise<Contender[]> {
  const plain = pages.map((page): PlainPage => ({ ...page, body: bodyOf(page.answers) }))
  const edited = pages[Math.floor(pages.length / 2)] as MadePage
  const own = (name: string, settings: string, withLedger: boolean): Contender => {
    const folder = join(work, name.replaceAll(/\W+/g, '-'))
    const write = (sentence: string): Promise<void> =>
      writeFile(join(folder, 'content', `${edited.path}.md`), `${asMarkdown(edited)}\n${sentence}\n`)
    return {
      name,
      folder,
      async prepare() {
        const files = pages.map((page) => ({ path: `content/${page.path}.md`, content: asMarkdown(page) }))
        await writeFiles([{ path: 'content/site.yml', content: settings }, ...files], folder)
        if (withLedger) await timed(process.execPath, [compiled, 'links'], folder)
      },
      commands: [[process.execPath, compiled, 'build']],
      leaves: ['_site', '._site.kept'],
      keeps: keptLots,
      change: write,
      remembers: true,
    }
  }
  const rival = (recipe: Recipe, program?: string): Contender => {
    const folder = join(work, recipe.name.replaceAll(/\W+/g, '-'))
    return {
      name: recipe.name,
      folder,
      prepare: () => writeFiles(recipe.files, folder),
      commands: recipe.programs.map((args, index) =>
        program && index === 0 ? [program, ...args] : [process.execPath, ...args],
      ),
      leaves: [recipe.output],
      keeps: () => [],
      change: async () => undefined,
      remembers: false,
    }
  }
  const hugo = await promisify(execFile)('hugo', ['version']).then(
    () => true,
    () => false,
  )
  return [
    own('Answerbook, all of it', 'name: Bench\nurl: https://faq.example.org/\n', true),
    own(
      'Answerbook, like for like',
      'name: Bench\nurl: https://faq.example.org/\noutputs: { markdown: "off" }\nrules: { near-duplicate: "off" }\n',
      false,
    ),
    rival(eleventyFaq('Bench', plain)),
    ...(hugo ? [rival(hugoFaq('Bench', plain), 'hugo')] : []),
  ]
}

async function measure(contenders: readonly Contender[], pages: number): Promise<Omit<BuildFigures, 'load'>[]> {
  for (const contender of contenders) await contender.prepare()
  const cold = contenders.map((): Taken[] => [])
  const again = contenders.map((): number[] => [])
  const changed = contenders.map((): number[] => [])
  // In turn, so that a noisy moment of the machine meets all alike.
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const left = [...contender.leaves.map((name) => join(contender.folder, name)), ...contender.keeps()]
      for (const path of left) await rm(path, { recursive: true, force: true })
      cold[index]?.push(await build(contender))
      if (!contender.remembers) continue
      again[index]?.push((await build(contender)).seconds)
      await contender.change(`This sentence is the one of round ${'abcdef'[round]}.`)
      changed[index]?.push((await build(contender)).seconds)
    }
  }
  return Promise.all(
    contenders.map(async ({ name, folder, leaves, remembers }, index) => {
      const seconds = (cold[index] ?? []).map((one) => one.seconds)
      const size = await sizeOf(join(folder, leaves[0] ?? ''))
      return {
        builder: name,
        pages,
        cold: [median(seconds), Math.min(...seconds), Math.max(...seconds)] as const,
        ...(remembers ? { again: median(again[index] ?? []), changed: median(changed[index] ?? []) } : {}),
        megabytes: Math.max(...(cold[index] ?? []).map((one) => one.megabytes)),
        ...size,
      }
    }),
  )
}

async function build({ commands, folder }: Contender): Promise<Taken> {
  const taken: Taken[] = []
  for (const [program, ...args] of commands) {
    taken.push(await timed(program, args, folder))
  }
  return {
    seconds: taken.reduce((sum, { seconds }) => sum + seconds, 0),
    megabytes: Math.max(...taken.map(({ megabytes }) => megabytes)),
  }
}

async function sizeOf(folder: string): Promise<Pick<BuildFigures, 'files' | 'bytes' | 'searchFiles' | 'searchBytes'>> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const sizes = { files: 0, bytes: 0, searchFiles: 0, searchBytes: 0 }
  for (const { parentPath, name } of entries) {
    const path = join(parentPath, name)
    const { size } = await stat(path)
    sizes.files++
    sizes.bytes += size
    if (!path.slice(folder.length).includes('pagefind')) continue
    sizes.searchFiles++
    sizes.searchBytes += size
  }
  return sizes
}

export function printBuild(results: readonly BuildFigures[]): string {
  const rows = results.map((one) => {
    const { builder, pages, cold, again, changed, megabytes, files, bytes, searchFiles, searchBytes, load } = one
    const against = (name: string): string => {
      const rival = results.find((other) => other.pages === pages && other.builder.startsWith(name))
      return rival && builder.startsWith('Answerbook') ? (cold[0] / rival.cold[0]).toFixed(2) : ''
    }
    const share = (seconds: number | undefined): string =>
      seconds === undefined ? '–' : `${seconds.toFixed(1)} (${(seconds / cold[0]).toFixed(2)})`
    const cells = [
      builder,
      pages,
      against('Eleventy'),
      against('Hugo'),
      `${cold[0].toFixed(1)} (${cold[1].toFixed(1)} to ${cold[2].toFixed(1)})`,
      share(again),
      share(changed),
      megabytes.toFixed(0),
      files,
      (bytes / 1e6).toFixed(1),
      searchFiles,
      (searchBytes / 1e6).toFixed(1),
      load.map((number) => number.toFixed(1)).join(' to '),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| builder | pages | ÷ Eleventy | ÷ Hugo | cold, s | nothing changed, s | one page changed, s | most memory, MB | files | MB | search files | search, MB | load |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')
}

/** Two runs side by side, as for two commits: what the later took of what the earlier did. */
export async function compareBuild(results: readonly BuildFigures[], file: string): Promise<string> {
  const before = JSON.parse(await readFile(file, 'utf8')) as readonly BuildFigures[]
  const rows = results.flatMap((now) => {
    const then = before.find(({ builder, pages }) => builder === now.builder && pages === now.pages)
    if (!then) return []
    const ratio = (a: number | undefined, b: number | undefined): string =>
      a === undefined || b === undefined ? '–' : (a / b).toFixed(2)
    const cells = [
      now.builder,
      now.pages,
      ratio(now.cold[0], then.cold[0]),
      ratio(now.again, then.again),
      ratio(now.changed, then.changed),
      ratio(now.megabytes, then.megabytes),
      ratio(now.files, then.files),
      ratio(now.bytes, then.bytes),
    ]
    return [`| ${cells.join(' | ')} |`]
  })
  return [
    `Of the figures in ${file}:`,
    '',
    '| builder | pages | cold | nothing changed | one page changed | memory | files | bytes |',
    '| --- | --: | --: | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')
}
