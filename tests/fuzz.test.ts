import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build } from '../src/build.ts'
import type { ReadSite } from '../src/content/read.ts'
import { type Layouts, loadLayouts } from '../src/layouts.ts'
import { outputFiles } from '../src/outputs/index.ts'
import type { Problem } from '../src/problem.ts'
import { report } from '../src/report.ts'
import { assets, type Files, readFiles, related, strings } from './files.ts'
import { type BrokenFile, breakFile } from './fuzz.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

/**
 * Good files, broken by chance: each gives a problem or builds, and what was published stays. Each test takes as many files as
 * there are seeds in a round. Try more of them with: FUZZ=20000 npx vitest run --config .vitest.config.ts tests/fuzz.test.ts
 */
const perRound = 300
const seeds = Number(process.env.FUZZ ?? perRound)
const firstSeed = Number(process.env.FUZZ_FROM ?? 1)
const rounds = Array.from({ length: Math.ceil(seeds / perRound) }, (_, round) => firstSeed + round * perRound)

const sites = join(import.meta.dirname, 'sites')
const good = new Map([
  ...textsIn(join(sites, 'authors-guide', 'content')),
  ...textsIn(join(sites, 'extensions', 'content')),
])

function textsIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => /\.(md|yml|txt)$/.test(name))
    .map((name): [string, string] => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')])
    .filter(([path]) => path !== 'site.yml' || folder.includes('authors-guide'))
}

/** Front matter and headings: what other pages can link to. Without the text a site is read in no time. */
const stub = (text: string): string => {
  const [front = '', ...body] = text.split(/(?<=^---\n[\s\S]*?\n---\n)/)
  const headings =
    body
      .join('')
      .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
      .match(/^#+ .*$/gm) ?? []
  return `${front}\n${headings.join('\n\n')}\n`
}

const surroundings: Files = {
  ...Object.fromEntries([...good].map(([path, text]) => [path, path.endsWith('.md') ? stub(text) : text])),
  'pictures/plan.png': Buffer.from('png'),
}

const isPage = ({ path }: BrokenFile): boolean => path.endsWith('.md')

/** A page comes beside the good one, as many are to be built at once; where its address is its own, in its place. */
const ownPath = ({ path, seed }: BrokenFile): string =>
  path.endsWith('.md') && !/^(slug|layout: index_page)/m.test((good.get(path) ?? '').split('\n---\n', 1)[0] ?? '')
    ? path.replace(/[^/]*$/, `broken-${seed}.md`)
    : path

/** A page is read without a ledger, as it is new. */
function filesWith(broken: BrokenFile): Files {
  const { 'permalinks.txt': ledger, ...rest } = surroundings
  return { ...(isPage(broken) || !ledger ? rest : surroundings), [ownPath(broken)]: broken.bytes }
}

interface Judged {
  readonly broken: BrokenFile
  readonly read: ReadSite
  readonly refused: boolean
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

function judge(broken: BrokenFile): Judged {
  const read = readFiles(filesWith(broken))
  return { broken, read, refused: read.problems.some(isError) }
}

test('the files are good before they are broken', () => {
  expect(report(readFiles(surroundings).problems.filter(isError), new Map())).toBe('No problems.')
})

test.each(rounds)(
  'broken files are told of or built, from seed %i on',
  async (first) => {
    const layouts = await loadLayouts(join(import.meta.dirname, '..', 'layouts'))
    const faults: string[] = []
    const judged = Array.from({ length: Math.min(perRound, seeds) }, (_, index): Judged | undefined => {
      const broken = breakFile(good, first + index)
      const named = `seed ${broken.seed}, ${broken.path}: ${broken.done.join(', ')}`
      const fault = (what: string): void => {
        faults.push(`${named}: ${what}`)
      }
      const start = performance.now()
      try {
        const result = judge(broken)
        for (const problem of result.read.problems) for (const what of oddities(problem, result.read)) fault(what)
        const printed = report(result.read.problems, result.read.sources)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the signs that are meant
        if (/[\u0000-\u0008\u000b-\u001f]/.test(printed)) fault('The report holds signs that move a cursor.')
        if (!result.refused) for (const what of unshown(result, layouts)) fault(what)
        return result
      } catch (error) {
        fault((error as Error).stack ?? String(error))
        return undefined
      } finally {
        slowest.push({ named, took: performance.now() - start })
      }
    }).filter((result) => result !== undefined)

    expect(faults).toEqual([])
    const whole = judged.filter(({ refused }) => !refused)
    // A fuzzer that breaks everything, or nothing, tests little.
    expect(whole.length).toBeGreaterThan(judged.length / 10)
    expect(whole.length).toBeLessThan(judged.length * 0.9)

    // What has been shown through its layout differs from a real build by little; one round of those will do.
    const batches = first === firstSeed ? batchesOf(whole) : []
    for (const files of batches) await builtWhole(files)
    const told = judged.reduce((sum, { read }) => sum + read.problems.length, 0)
    const { named, took } = slowest.reduce((a, b) => (a.took > b.took ? a : b))
    console.log(
      `${judged.length} files: ${judged.length - whole.length} refused, ${whole.length} shown and built in ${batches.length} sites; ${told} problems. Slowest: ${named} (${Math.round(took)} ms)`,
    )
  },
  600_000,
)

const slowest: { readonly named: string; readonly took: number }[] = []

/** What no author should ever be shown. */
function oddities({ rule, at, what, why, fix }: Problem, { sources }: ReadSite): string[] {
  const lines = sources.get(at.file)?.lines
  const known = lines !== undefined || at.file === 'content' || at.file.startsWith('content/')
  const texts = { rule, what, why, fix }
  const isStart = at.line === 1 && at.column === 1
  const isInside =
    lines !== undefined &&
    Number.isInteger(at.line) &&
    Number.isInteger(at.column) &&
    at.line >= 1 &&
    at.line <= lines.length &&
    at.column >= 1 &&
    at.column <= (lines[at.line - 1]?.length ?? 0) + 1
  return [
    ...(known ? [] : [`"${at.file}" is no file.`]),
    ...(isStart || isInside || lines === undefined ? [] : [`${at.file}:${at.line}:${at.column} is outside (${rule}).`]),
    ...Object.entries(texts).flatMap(([name, text]) =>
      text.trim() === '' || /undefined|NaN|\[object |\n\s+at |node_modules|Infinity/.test(text)
        ? [`${name} of ${rule} is "${text}".`]
        : [],
    ),
    // A message that quotes half a page is no message.
    ...(what.length > 600 || fix.length > 1500 ? [`${rule} goes on for ever: ${what.slice(0, 200)}`] : []),
  ]
}

/** A page without errors is among the site's pages, or its drafts; all pages can be shown, and all outputs made. */
function unshown({ broken, read: { site } }: Judged, layouts: Layouts): string[] {
  const own = site.pages.filter(({ path }) => path === ownPath(broken))
  if (isPage(broken) && own.length === 0 && site.drafts.length === 0)
    return ['The page is nowhere, and nobody says so.']
  for (const page of isPage(broken) ? own : site.pages.filter(({ kind }) => kind !== 'content'))
    layouts.render(page.layout, { site, page, assets, strings, related })
  outputFiles(site, assets, strings)
  return []
}

/** Pages that claim no address twice go into one site; settings of each kind with those of other kinds. */
function batchesOf(whole: readonly Judged[]): Files[] {
  const pages: { files: Files; claimed: Set<string> }[] = []
  for (const { broken, read } of whole.filter(({ broken }) => isPage(broken))) {
    const own = read.site.pages.find(({ path }) => path === ownPath(broken))
    if (!own) continue
    // A path is claimed too: two that take the place of the same page cannot both be there.
    const claims = [own, ...own.answers]
      .flatMap(({ address, redirectFrom }) => [address, ...redirectFrom.map((former) => former.address)])
      .concat(`/${ownPath(broken)}`)
      .map((claim) => claim.toLowerCase())
    const free = pages.find(({ claimed }) => !claims.some((claim) => claimed.has(claim)))
    const batch = free ?? { files: filesWith(broken), claimed: new Set<string>() }
    if (!free) pages.push(batch)
    batch.files = { ...batch.files, [ownPath(broken)]: broken.bytes }
    for (const claim of claims) batch.claimed.add(claim)
  }
  const settings: Record<string, Buffer>[] = []
  for (const { broken } of whole.filter(({ broken }) => !isPage(broken))) {
    const fits = (batch: Record<string, Buffer>): boolean =>
      !(broken.path in batch) &&
      !readFiles({ ...surroundings, ...batch, [broken.path]: broken.bytes }).problems.some(isError)
    const batch = settings.find(fits)
    if (batch) batch[broken.path] = broken.bytes
    else settings.push({ [broken.path]: broken.bytes })
  }
  return [...pages.map(({ files }) => files), ...settings.map((batch) => ({ ...surroundings, ...batch }))]
}

async function builtWhole(files: Files): Promise<void> {
  const folder = temporaryFolder()
  const [content, output] = [join(folder, 'content'), join(folder, 'site')]
  writeFiles(content, files)
  const built = await build({ content, output, drafts: false, say: () => undefined })
  expect(report(built.problems.filter(isError), built.sources)).toBe('No problems.')
  expect(built.written).toBe(true)
  for (const { address, path } of built.site.pages)
    expect(existsSync(join(output, `${address}${address.endsWith('/') ? 'index.html' : ''}`)), path).toBe(true)
}

test('what was published stays whole when a build refuses', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'site')
  const run = (name: string, files: Files) => {
    const content = join(folder, 'contents', name)
    writeFiles(content, files)
    return build({ content, output, drafts: false, say: () => undefined })
  }
  expect((await run('good', surroundings)).written).toBe(true)
  const before = digest(output)
  const refused = Array.from({ length: 60 }, (_, index) => judge(breakFile(good, index + 1))).filter(
    (one) => one.refused,
  )
  expect(refused.length).toBeGreaterThan(10)
  for (const { broken } of refused.slice(0, 12)) {
    const { written } = await run(String(broken.seed), filesWith(broken))
    expect({ seed: broken.seed, written, digest: digest(output) }).toEqual({
      seed: broken.seed,
      written: false,
      digest: before,
    })
  }
}, 600_000)

/** Names and bytes of all files of a folder, and of whatever was left beside it. */
function digest(folder: string): string {
  const hash = createHash('sha256')
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const name of names) hash.update(name).update(readFileSync(name))
  return hash.update(readdirSync(join(folder, '..')).sort().join()).digest('hex')
}
