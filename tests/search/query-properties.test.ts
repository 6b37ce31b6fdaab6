import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Dictionary } from '../../src/search/dictionary.ts'
import { excerptOf } from '../../src/search/excerpt.ts'
import { readQuery, wordsOfAddress } from '../../src/search/query.ts'
import { nearWords, readAgainst } from '../../src/search/reading.ts'
import { keyOf, wordsOf } from '../../src/search/words.ts'
import { tries } from '../properties.ts'
import { anyText } from '../texts.ts'

/** What may be typed into a search box, or stand behind `?q=`. */
const typed = fc
  .array(fc.oneof(anyText, fc.constantFrom('"', '“', '”', '-', ' -', '"tool kit"', '-fax', '«', "'", '(', '.*', '+')), {
    maxLength: 12,
  })
  .map((parts) => parts.join(' '))
const pasted = fc.tuple(typed, fc.integer({ min: 1, max: 3000 })).map(([text, times]) => text.repeat(times))

test('anything that is typed is read, and what it asks for has bounds', () => {
  const property = fc.property(fc.oneof(typed, pasted), (text) => {
    const query = readQuery(text)
    expect(query.text.length).toBeLessThanOrEqual(500)
    // The address of a search can hold it, if the typing could be held.
    if (isWhole(text)) expect(isWhole(query.text)).toBe(true)
    expect(query.words.length).toBeLessThanOrEqual(40)
    expect(query.phrases.length + query.without.length).toBeLessThanOrEqual(250)
    for (const word of [...query.words, ...query.phrases.flat(), ...query.without])
      expect(wordsOf(word)).toEqual([word])
    // What is put back into the box reads the same.
    if (isWhole(text)) expect({ ...readQuery(query.text), unfinished: true }).toEqual({ ...query, unfinished: true })
  })
  fc.assert(property, tries(200))
})

/** No half of a pair of UTF-16. */
const isWhole = (text: string): boolean => !/\p{Cs}/u.test(text)

test('any failed address is read as words', () => {
  const property = fc.property(fc.oneof(anyText, fc.webPath()), (path) => {
    const words = wordsOfAddress(`/help/${path}`, '/help/')
    expect(words.length).toBeLessThanOrEqual(500)
    expect(readQuery(words).phrases).toEqual([])
  })
  fc.assert(property, tries(200))
})

/** A dictionary with a few words that counts what is asked of it. */
function counting(): { dictionary: Dictionary; count: { lookUps: number; lists: number } } {
  const forms = ['certificate', 'renew', 'reservation', 'toolkit', 'constructor', 'organisation', 'kit', 'tool', 'cafe']
  const words = Object.fromEntries(forms.map((form) => [keyOf(form, 'en'), [1, form] as const]))
  const part = {
    ids: [],
    kinds: '',
    telling: [],
    lengths: [],
    words,
    same: [
      ['tool kit', 'toolkit'],
      ['café', 'renew'],
    ],
  }
  const count = { lookUps: 0, lists: 0 }
  const dictionary: Dictionary = {
    folder: '',
    home: '/',
    language: 'en',
    answers: 1,
    averageLength: 1,
    cards: new Map(),
    card: async () => undefined,
    get questions() {
      return dictionary
    },
    pagefind: { tag: '', files: [] },
    categories: [],
    part: async () => {
      count.lookUps++
      return part
    },
    forms: async () => {
      count.lists++
      return forms
    },
  }
  return { dictionary, count }
}

/** For one word: itself, its neighbours, its endings, the words it may mean, and its halves (33 ways at most, two look-ups each). */
const mostLookUps = 100

test('a query is held against the site’s words in steps that the number of its words bounds', async () => {
  const property = fc.asyncProperty(fc.oneof(typed, pasted), fc.boolean(), async (text, exactly) => {
    const { dictionary, count } = counting()
    const query = readQuery(text)
    const reading = await readAgainst(dictionary, query, exactly)
    await nearWords(dictionary, query)
    expect(count.lookUps).toBeLessThanOrEqual(mostLookUps * query.words.length)
    expect(count.lists).toBeLessThanOrEqual(2 * query.words.length)
    for (const { slots, others } of reading.groups)
      for (const { key, forms } of [...slots.flatMap(({ words }) => words), ...others.flat()])
        expect([typeof key, forms.every((form) => typeof form === 'string')]).toEqual(['string', true])
  })
  await fc.assert(property, tries(200))
})

test('an excerpt of any text is a piece of it', () => {
  const text = fc.array(anyText, { maxLength: 60 }).map((parts) => parts.join(' '))
  const property = fc.property(text, fc.array(anyText, { maxLength: 4 }), (content, asked) => {
    const keys = new Set(asked.flatMap(wordsOf).map((word) => keyOf(word, 'en')))
    const words = excerptOf(content, keys, 'en')
      .map((part) => part.text)
      .join('')
      .replace(/^…|…$/g, '')
    expect(content.replace(/\s+/g, ' ')).toContain(words.replace(/\s+/g, ' ').trim())
  })
  fc.assert(property, tries(200))
})
