import { expect, test } from 'vitest'
import type { Site } from '../src/model.ts'
import { watchReads } from '../src/watch-reads.ts'
import { type Files, page, readFiles, settings } from './files.ts'

const filed = (text: string, keys: string): string => page(text, keys).replace('category: Topic', '')

const files: Files = {
  ...settings,
  'apples.md': filed('## What is an apple?\n\nA fruit.\n', 'title: Apples\ncategory: Fruit'),
  'pears.md': filed('## What is a pear?\n\nA fruit too.\n', 'title: Pears\ncategory: Fruit'),
  'leeks.md': filed('## What is a leek?\n\nGreen.\n', 'title: Leeks\ncategory: Greens'),
}

const edited = (path: string, from: string, to: string): Files => ({
  ...files,
  [path]: String(files[path]).replace(from, to),
})

/** The site of some files, watched as a build does. What is related to a page is the first answer of the page after it. */
function watch(own: Files) {
  const { site, sumOfPage } = readFiles(own)
  const related = (page: Site['pages'][number]) => site.pages[site.pages.indexOf(page) + 1]?.answers.slice(0, 1) ?? []
  const watched = watchReads(site, 'assets', { sumOfPage, related })
  const pageAt = (address: string) => {
    const found = site.pages.find((one) => one.address === address)
    if (!found) throw new Error(`There is no ${address}`)
    return found
  }
  return { watched, pageAt }
}

type Read = (site: Site, page: Site['pages'][number], related: (page: Site['pages'][number]) => unknown) => unknown

/** What a layout may read for the page on leeks; what then has it made again, and what has not. */
const rows: readonly (readonly [string, Read, readonly Files[], readonly Files[]])[] = [
  [
    'nothing but its address',
    (_, page) => page.address,
    [edited('leeks.md', 'Green.', 'White.'), { ...files, 'site.yml': 'name: Another\n' }],
    [edited('pears.md', 'too', 'as well'), edited('pears.md', 'title: Pears', 'title: A pear')],
  ],
  [
    'the titles of its category',
    ({ categories }) =>
      categories.find(({ title }) => title === 'Greens')?.subCategories.map(({ pages }) => pages[0]?.title),
    [edited('leeks.md', 'title: Leeks', 'title: A leek')],
    [edited('pears.md', 'title: Pears', 'title: A pear')],
  ],
  [
    'the titles of another category',
    ({ categories }) =>
      categories.find(({ title }) => title === 'Fruit')?.subCategories.map(({ pages }) => pages[0]?.title),
    [
      edited('pears.md', 'title: Pears', 'title: A pear'),
      { ...files, 'plums.md': filed('Plums.\n', 'title: Plums\ncategory: Fruit') },
      edited('pears.md', 'category: Fruit', 'category: Greens'),
    ],
    [edited('pears.md', 'too', 'as well')],
  ],
  [
    'the titles of all pages',
    ({ pages }) => pages.map(({ title }) => title),
    [edited('apples.md', 'title: Apples', 'title: An apple')],
    [edited('apples.md', 'A fruit', 'A red fruit')],
  ],
  [
    'the text of another page',
    ({ pages }) => pages.find(({ title }) => title === 'Pears')?.answers[0]?.text,
    [edited('pears.md', 'too', 'as well')],
    [edited('apples.md', 'A fruit', 'A red fruit')],
  ],
  [
    'which keys another page has',
    ({ pages }) =>
      pages.find(({ title }) => title === 'Pears') && 'lead' in (pages.find(({ title }) => title === 'Pears') ?? {}),
    [edited('pears.md', '## What is a pear?', 'Lead.\n\n## What is a pear?')],
    [edited('apples.md', 'A fruit', 'A red fruit')],
  ],
  [
    'a copy of another page',
    ({ pages }) => pages.filter(({ title }) => title === 'Pears').map((page) => ({ ...page })),
    [edited('pears.md', 'too', 'as well')],
    [edited('apples.md', 'A fruit', 'A red fruit')],
  ],
  [
    'what is related to another page',
    ({ pages }, _, related) => pages.filter(({ title }) => title === 'Apples').map(related),
    [edited('pears.md', 'too', 'as well')],
    [],
  ],
  [
    'the ledger',
    ({ ledger }) => ledger.length,
    [{ ...files, 'permalinks.txt': 'leek 2026-01-01 0123456789abcdef /leeks/#what-is-a-leek What is a leek?\n' }],
    [edited('apples.md', 'A fruit', 'A red fruit')],
  ],
]

test.each(rows)('for a page of which a layout reads %s, what that depends on is told', (_, read, changes, others) => {
  const before = watch(files)
  const { watched } = before
  const { result, reads } = watched.watch(before.pageAt('/leeks/'), (page) => read(watched.site, page, watched.related))
  // What is watched is no other than what is not.
  const bare = readFiles(files).site
  if (!reads.some((name) => name.startsWith('related')))
    expect(result).toEqual(read(bare, before.pageAt('/leeks/'), () => undefined))
  const sum = watched.sumOfReads(reads)
  expect(sum).toBeDefined()
  expect(watch(files).watched.sumOfReads(reads)).toBe(sum)
  for (const change of changes) expect(watch(change).watched.sumOfReads(reads)).not.toBe(sum)
  for (const other of others) expect(watch(other).watched.sumOfReads(reads)).toBe(sum)
})

test('what stands for nothing any more has no checksum', () => {
  const { 'pears.md': _, ...fewer } = files
  expect(watch(fewer).watched.sumOfReads(['page /pears/'])).toBeUndefined()
  expect(watch(fewer).watched.sumOfReads(['category /none/'])).toBeUndefined()
  expect(watch(fewer).watched.sumOfReads(['nothing known'])).toBeUndefined()
})
