import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { afterAll, expect, test } from 'vitest'
import type { SourceFile } from '../../src/content/files.ts'
import { createPageKeeper, type PageKeeper, pagesName } from '../../src/content/page-lots.ts'
import { type ReadOptions, readSite } from '../../src/content/read.ts'
import { keptFile } from '../../src/kept.ts'
import { type Files, page, settings } from '../files.ts'

const options: ReadOptions = { folder: 'content', drafts: false, layouts: ['content_page'], publicFiles: [] }

const sourcesOf = (files: Files): SourceFile[] =>
  Object.entries(files)
    .map(([path, content]) => ({ path, shown: `content/${path}`, onDisk: path, bytes: Buffer.from(content) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))

/** Enough pages for several lots. One in three links to the page before it, and each has a mistake to tell. */
const many = 400
const files: Files = {
  ...settings,
  'glossary.yml': '- term: ITK\n  meaning: A kit.\n',
  ...Object.fromEntries(
    Array.from({ length: many }, (_, number) => [
      pathOf(number),
      page(
        `About ITK.\n\n## What is ${number}?\n\n<b>Bold</b>.${number % 3 ? '' : ` See [it](page-${number - 1}.md#there).`}\n\n## Is it there? {#there}\n\n### A part\n\nYes.\n`,
        `title: Page ${number}`,
      ),
    ]),
  ),
}

function pathOf(number: number): string {
  return `page-${number}.md`
}

/** What a run keeps for the next, as bytes; and what it found and kept. */
function createStore() {
  const kept = new Map<string, Buffer>()
  const count = { found: 0, kept: 0 }
  const keeper: PageKeeper = {
    find(key) {
      const lot = kept.get(key)
      if (lot) count.found++
      return lot && deserialize(lot)
    },
    keep(key, lot) {
      count.kept++
      kept.set(key, serialize(lot))
    },
  }
  return { keeper, count }
}

function readWith(own: Files, keeper: PageKeeper) {
  const { prose: _, sumOfPage, ...read } = readSite(sourcesOf(own), { ...options, keeper })
  return { ...read, sums: read.site.pages.map(sumOfPage) }
}

function readFresh(own: Files) {
  const { prose: _, sumOfPage, ...read } = readSite(sourcesOf(own), options)
  return { ...read, sums: read.site.pages.map(sumOfPage) }
}

const edited = (path: string, from: string, to: string): Files => ({
  ...files,
  [path]: String(files[path]).replace(from, to),
})

const without = (path: string): Files => Object.fromEntries(Object.entries(files).filter(([own]) => own !== path))

test('what is kept is what is read, and only the lot that has changed is read again', () => {
  const { keeper, count } = createStore()
  const first = readWith(files, keeper)
  const lots = count.kept
  expect(lots).toBeGreaterThan(5)
  expect(first).toEqual(readFresh(files))
  expect(first.problems.length).toBeGreaterThan(many)

  expect(readWith(files, keeper)).toEqual(first)
  expect(count).toEqual({ found: lots, kept: lots })

  for (const [changed, most] of [
    [edited(pathOf(200), 'Yes.', 'No.'), 1],
    [{ ...files, 'page-150a.md': page('## New?\n\nYes.\n', 'title: New') }, 3],
    // Where links led is another place: nothing stands there now.
    [edited(pathOf(20), '{#there}', '{#elsewhere}'), 1],
    [edited(pathOf(20), 'title: Page 20', 'title: Page 20\nslug: other'), 2],
    [without(pathOf(20)), 3],
    // Every page may use a word of the glossary.
    [{ ...files, 'glossary.yml': '- term: ITK\n  meaning: Another.\n' }, lots],
  ] as const) {
    const before = count.kept
    expect(readWith(changed, keeper)).toEqual(readFresh(changed))
    expect(count.kept - before).toBeLessThanOrEqual(most)
    expect(count.kept - before).toBeGreaterThan(0)
  }
})

const written = new Set<string>()
afterAll(() => {
  for (const file of written) rmSync(file, { force: true })
})

test('it is kept on disk, once there is time; what is damaged, or of other code, is not there', () => {
  const program = `test ${process.pid} ${Date.now()}`
  /** The keeper of a program, and the files of what it was given to keep. */
  const open = (program: string) => {
    const keeper = createPageKeeper(program)
    const own: string[] = []
    const keep: PageKeeper['keep'] = (key, lot) => {
      own.push(keptFile(pagesName, program + key))
      keeper.keep(key, lot)
    }
    return { keeper: { ...keeper, keep }, own }
  }
  const words = Uint32Array.of(1, 0, 7)
  const { keeper, own } = open(program)
  const first = readWith(files, keeper)
  const pageIn = ({ site }: typeof first) => {
    const found = site.pages.find(({ path }) => path === pathOf(7))
    if (!found) throw new Error('The page is not there.')
    return found
  }
  keeper.words.set(pageIn(first), words)
  keeper.recordSums.set(pageIn(first), 'a sum')
  expect(own.length).toBeGreaterThan(5)
  expect(own.filter(existsSync)).toEqual([])
  for (const _ of keeper.write()) for (const file of own) written.add(file)
  expect(own.filter(existsSync)).toEqual(own)

  const next = open(program)
  const again = readWith(files, next.keeper)
  expect(again).toEqual(first)
  expect(next.own).toEqual([])
  expect(next.keeper.words.get(pageIn(again))).toEqual(words)
  expect(next.keeper.recordSums.get(pageIn(again))).toBe('a sum')

  for (const file of own) {
    const bytes = readFileSync(file)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(file, bytes)
  }
  for (const { keeper, own: made } of [open(program), open(`${program} changed`)]) {
    expect(readWith(files, keeper)).toEqual(first)
    expect(made.length).toBe(own.length)
  }
})
