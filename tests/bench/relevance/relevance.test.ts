import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder, writeFiles } from '../../temporary.ts'
import { readSet } from './data.ts'
import { halfTyped, keywords, seeded, withTypo } from './forms.ts'
import { figuresOf } from './metrics.ts'
import { printRelevance, relevance } from './relevance.ts'

test('figures, counted by hand', () => {
  const answer = (found: string[], relevant: string[], milliseconds: number) => ({ found, relevant, milliseconds })
  const figures = figuresOf([
    answer(['a', 'b'], ['a'], 1),
    answer(['x', 'y', 'b', 'a'], ['a', 'b'], 2),
    answer([], ['a'], 3),
    answer(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'a'], ['a'], 40),
  ])
  expect(figures.mrr).toBeCloseTo((1 + 1 / 3) / 4)
  // Places 3 and 4 are worth 1/2 and 1/log2(5); the best possible, places 1 and 2, is 1 + 1/log2(3).
  expect(figures.ndcg).toBeCloseTo((1 + (0.5 + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3))) / 4)
  expect(figures).toMatchObject({ first: 1 / 4, five: 2 / 4, nothing: 1 / 4, median: 3, slowest5Percent: 40 })
})

test('a slip is one edit in one long word, and the same at every run', () => {
  const slips = (seed: number) => {
    const random = seeded(seed)
    return Array.from({ length: 50 }, () => withTypo('is an ambulance late?', random))
  }
  expect(slips(1)).toEqual(slips(1))
  expect(slips(1)).not.toEqual(slips(2))
  for (const slip of slips(3)) expect(slip).toMatch(/^is an a[a-z]{7,9} late\?$/)
  expect(withTypo('is it so?', seeded(1))).toBe('is it so?')
})

test.each([
  ['How do I renew my certificate?', 'renew certificate', 'How do I renew my certifica'],
  ['What is it?', 'What is it?', 'What is it'],
])('%j: its keywords, and half typed', (query, words, half) => {
  expect(keywords(query)).toBe(words)
  expect(halfTyped(query)).toBe(half)
})

test('a line that is not as it should be is named', () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'corpus.jsonl': '{"id":"a","question":"Q?","answer":"","category":"C"}\n{"id":"b"}\n',
    'queries.jsonl': '',
  })
  expect(() => readSet(folder)).toThrow(/corpus\.jsonl:2 is not as it should be/)
})

test('all three search a small set, in every form', async () => {
  const folder = join(temporaryFolder(), 'set')
  const corpus = [
    ['a', 'How do I renew a book?', 'At the desk. *Always*.'],
    ['b', 'Where is the garden?', '1. Behind the house\n2. <b>Beyond</b> the wall'],
    ['c', 'Who feeds the cats?', 'The porter `feeds` them # twice.'],
    ['d', 'Why is it cold?', '| a | b |'],
    ['e', 'When do you open?', ''],
  ].map(([id, question, answer]) => JSON.stringify({ id, question, answer, category: id === 'e' ? 'OTHER' : 'Other' }))
  const queries = [
    { id: '1', query: 'how can I renew books', relevant: ['a'] },
    { id: '2', query: 'beyond the garden wall', relevant: ['b'] },
    { id: '3', query: 'feeding cats', relevant: ['c'] },
  ].map((query) => JSON.stringify(query))
  writeFiles(folder, { 'corpus.jsonl': corpus.join('\n'), 'queries.jsonl': queries.join('\n') })
  const result = await relevance(folder)
  expect(result.rows.map(({ form, engine }) => `${form}: ${engine}`)).toHaveLength(12)
  const ours = result.rows.filter(({ engine }) => engine === 'Answerbook')
  expect(ours.map(({ form, figures }) => [form, figures.first, figures.nothing])).toEqual([
    ['as typed', 1, 0],
    ['typo', 1, 0],
    ['keywords', 1, 0],
    ['half-typed', 1, 0],
  ])
  expect(printRelevance(result)).toContain('| as typed | Answerbook | 1.000 |')
})
