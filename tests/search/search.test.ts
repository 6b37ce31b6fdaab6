import { expect, test } from 'vitest'
import { aToZ, hasAToZ, sortKey } from '../../src/search/a-to-z.ts'
import { excerptOf, openingOf } from '../../src/search/excerpt.ts'
import { readQuery } from '../../src/search/query.ts'
import { searchRecords } from '../../src/search/records.ts'
import { keyOf } from '../../src/search/words.ts'
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

test('a site of a thousand questions is listed from A to Z, a larger one is not', () => {
  const questions = (count: number): string =>
    Array.from({ length: count }, (_, number) => `## What is thing ${number}?\n\nX.\n`).join('\n')
  const siteOf = (first: number, second: number) =>
    readFiles({ ...settings, 'b.md': page(questions(first)), 'c.md': page(questions(second)) }).site
  expect([hasAToZ(siteOf(400, 600)), hasAToZ(siteOf(400, 601))]).toEqual([true, false])
})

test('a query is read without accents, apostrophes, case or stray spaces, and never endless', () => {
  expect(readQuery("  What   isn't a CAFÉ? ")).toEqual({
    text: "What isn't a CAFÉ?",
    words: ['what', 'isnt', 'a', 'cafe'],
    phrases: [],
    without: [],
    unfinished: false,
  })
  expect(readQuery('x'.repeat(10_000)).text).toHaveLength(500)
  expect(readQuery('a b '.repeat(100)).words).toHaveLength(40)
  expect(readQuery(' ?! ').words).toEqual([])
})

test('a pasted query is cut at a whole sign, and at no space', () => {
  expect(readQuery(`${'x'.repeat(499)}🙂`).text).toBe('x'.repeat(499))
  expect(readQuery(`${'x'.repeat(499)} y`).text).toBe('x'.repeat(499))
  expect(readQuery('-fax'.repeat(200)).words).toHaveLength(40)
})

test.each([
  ['the "reading room" key', ['the', 'reading', 'room', 'key'], [['reading', 'room']], []],
  ['“Reading Room” ', ['reading', 'room'], [['reading', 'room']], []],
  ['desk -fax', ['desk'], [], ['fax']],
  ['post-event message', ['post', 'event', 'message'], [], []],
  ['a - b', ['a', 'b'], [], []],
  ['-fax', ['fax'], [], []],
  ['an "open quote', ['an', 'open', 'quote'], [], []],
  ['"?"', [], [], []],
])('%j is taken apart', (typed, words, phrases, without) => {
  expect(readQuery(typed)).toMatchObject({ words, phrases, without })
})

test.each([
  ['renewed', 'renewing'],
  ['organisation', 'organizations'],
  ['colour', 'colors'],
  ['catalogue', 'catalog'],
  ['licence', 'license'],
  ['centre', 'center'],
  ['cancelled', 'canceled'],
  ['accreditation', 'accredited'],
])('%s and %s are one word', (a, b) => {
  expect(keyOf(a, 'en')).toBe(keyOf(b, 'en'))
})

test.each([
  ['four', 'for'],
  ['general', 'generous'],
  ['urn1', 'urn2'],
])('%s and %s are two', (a, b) => {
  expect(keyOf(a, 'en')).not.toBe(keyOf(b, 'en'))
})

test('words of other languages are left as they are', () => {
  expect(keyOf('erneuert', 'de')).toBe('erneuert')
})

const marked = (text: string, words: readonly string[]): string =>
  excerptOf(text, new Set(words.map((word) => keyOf(word, 'en'))), 'en')
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('')

test.each([
  ['One two three.', ['two'], 'One [two] three.'],
  ['Nothing of it.', ['else'], 'Nothing of it.'],
  ['<b>Bold</b> "moves".', ['move', 'bold'], '<b>[Bold]</b> "[moves]".'],
  ['Send e-mail.', ['email'], 'Send [e-mail].'],
  [
    `${'A word here. '.repeat(30)}Then the desk is named. ${'And so on. '.repeat(20)}`,
    ['desk'],
    `… Then the [desk] is named. ${'And so on. '.repeat(9)}… `.trimEnd(),
  ],
])('the passage of %j', (text, words, excerpt) => {
  expect(marked(text, words)).toBe(excerpt)
})

test('the start of an answer ends where a sentence does', () => {
  expect(openingOf('Short.')).toBe('Short.')
  expect(openingOf(`${'Five words are in this. '.repeat(40)}`)).toBe('Five words are in this. '.repeat(14).trim())
  expect(openingOf('word '.repeat(100))).toBe(`${'word '.repeat(70)}…`)
})

test('there is one record an answer and one a lead, and none for the pages of the site itself', () => {
  const { site } = readFiles({
    ...settings,
    'b.md': page('Lead.\n\n## One?\n\nText.\n', 'title: A page\nanswers:\n  one:\n    also_asked: [Uno?]'),
  })
  expect(searchRecords(site)).toEqual([
    {
      kind: 'lead',
      url: '/b/',
      language: 'en',
      content: 'Lead.',
      question: 'A page',
      aliases: [],
      page: 'A page',
      category: 'Topic',
    },
    {
      kind: 'question',
      url: '/b/#one',
      language: 'en',
      content: 'Text.',
      question: 'One?',
      aliases: ['Uno?'],
      page: 'A page',
      category: 'Topic',
    },
  ])
})
