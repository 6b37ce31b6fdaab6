import { expect, test } from 'vitest'
import type { SourceFile } from '../../src/content/files.ts'
import { findFiles } from '../../src/content/files.ts'
import { createMemory } from '../../src/content/memory.ts'
import { type ReadOptions, readSite } from '../../src/content/read.ts'
import { type Files, page, settings } from '../files.ts'
import { temporaryFolder, writeFiles } from '../temporary.ts'

const options: ReadOptions = {
  folder: 'content',
  drafts: true,
  layouts: ['content_page', 'index_page'],
  publicFiles: [],
}

const sourcesOf = (files: Files): SourceFile[] =>
  Object.entries(files)
    .map(([path, content]) => ({ path, shown: `content/${path}`, onDisk: path, bytes: Buffer.from(content) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))

const start: Files = {
  ...settings,
  'glossary.yml': '- term: ITK\n  meaning: A kit.\n',
  'a.md': page('## One?\n\n[b](b.md) and [c](c.md) and ITK.\n', 'title: A'),
  'b.md': page('## Two?\n\nText.\n', 'title: B'),
}

/** Changes that make other pages come out differently, though no byte of theirs has changed. */
const rows: readonly (readonly [string, Files])[] = [
  ['nothing', start],
  ['text of a page', { ...start, 'b.md': page('## Two?\n\nOther text.\n', 'title: B') }],
  ['a page that a link was missing', { ...start, 'c.md': page('Text.\n', 'title: C') }],
  ['the address of a page that is linked to', { ...start, 'b.md': page('Text.\n', 'title: B\nslug: other') }],
  ['a page that is gone', Object.fromEntries(Object.entries(start).filter(([path]) => path !== 'b.md'))],
  ['a word of the glossary', { ...start, 'glossary.yml': '- term: ITK\n  meaning: Another.\n' }],
  ['the address of the site', { ...start, 'site.yml': 'name: Test answers\nurl: https://example.org/help/\n' }],
  ['the period of reviews', { ...start, 'site.yml': 'name: Test answers\nreview_in: 6 months\n' }],
  ['a file that a page is named for', { ...start, 'b.md': '\u{fffd}', 'sub/b.md': page('Text.\n', 'title: B') }],
  ['a ledger', { ...start, 'permalinks.txt': 'half a ledger\n' }],
]

test.each(rows)('with a memory comes out what comes out without one: %s', (_, after) => {
  const memory = createMemory()
  for (const files of [start, after, start]) {
    const { prose, sumOfPage, ...remembered } = readSite(sourcesOf(files), options, memory)
    const { prose: fresh, sumOfPage: freshSum, ...read } = readSite(sourcesOf(files), options)
    expect(remembered).toEqual(read)
    expect(remembered.site.pages.map(sumOfPage)).toEqual(read.site.pages.map(freshSum))
    expect(JSON.stringify([...prose()])).toBe(JSON.stringify([...fresh()]))
  }
})

test('what has not changed is not made again, and what is gone is forgotten', () => {
  const memory = createMemory()
  const pageOf = (files: Files, title: string) =>
    readSite(sourcesOf(files), options, memory).site.pages.find((one) => one.title === title)
  const first = pageOf(start, 'A')
  expect(pageOf({ ...start, 'b.md': page('Text.\n', 'title: B') }, 'A')).toBe(first)
  pageOf({ ...settings }, 'A')
  expect(pageOf(start, 'A')).not.toBe(first)
})

test('a file that is closed to us is told, and one that has gone since it was listed is not', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.md': 'A', 'b.md': 'B', 'c.md': 'C' })
  const found = await findFiles(folder, 'content', async (file) => {
    const code = file.endsWith('a.md') ? 'EACCES' : file.endsWith('b.md') ? 'ENOENT' : undefined
    if (code) throw Object.assign(new Error(code), { code })
    return Buffer.from('text')
  })
  expect(found.files.map(({ path }) => path)).toEqual(['c.md'])
  expect(found.problems.map(({ at, what }) => `${at.file}: ${what}`)).toEqual([
    'content/a.md: This cannot be read (EACCES).',
  ])
  const none = await findFiles(`${folder}/none`, 'content')
  expect(none.problems.map(({ what }) => what)).toEqual(['There is no content folder "content".'])
})
