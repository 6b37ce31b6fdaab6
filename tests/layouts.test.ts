import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { compilePages } from '../src/eleventy.ts'
import { LayoutFault, layoutNames, layoutsSum, loadLayouts } from '../src/layouts.ts'
import { watchReads } from '../src/watch-reads.ts'
import { assets, type Files, page, readFiles, related, settings, strings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const project = join(import.meta.dirname, '..')
const builtIn = join(project, 'layouts')

const { site } = readFiles({ ...settings, 'a-page.md': page('## Who?\n\nWe.\n') })
const aPage = site.pages.find(({ kind }) => kind === 'content')
if (!aPage) throw new Error('No page was read.')
const props = { site, page: aPage, assets, strings, related }

function ownFolder(files: Files): string {
  const folder = join(temporaryFolder(), 'layouts')
  writeFiles(folder, files)
  return folder
}

test('what a folder has is added, or goes before its namesake in an earlier one', async () => {
  const own = ownFolder({
    'content_page.tsx': 'export const layout = ({ page }) => <p>{page.title}</p>',
    'notice.jsx': `export { layout } from 'answerbook/layouts/content_page'`,
    'components/piece.tsx': 'export const Piece = () => <i />',
    'notes.md': 'No layout.',
  })
  const { names, problems, render } = await loadLayouts(builtIn, own)
  expect(problems).toEqual([])
  const known = await layoutNames(builtIn)
  expect(names).toEqual([...known, 'notice'].sort())
  expect(await layoutNames(builtIn, own)).toEqual(names)
  expect(render('content_page', props)).toBe('<!doctype html>\n<p>A page</p>\n')
  expect(render('notice', props)).toBe((await loadLayouts(builtIn)).render('content_page', props))
})

/** What has been kept of work on files of a folder, and when it was written. */
const keptFor = (folder: string): [string, number][] => {
  const cache = join(project, 'node_modules', '.cache', 'answerbook')
  return readdirSync(cache)
    .filter((name) => /^layouts-[0-9a-f]+$/.test(name))
    .map((name) => join(cache, name))
    .filter((file) => readFileSync(file, 'latin1').includes(folder))
    .map((file) => [file, Math.round(statSync(file).mtimeMs)])
}

test('what a layout imports from elsewhere counts for the checksum, and the same layouts are bundled once', async () => {
  const own = ownFolder({
    'notice.tsx': `import { words } from '../words.ts'\nexport const layout = () => <p>{words}</p>`,
  })
  writeFiles(join(own, '..'), { 'words.ts': `export const words = 'one'` })
  const sum = await layoutsSum(builtIn, own)
  expect(sum).toMatch(/^[0-9a-f]{64}$/)
  const kept = keptFor(own)
  expect(kept).toHaveLength(1)
  expect(await layoutsSum(builtIn, own)).toBe(sum)
  expect(keptFor(own)).toEqual(kept)
  writeFiles(join(own, '..'), { 'words.ts': `export const words = 'two'` })
  expect(await layoutsSum(builtIn, own)).not.toBe(sum)
  expect((await loadLayouts(builtIn, own)).render('notice', props)).toContain('<p>two</p>')
  writeFiles(own, { 'notice.tsx': 'export const layout = (' })
  expect(await layoutsSum(builtIn, own)).toBeUndefined()
})

test('a folder that is not there has no layouts', async () => {
  expect(await layoutNames(builtIn, join(temporaryFolder(), 'layouts'))).toEqual(await layoutNames(builtIn))
})

test.each([
  ['has no layout', 'export const other = 1', 'No matching export in', '1:1'],
  ['is half a file', '\nexport const layout = (\n', 'Unexpected end of file', '3:1'],
  [
    'imports what is not public',
    `import { x } from 'answerbook/build'\nexport const layout = () => x`,
    'answerbook/build',
    '1:19',
  ],
  [
    'leaves the public folders',
    `import { x } from 'answerbook/components/../../src/build'\nexport const layout = () => x`,
    'Could not',
    '1:19',
  ],
])('a layout that %s is told with its place', async (_, text, what, place) => {
  const own = ownFolder({ 'slip.tsx': text })
  const { problems } = await loadLayouts(builtIn, own)
  expect(problems.map(({ at }) => `${at.file}:${at.line}:${at.column}`)).toEqual([
    `${relative(process.cwd(), join(own, 'slip.tsx'))}:${place}`,
  ])
  expect(problems[0]?.what).toContain(what)
})

test('a layout that fails while a site is built is told with its place, however deep Eleventy buries it', async () => {
  const own = ownFolder({
    'content_page.tsx': `import { Piece } from './components/piece.tsx'\nexport const layout = () => <Piece />`,
    'components/piece.tsx': `export const Piece = () => {\n  throw new Error('no luck')\n}`,
  })
  const folder = temporaryFolder()
  const built = compilePages({
    site: watchReads(site, assets, { sumOfPage: () => undefined, related }),
    pages: site.pages,
    assets,
    strings,
    layouts: await loadLayouts(builtIn, own),
    onPage: () => undefined,
    input: join(folder, 'input'),
    output: join(folder, 'output'),
    configFile: join(project, 'eleventy.config.ts'),
  })
  const fault = await built.catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(LayoutFault)
  expect(fault).toMatchObject({
    problem: {
      at: { file: relative(process.cwd(), join(own, 'components', 'piece.tsx')), line: 2 },
      what: 'This layout fails on the page /a-page/: no luck.',
    },
  })
  expect(existsSync(join(folder, 'output', 'a-page', 'index.html'))).toBe(false)
})
