import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFiles } from '../../files.ts'
import { temporaryFolder, writeFiles } from '../../temporary.ts'
import { readSet } from './data.ts'
import { halfTyped, keywords, seeded, seedOf, withTypo } from './forms.ts'
import { figuresOf } from './metrics.ts'
import { printRelevance, relevance } from './relevance.ts'
import { contentOf } from './site.ts'

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

test('of two right answers, the first place holds half', () => {
  expect(figuresOf([{ found: ['a', 'x', 'b'], relevant: ['a', 'b'], milliseconds: 1 }])).toMatchObject({
    mrr: 1,
    first: 0.5,
    five: 1,
  })
})

/** Whether one letter swapped with its neighbour, dropped, added or replaced makes the other of it. */
function isOneEdit(from: string, to: string): boolean {
  const start = [...from].findIndex((letter, index) => letter !== to[index])
  const at = start === -1 ? from.length : start
  const [left, made] = [from.slice(at), to.slice(at)]
  const swapped = `${left[1] ?? ''}${left[0] ?? ''}${left.slice(2)}`
  return (
    from !== to &&
    (made === swapped || made === left.slice(1) || made.slice(1) === left || made.slice(1) === left.slice(1))
  )
}

test.each(['ambulance', 'aaaaa', 'coffee', 'Übergrößen', 'letter'])(
  'a slip in %j is always one edit, anywhere in the word',
  (word) => {
    const slips = Array.from({ length: 300 }, (_, seed) => withTypo(word, seeded(seed)))
    expect(slips.filter((slip) => !isOneEdit(word, slip))).toEqual([])
    expect(slips.some((slip) => slip[0] !== word[0])).toBe(true)
    expect(slips.some((slip) => slip.at(-1) !== word.at(-1))).toBe(true)
  },
)

test('only a word of five letters or more slips, the same at every run', () => {
  const slips = [1, 2, 3, 4].map((seed) => withTypo('is an ambulance late?', seeded(seed)))
  for (const slip of slips) expect(slip).toMatch(/^is an [a-z]{8,10} late\?$/)
  expect(slips).toEqual([1, 2, 3, 4].map((seed) => withTypo('is an ambulance late?', seeded(seed))))
  expect(new Set(slips).size).toBeGreaterThan(1)
  expect(withTypo('is it so?', seeded(1))).toBe('is it so?')
})

test('what chance does hangs on the id of a query', () => {
  // Of the hash's own table of examples.
  expect(seedOf('a') >>> 0).toBe(0xe40c292c)
  expect(seedOf('foobar') >>> 0).toBe(0xbf9cf968)
})

test.each([
  ['How do I renew my certificate?', 'renew certificate', 'How do I renew my certifica'],
  ['What is it?', 'What is it?', 'What is it'],
])('%j: its keywords, and half typed', (query, words, half) => {
  expect(keywords(query)).toBe(words)
  expect(halfTyped(query)).toBe(half)
})

const entry = (id: string) => JSON.stringify({ id, question: 'Q?', answer: '', category: 'C' })
const asked = (id: string, wanted: string) => JSON.stringify({ id, query: 'q', relevant: [wanted] })

test.each([
  ['a field is missing', [entry('a'), '{"id":"b","answer":"","category":"C"}'], [], /corpus\.jsonl:2 question: /],
  ['a line is not JSON', [entry('a'), '', '{"id":'], [], /corpus\.jsonl:3 is not JSON: /],
  [
    'an id comes twice',
    [entry('a'), entry('a')],
    [],
    /corpus\.jsonl:2 has the id "a" again; it was in .*corpus\.jsonl:1\.$/,
  ],
  ['a query comes twice', [entry('a')], [asked('1', 'a'), asked('1', 'a')], /queries\.jsonl:2 has the id "1" again/],
  [
    'an answer is not there',
    [entry('a')],
    [asked('1', 'b')],
    /queries\.jsonl:1 wants the answer "b", which corpus\.jsonl has not\.$/,
  ],
])('%s: it is said where', (_, corpus, queries, said) => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'corpus.jsonl': corpus.join('\n'), 'queries.jsonl': queries.join('\n') })
  expect(() => readSet(folder)).toThrow(said)
})

test('a folder that is no set is named', () => {
  expect(() => readSet(temporaryFolder())).toThrow(/There is no file .*corpus\.jsonl/)
})

test('nothing of an answer is lost or read as Markdown', () => {
  const answers = [
    '# Not a heading\n## Nor this {#no}\n---\n> [!NOTE] *no*',
    '1. First\n2) Second\n- third\n    code',
    '<!-- no comment --> <script>alert(1)</script> &amp; &copy; \\* `x` ~~y~~ [a](b) ![c](d)',
    '| a | b |\n| - | - |\nTerm\n: meaning\n[^1]: note',
    'See https://example.org/a_b_c?d=e&f=g or www.example.org.',
  ]
  const corpus = answers.map((answer, index) => ({
    id: `d${index}`,
    question: `Is "${answer.split('\n')[0]}" *kept*? {#x}`,
    answer,
    category: 'Odd: signs',
    aliases: [`Other: ${answer}`.replaceAll('\n', ' ')],
  }))
  const { site, problems } = readFiles(contentOf(corpus))
  expect(problems).toEqual([])
  const read = site.pages.flatMap(({ answers }) => answers).filter(({ anchor }) => /^d\d$/.test(anchor ?? ''))
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim()
  expect(read.map(({ anchor, question, text, alsoAsked }) => [anchor, flat(question), flat(text), alsoAsked])).toEqual(
    corpus.map(({ id, question, answer, aliases }) => [id, flat(question), flat(answer), aliases]),
  )
})

test('a page has ten questions at most', () => {
  const corpus = Array.from({ length: 21 }, (_, n) => ({ id: `d${n}`, question: `${n}?`, answer: '', category: 'C' }))
  const { 'site.yml': _, ...pages } = contentOf(corpus)
  expect(Object.values(pages).map((page) => page.match(/^## /gm)?.length)).toEqual([10, 10, 1])
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
