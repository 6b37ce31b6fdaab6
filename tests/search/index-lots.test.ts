import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { close } from 'pagefind'
import { afterAll, expect, test, vi } from 'vitest'
import { pruneKept } from '../../src/kept.ts'
import { lotsName } from '../../src/search/index-lot.ts'
import { beginIndex } from '../../src/search/index-thread.ts'
import { cutLots, type PageRecords } from '../../src/search/record-lots.ts'
import type { SearchRecord } from '../../src/search/records.ts'
import { packTellingWords } from '../../src/search/telling-words.ts'
import { byPage, type SearchFile, searchFiles } from '../../src/search/write-index.ts'
import { temporaryFolder } from '../temporary.ts'

const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'answerbook')
const rest = { spellings: [['ITK', 'Interoperability Toolkit']], home: '/' }

/** Nobody else has records like these. */
const run = `${process.pid}${Date.now()}`

const records = Array.from({ length: 240 }, (_, number) => record(number))

function record(number: number): SearchRecord {
  return {
    kind: 'question',
    url: `/page-${Math.floor(number / 3)}/#answer-${number}`,
    language: 'en',
    content: `Word${number} of run${run} is told about the ${number % 2 ? 'kitchen' : 'library'}.`,
    question: `What is thing ${number}?`,
    aliases: [],
    page: `Page ${Math.floor(number / 3)}`,
    category: number < 100 ? 'Things' : 'Others',
  }
}

const lots = (): string[] => readdirSync(cache).filter((name) => name.startsWith(`${lotsName}-`))

/** The files of an index that is made in lots of 10 to 20, and the lots that were made for it. */
async function index(own: readonly SearchRecord[]): Promise<{ files: readonly SearchFile[]; made: string[] }> {
  const before = new Set(mkdirSync(cache, { recursive: true }) ? [] : lots())
  // As many answers as they are from one to the next: it settles how many go into a file.
  const files = await searchFiles({ records: own, rest }, { answers: 240, recordsAtOnce: 20, isKept: true })
  return { files, made: lots().filter((name) => !before.has(name)) }
}

const sums = (files: readonly SearchFile[]): [string, string][] =>
  files.map(({ path, content }) => [path, createHash('sha256').update(content).digest('hex')])

const own = new Set<string>()
afterAll(async () => {
  for (const name of own) rmSync(join(cache, name), { force: true })
  await close()
})

test('of an index that was made before, only the lots are made anew that have changed, and nothing tells', async () => {
  const first = await index(records)
  for (const name of first.made) own.add(name)
  expect(first.made.length).toBeGreaterThan(12)
  expect((await index(records)).made).toEqual([])

  const more = { ...record(240), url: '/page-0/#new', question: 'What is new?' }
  for (const changed of [
    [more, ...records],
    [...records.slice(0, 100), more, ...records.slice(100)],
    [...records.slice(0, 50), ...records.slice(51)],
    records.map((one, at) => (at === 120 ? { ...one, content: `${one.content} And more.` } : one)),
  ]) {
    const { files, made } = await index(changed)
    for (const name of made) own.add(name)
    expect(made.length).toBeGreaterThan(0)
    // Of lots as small as these, several are passed before one ends where one ended before.
    expect(made.length).toBeLessThan(first.made.length / 2)
    expect(sums(files)).toEqual(
      sums(await searchFiles({ records: changed, rest }, { answers: 240, recordsAtOnce: 20 })),
    )
  }
})

test('a lot that was damaged where it is kept is made anew', async () => {
  const { files } = await index(records)
  for (const name of own) {
    const file = join(cache, name)
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(file, bytes)
  }
  expect(sums((await index(records)).files)).toEqual(sums(files))
})

test('where a page is put in or taken away, the lots behind it are soon what they were', () => {
  const pages = Array.from({ length: 10_000 }, (_, at): PageRecords => {
    const address = `/page-${at}/`
    return { address, count: 5, answers: 5, sum: address, text: () => '[]' }
  })
  const keysOf = (own: readonly PageRecords[]): string[] => {
    const keys: string[] = []
    const { add, end } = cutLots(2000, (lot) => keys.push(lot.key))
    own.forEach(add)
    end()
    return keys
  }
  const before = new Set(keysOf(pages))
  expect(before.size).toBeGreaterThan(25)
  for (const at of [0, 3000, 6000, 9000]) {
    const without = keysOf(pages.toSpliced(at, 1))
    expect(without.filter((key) => !before.has(key)).length, `${at}`).toBeLessThan(4)
  }
})

test('where a word has changed, only the file that it is in is another', async () => {
  const word = (number: number): string => ((number * 7919) % 99_991).toString(36)
  const many = Array.from({ length: 1500 }, (_, at) => ({
    ...record(at),
    content: Array.from({ length: 60 }, (_, step) => `${word(at * 17 + step)}x`).join(' '),
  }))
  const wordFiles = async (own: readonly SearchRecord[]): Promise<string[]> =>
    (await searchFiles({ records: own, rest }, { answers: 1500, recordsAtOnce: 500 })).flatMap(
      ({ path }) => /[^/]+\.pf_index$/.exec(path)?.[0] ?? [],
    )
  const [before, after] = [
    await wordFiles(many),
    await wordFiles(many.map((one, at) => (at === 700 ? { ...one, content: `${one.content} mmmm` } : one))),
  ]
  expect(before.length).toBeGreaterThan(15)
  expect(after.filter((name) => !before.includes(name)).length).toBe(1)
})

test('what has not been used for longest is not kept for ever', () => {
  const name = `test${run}`
  const files = ['a', 'b', 'c', 'd'].map((letter) => join(cache, `${name}-${letter}`))
  for (const [days, file] of [3, 1, 4, 2].entries()) {
    writeFileSync(files[days] as string, '')
    utimesSync(files[days] as string, Date.now() / 1000 - file * 86_400, 0)
  }
  pruneKept(name, 2)
  const left = readdirSync(cache).filter((file) => file.startsWith(`${name}-`))
  pruneKept(name, 0)
  expect(left.sort()).toEqual([`${name}-b`, `${name}-d`])
})

test('a large index is made on a thread, from records that come by and by, and is the same', async () => {
  const indexing = beginIndex(500)
  try {
    for (const page of byPage(records)) indexing.add(page)
    indexing.close()
    const files = await indexing.finish(rest)
    expect(sums(files)).toEqual(sums(await searchFiles({ records, rest })))
  } finally {
    await indexing.end()
  }
})

test('of a lot that is kept, the records are not even made; where it is damaged, they are asked for; its words are told all the same', async () => {
  const own = records.map((one) => ({ ...one, content: `${one.content} On a thread.` }))
  const onThread = async () => {
    const before = new Set(lots())
    const indexing = beginIndex(500)
    const made: string[] = []
    const told = new Map<string, Uint32Array>()
    try {
      for (const page of byPage(own)) {
        const text = () => {
          made.push(page.address)
          return page.text()
        }
        indexing.add({ ...page, text, tell: (packed) => told.set(page.address, packed) })
      }
      indexing.close()
      await indexing.told()
      const words = [...told]
      const files = sums(await indexing.finish(rest))
      return { files, made: made.length, words, kept: lots().filter((name) => !before.has(name)) }
    } finally {
      await indexing.end()
    }
  }
  const pages = byPage(own)
  const first = await onThread()
  try {
    expect(first.made).toBe(pages.length)
    expect(first.kept.length).toBe(1)
    expect(first.words).toEqual(
      pages.map(({ address, text }) => [address, packTellingWords(JSON.parse(text()) as SearchRecord[], 'en')]),
    )
    const { kept: _, ...same } = first
    expect(await onThread()).toEqual({ ...same, made: 0, kept: [] })
    const file = join(cache, first.kept[0] ?? '')
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(file, bytes)
    expect(await onThread()).toEqual({ ...same, kept: [] })
  } finally {
    for (const name of first.kept) rmSync(join(cache, name), { force: true })
  }
})

test('a process that waits for nothing but the words is kept from ending', async () => {
  const address = (path: string): string => pathToFileURL(join(import.meta.dirname, '..', '..', 'src', path)).href
  const program = `
    const { beginIndex } = await import('${address('search/index-thread.ts')}')
    const { byPage } = await import('${address('search/write-index.ts')}')
    const indexing = beginIndex(500)
    for (const page of byPage(${JSON.stringify(records.slice(0, 6))})) indexing.add({ ...page, tell: () => undefined })
    indexing.close()
    await indexing.told()
    console.log('told')
    await indexing.end()
  `
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
    '--input-type=module',
    '--eval',
    program,
  ])
  expect(stdout.trim()).toBe('told')
})

test('an index that nobody wants any more is given up', async () => {
  const indexing = beginIndex(500)
  for (const page of byPage(records)) indexing.add(page)
  await indexing.end()
})

test('what is wrong with a large index is told by a sentence', async () => {
  vi.stubEnv('PAGEFIND_EXTENDED_BINARY_PATH', join(temporaryFolder(), 'none'))
  const indexing = beginIndex(500)
  vi.unstubAllEnvs()
  for (const page of byPage([{ ...record(1), content: `${run} again.` }])) indexing.add(page)
  indexing.close()
  await expect(indexing.finish(rest)).rejects.toThrow("Pagefind's program does not run")
  await indexing.end()
})
