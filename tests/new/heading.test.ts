import { expect, test } from 'vitest'
import { readQuestion } from '../../src/new/heading.ts'
import { newPage, placeholder } from '../../src/new/new-page.ts'
import { readFiles, settings, told } from '../files.ts'

test.each([
  'What is TRUD?',
  'ITK: what is it?',
  'Is it "quoted", or \'quoted\'?',
  '#1: what is # for?',
  'What is C#',
  'What does a heading end with? ##',
  'Who is {#who}?',
  'Is it 🙂 or 🇬🇧?',
  'Où payer ?',
  'Что такое TRUD?',
  'What is *args, and __init__, and ~~that~~?',
  'Why [this](x)? And [^1]? And ![that]?',
  'What are <b> and <br> and <!-- this -->?',
  'What is &amp; for?',
  'What is \\ for?',
  'A lone ` mark?',
  '- is it a list?',
  '1. Is it a list?',
  '> is it a quote?',
  '| a | b |',
  'yes',
  'null',
  '2026-01-31',
  '0x1F',
  '~ or @ or % or & or * or ! or |?',
  '---',
  '--- is a line?',
  'What is https://example.org/a_b_c?',
  `${'What '.repeat(38)}is it?`,
])('%j is a title and a heading that read as it was typed, without a problem', (typed) => {
  if (!/[\p{L}\p{N}]/u.test(typed)) {
    expect(() => readQuestion(typed)).toThrow('has no letters')
    return
  }
  const question = readQuestion(typed)
  const text = newPage({ question, title: question.text, category: typed.slice(0, 90).trim(), subCategory: 'A: b' })
  const read = readFiles(
    { ...settings, 'new-page.md': text.replace('draft: true\n', '').replace(placeholder, 'Text.') },
    { drafts: true },
  )
  // A question that is typed with an address in it is one that the check of addresses minds.
  expect(told(read).filter((line) => !line.endsWith(' bare-address'))).toEqual([])
  const page = read.site.pages.find(({ kind }) => kind === 'content')
  expect(page?.title).toBe(typed)
  expect(page?.answers.map((answer) => answer.question)).toEqual([typed])
})

test('code is what its marks mean, and a title has none', () => {
  expect(readQuestion('What does  `a*b*c` do to *p?')).toEqual({
    text: 'What does a*b*c do to *p?',
    heading: 'What does `a*b*c` do to *p?',
  })
})

test.each([
  ['', 'has no letters'],
  ['???', 'has no letters'],
  ['a\u0007b', 'cannot be printed'],
  ['Why? '.repeat(50), 'Keep it under 200 characters'],
])('%j is no question', (typed, why) => {
  expect(() => readQuestion(typed)).toThrow(why)
})
