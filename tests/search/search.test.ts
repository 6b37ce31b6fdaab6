import { expect, test } from 'vitest'
import { aToZ, sortKey } from '../../src/search/a-to-z.ts'
import { ask, type Pagefind, readExcerpt } from '../../src/search/ask.ts'
import { readQuery } from '../../src/search/query.ts'
import { likeness, rank, rankByQuestion } from '../../src/search/rank.ts'
import { searchRecords } from '../../src/search/records.ts'
import { page, readFiles, settings } from '../files.ts'

test.each([
  ['How do I renew a certificate?', 'renew a certificate'],
  ["What isn't ITK?", 'ITK'],
  ['“Badge” or standard?', 'Badge” or standard'],
  ['What is it?', 'What is it'],
  ['999 calls', '999 calls'],
])('%j is sorted as %j', (question, key) => {
  expect(sortKey(question)).toBe(key)
})

test('the A to Z has every question once, under the letter of what it is about', () => {
  const { site } = readFiles({
    ...settings,
    'b.md': page(
      '## What is an élan?\n\nX.\n\n## How do I eat?\n\nX.\n\n## Who calls 999?\n\nX.\n\n## What is a 111 call?\n\nX.\n',
    ),
  })
  expect(aToZ(site).map(({ letter, entries }) => [letter, entries.map(({ address }) => address)])).toEqual([
    ['#', ['/b/#what-is-a-111-call']],
    ['C', ['/b/#who-calls-999']],
    ['E', ['/b/#how-do-i-eat', '/b/#what-is-an-élan']],
  ])
})

test('a query is read without accents, apostrophes, case or stray spaces, and never endless', () => {
  expect(readQuery("  What   isn't a CAFÉ? ")).toEqual({
    text: "What isn't a CAFÉ?",
    words: ['what', 'isnt', 'a', 'cafe'],
  })
  expect(readQuery('x'.repeat(10_000)).text).toHaveLength(500)
  expect(readQuery(' ?! ').words).toEqual([])
})

test('an excerpt is taken apart into text; nothing of it is HTML any more', () => {
  expect(readExcerpt('a &lt;b&gt; <mark>c &amp; d</mark> e')).toEqual([
    { text: 'a <b> ', marked: false },
    { text: 'c & d', marked: true },
    { text: ' e', marked: false },
  ])
})

test('there is one record an answer and one a lead, and none for the pages of the site itself', () => {
  const { site } = readFiles({
    ...settings,
    'b.md': page('Lead.\n\n## One?\n\nText.\n', 'title: A page\nanswers:\n  one:\n    also_asked: [Uno?]'),
  })
  expect(searchRecords(site)).toEqual([
    { url: '/b/', language: 'en', content: 'Lead.', meta: { title: 'A page', page: 'A page', category: 'Topic' } },
    {
      url: '/b/#one',
      language: 'en',
      content: 'Text.',
      meta: { title: 'One?', page: 'A page', category: 'Topic', aliases: 'Uno?' },
    },
  ])
})

test('hits that are even always come in the same order; a query without words asks nothing', async () => {
  const results = ['c', 'a', 'b'].map((id) => ({
    id,
    score: id === 'b' ? 2 : 1,
    data: () => Promise.reject(new Error('not shown')),
  }))
  const pagefind: Pagefind = { options: async () => undefined, search: async () => ({ results }) }
  expect(rank(await ask(pagefind, readQuery('x'))).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(await ask(pagefind, readQuery('?'))).toEqual([])
})

test.each([
  ['accreditation', 'What is ITK accreditation?', 1 / 2],
  ['accreditation', 'Is full ITK accreditation needed?', 1 / 4],
  ['what is ITK', 'What is ITK?', 1],
  ['where is it', 'What is it?', 2 / 4],
  ['', 'What is it?', 0],
])('%j is like %j by %d', (query, question, share) => {
  expect(likeness(question, query)).toBeCloseTo(share)
})

test('of two answers that the index finds alike, the one that was asked comes first', () => {
  const answer = (question: string, url: string) => ({ url, question, page: '', category: '', excerpt: [] })
  const ranked = rankByQuestion(
    [
      { score: 1, answer: answer('Is full ITK accreditation needed?', '/a/') },
      { score: 0.9, answer: answer('What is ITK accreditation?', '/b/') },
      { score: 0.9, answer: answer('What is ITK accreditation?', '/c/') },
    ],
    readQuery('accreditation'),
  )
  expect(ranked.map(({ url }) => url)).toEqual(['/b/', '/c/', '/a/'])
})
