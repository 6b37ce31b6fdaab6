import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../src/search/engine.ts'
import { openSearch } from '../../src/search/node.ts'
import { readQuery } from '../../src/search/query.ts'
import { searchFiles, searchSource, writeIndex } from '../../src/search/write-index.ts'
import { writeFiles } from '../../src/write-files.ts'
import { type Files, page, readFiles, settings } from '../files.ts'

const folders: string[] = []
afterAll(async () => {
  await closePagefind()
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** Indexes files of a content folder for real, and opens the search on what was written. */
async function indexed(files: Files): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'answerbook-test-'))
  folders.push(folder)
  await writeIndex(readFiles({ ...settings, ...files }).site, folder)
  return openSearch(folder)
}

async function found(engine: Engine, typed: string, exactly = false): Promise<string[]> {
  const hits = await engine.search(await engine.read(readQuery(typed), exactly))
  return Promise.all(hits.map(async (hit) => (await hit.load()).url))
}

const first = async (engine: Engine, typed: string): Promise<string | undefined> => (await found(engine, typed))[0]

const library: Files = {
  'glossary.yml': `
- term: ILL
  expansion: Inter Library Loan
  meaning: A loan from another library.
  also: [borrow from elsewhere]
- term: Overdue
  meaning: Kept longer than allowed.
`,
  'books.md': page(
    `The lead says how the library lends.

## How do I renew a book?

Ask at the desk, or ring us. Renewing is free.

## Why was my book cancelled?

Nobody asked for it for a year.

## How do I cancel a reservation?

Ring the desk. Bring the e-mail that you were sent.

## What happens if a book is overdue?

You pay a fine of 10p a day. A colour copy costs more.
`,
    'title: Lending books\nanswers:\n  how-do-i-renew-a-book:\n    also_asked: [Can I keep it longer?]',
  ),
  'rooms.md': page(
    `## Where is the reading room?

Upstairs, beside the post-event hall. Organisation of the shelves: by subject.

## Can I get an ILL?

Yes. An ILL takes a week.
`,
    'title: Rooms',
  ),
}

let engine: Promise<Engine>
beforeAll(() => {
  engine = indexed(library)
})

test.each([
  ['the question, word for word', 'How do I cancel a reservation?', '/books/#how-do-i-cancel-a-reservation'],
  ['words that hold a question together tell alike answers apart', 'why cancel', '/books/#why-was-my-book-cancelled'],
  ['another form of the word', 'renewed', '/books/#how-do-i-renew-a-book'],
  ['American spelling', 'organization shelves', '/rooms/#where-is-the-reading-room'],
  ['American spelling of a word in the text alone', 'color copy', '/books/#what-happens-if-a-book-is-overdue'],
  ['a swap', 'reservaiton', '/books/#how-do-i-cancel-a-reservation'],
  ['a letter too few', 'reservaton', '/books/#how-do-i-cancel-a-reservation'],
  ['two slips in a long word', 'rezervaton', '/books/#how-do-i-cancel-a-reservation'],
  ['another wording, word for word', 'can i keep it longer', '/books/#how-do-i-renew-a-book'],
  ['a space too many', 're servation', '/books/#how-do-i-cancel-a-reservation'],
  ['a space too few', 'readingroom', '/rooms/#where-is-the-reading-room'],
  ['a hyphen left out', 'email', '/books/#how-do-i-cancel-a-reservation'],
  ['a word that begins', 'reserv', '/books/#how-do-i-cancel-a-reservation'],
  ['a word beside unknown ones', 'xyzzy qqq desk renewal', '/books/#how-do-i-renew-a-book'],
  [
    'a whole letter',
    `Dear all, ${'I hope that this finds you well. '.repeat(5)}I want to renew my book.`,
    '/books/#how-do-i-renew-a-book',
  ],
])('%s: %j', async (_, typed, address) => {
  expect(await first(await engine, typed)).toBe(address)
})

test.each(['inter library loan', 'interlibrary loan', 'borrow from elsewhere', 'ill'])(
  'the glossary makes %j find the term, and the answers that write it otherwise',
  async (typed) => {
    expect((await found(await engine, typed)).slice(0, 2).sort()).toEqual([
      '/glossary/#ill',
      '/rooms/#can-i-get-an-ill',
    ])
  },
)

test('a question that is about little else comes before the term of the glossary', async () => {
  const search = await indexed({
    ...library,
    'fines.md': page('## Is it overdue?\n\nSee the overdue list.\n', 'title: Fines'),
  })
  expect((await found(search, 'overdue')).slice(0, 2)).toEqual(['/fines/#is-it-overdue', '/glossary/#overdue'])
})

test('quotation marks want the words together, a minus wants them away', async () => {
  const search = await engine
  expect(await found(search, '"reading room"')).toEqual(['/rooms/#where-is-the-reading-room'])
  expect(await found(search, '"room reading"')).toEqual([])
  expect(await found(search, 'desk')).toEqual([
    '/books/#how-do-i-cancel-a-reservation',
    '/books/#how-do-i-renew-a-book',
  ])
  expect(await found(search, 'desk -ring')).toEqual([])
  expect(await found(search, 'desk -free')).toEqual(['/books/#how-do-i-cancel-a-reservation'])
  expect(await found(search, 'the desk "renewing is free" please')).toEqual(['/books/#how-do-i-renew-a-book'])
})

test('what was mended is said, and can be left as it was', async () => {
  const search = await engine
  expect((await search.read(readQuery('reservaton fees'))).repaired).toBe('reservation fees')
  expect((await search.read(readQuery('reservation'))).repaired).toBeUndefined()
  expect(await found(search, 'reservaton', true)).toEqual([])
  expect(await search.nearWords(await search.read(readQuery('reservoir')))).toEqual(['reservation'])
})

test.each([
  'ILX',
  '1O0p',
  'rooom5',
  'zzz',
  '',
  '?!',
  '()',
  '%00',
  '‮⁦',
  '🙂',
  '"',
  '-',
  '--',
  '" "',
  '-"',
  '__proto__',
  'constructor',
])('nothing is found for %j, and nothing breaks', async (typed) => {
  expect(await found(await engine, typed)).toEqual([])
})

test('a question of words that hold questions together alone finds something', async () => {
  expect(await first(await engine, 'how do I')).toMatch(/#how-do-i-/)
})

test('ten thousand letters are read no further than a page', async () => {
  expect(await found(await engine, 'renew '.repeat(2000))).toContain('/books/#how-do-i-renew-a-book')
  expect(await found(await engine, 'x'.repeat(10_000))).toEqual([])
})

test('before the text can be searched, questions already answer', async () => {
  const search = await indexed(library)
  expect([search.isReady(), search.firstIsAtHand]).toEqual([false, true])
  const [hit] = await search.first(readQuery('renew'))
  expect(await hit?.load()).toEqual({
    url: '/books/#how-do-i-renew-a-book',
    question: 'How do I renew a book?',
    page: 'Lending books',
    category: 'Topic',
    excerpt: [],
    text: '',
  })
  expect(search.isReady()).toBe(false)
  await found(search, 'renew')
  expect(search.isReady()).toBe(true)
})

test('an answer shows where it stands, and the passage with the words marked', async () => {
  const search = await engine
  const [hit] = await search.search(await search.read(readQuery('e-mail sent')))
  expect(await hit?.load()).toMatchObject({
    question: 'How do I cancel a reservation?',
    page: 'Lending books',
    category: 'Topic',
    excerpt: [
      { text: 'Ring the desk. Bring the ', marked: false },
      { text: 'e-mail', marked: true },
      { text: ' that you were ', marked: false },
      { text: 'sent', marked: true },
      { text: '.', marked: false },
    ],
  })
})

test('answers are counted by category', async () => {
  const search = await indexed({
    ...library,
    'cafe.md': '---\ntitle: Café\ncategory: Food\n---\n\n## Is there a desk in the café?\n\nYes.\n',
  })
  const hits = await search.search(await search.read(readQuery('desk')))
  expect((await search.categories(hits)).map(({ title, ids }) => [title, ids.size])).toEqual([
    ['Topic', 2],
    ['Food', 1],
  ])
})

test('an index with several answers in a file finds each of them', async () => {
  const { site } = readFiles({ ...settings, ...library })
  const source = searchSource(site)
  const files = await searchFiles(source, { recordsAtOnce: 4000, fragments: 2 })
  const folder = mkdtempSync(join(tmpdir(), 'answerbook-test-'))
  folders.push(folder)
  await writeFiles(files, folder)
  const texts = files.filter(({ path }) => path.includes('/fragment/'))
  expect(source.records.length).toBeGreaterThan(4)
  expect(texts.length).toBeLessThanOrEqual(2)
  const search = await openSearch(folder)
  for (const { question, url } of source.records) expect(await found(search, question), question).toContain(url)
})

test('a large dictionary is split, and finds the same', async () => {
  const words = (seed: number): string =>
    Array.from({ length: 40 }, (_, at) => `w${((seed * 7919 + at * 104729) % 99991).toString(36)}x`).join(' ')
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, file): [string, string] => [
      `p${file}.md`,
      page(
        Array.from(
          { length: 10 },
          (_, at) =>
            `## What about ${words(file * 20 + at).slice(0, 60)}?\n\n${words(file * 20 + at)} ${words(file * 20 + at + 1)}\n`,
        ).join('\n'),
        `title: Page ${file}`,
      ),
    ]),
  )
  const search = await indexed({ ...library, ...many })
  expect(search.firstIsAtHand).toBe(false)
  const early = await search.first(readQuery('How do I renew a book?'))
  expect(await early[0]?.load()).toMatchObject({
    url: '/books/#how-do-i-renew-a-book',
    page: 'Lending books',
    excerpt: [],
  })
  expect(await search.first(readQuery('qqqq'))).toEqual([])
  expect(search.isReady()).toBe(false)
  for (const [typed, address] of [
    ['How do I cancel a reservation?', '/books/#how-do-i-cancel-a-reservation'],
    ['reservaton', '/books/#how-do-i-cancel-a-reservation'],
    ['ersevration', '/books/#how-do-i-cancel-a-reservation'],
    ['inter library loan', '/glossary/#ill'],
    ['reserv', '/books/#how-do-i-cancel-a-reservation'],
  ] as const) {
    expect(await first(search, typed), typed).toBe(address)
  }
})
