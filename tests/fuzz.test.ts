import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { build } from '../src/build.ts'
import type { ReadSite } from '../src/content/read.ts'
import { type Layouts, loadLayouts } from '../src/layouts.ts'
import { outputFiles } from '../src/outputs/index.ts'
import type { Problem } from '../src/problem.ts'
import { report } from '../src/report.ts'
import { assets, type Files, readFiles, related, strings } from './files.ts'
import { type BrokenFile, brokenFile } from './fuzz.ts'
import { oddities } from './oddities.ts'
import { tries } from './properties.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

/** Good files, broken by chance: each gives a problem or builds, and what was published stays. */
const files = 300

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
const ownPath = ({ path, bytes }: BrokenFile): string =>
  path.endsWith('.md') && !/^(slug|layout: index_page)/m.test((good.get(path) ?? '').split('\n---\n', 1)[0] ?? '')
    ? path.replace(/[^/]*$/, `broken-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}.md`)
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

test('broken files are told of or built', async () => {
  const layouts = await loadLayouts(join(import.meta.dirname, '..', 'layouts'))
  const judged: Judged[] = []
  const property = fc.property(brokenFile(good), (broken) => {
    const result = judge(broken)
    expect([...oddities(result.read), ...(result.refused ? [] : unshown(result, layouts))]).toEqual([])
    judged.push(result)
  })
  fc.assert(property, tries(files))

  const whole = judged.filter(({ refused }) => !refused)
  // A fuzzer that breaks everything, or nothing, tests little.
  expect(whole.length).toBeGreaterThan(judged.length / 10)
  expect(whole.length).toBeLessThan(judged.length * 0.9)

  // What has been shown through its layout differs from a real build by little; so many of those will do.
  const batches = batchesOf(whole.slice(0, files))
  for (const files of batches) await builtWhole(files)
  const told = judged.reduce((sum, { read }) => sum + read.problems.length, 0)
  console.log(
    `${judged.length} files: ${judged.length - whole.length} refused, ${whole.length} shown, built in ${batches.length} sites; ${told} problems`,
  )
})

/** A page without errors is among the site's pages, or its drafts; all pages can be shown, and all outputs made. */
function unshown({ broken, read: { site } }: Judged, layouts: Layouts): string[] {
  const own = site.pages.filter(({ path }) => path === ownPath(broken))
  if (isPage(broken) && own.length === 0 && site.drafts.length === 0)
    return ['The page is nowhere, and nobody says so.']
  for (const page of isPage(broken) ? own : site.pages.filter(({ kind }) => kind !== 'content'))
    layouts.render(page.layout, { site, page, assets, strings, related })
  for (const { content } of outputFiles(site, assets, strings)) content.toString()
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
  const refused = fc.sample(brokenFile(good), tries(60)).filter((broken) => judge(broken).refused)
  expect(refused.length).toBeGreaterThan(10)
  for (const [number, broken] of refused.slice(0, 12).entries()) {
    const { written } = await run(String(number), filesWith(broken))
    const about = { path: broken.path, done: broken.done }
    expect({ ...about, written, digest: digest(output) }).toEqual({ ...about, written: false, digest: before })
  }
})

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
