import { expect, test } from 'vitest'
import { page, readFiles, settings } from '../files.ts'

/** The headings that are told of, on a page of these headings. */
function told(headings: readonly string[], frontMatter = 'title: A page'): string[] {
  const body = headings.map((heading) => `## ${heading}\n\nText.\n`).join('\n')
  const { problems, sources } = readFiles({ ...settings, 'p.md': page(body, frontMatter) })
  return problems
    .filter(({ rule }) => rule === 'no-question')
    .map(({ at }) => sources.get(at.file)?.lines[at.line - 1]?.slice('## '.length) ?? '')
}

const questions = ['Who pays?', 'When do we pay?', 'What does a visit cost?']

test.each([
  ['Refunds', 'a noun'],
  ['How do I pay', 'a question without its mark'],
])('among questions %s is told: %s', (heading) => {
  expect(told([...questions, heading])).toEqual([heading])
})

test.each([
  'How to pay',
  'I have lost my card',
  'Lost your card? Ring us',
  'Further information',
  'What the desk can do',
  '¿Quién paga?',
  'If you cannot pay',
])('among questions %s is left alone', (heading) => {
  expect(told([...questions, heading])).toEqual([])
})

test('a page of nouns is left alone, and so is one of which half are', () => {
  expect(told(['Charges', 'Refunds', 'Cards'])).toEqual([])
  expect(told(['Charges', 'Refunds', ...questions])).toEqual([])
  expect(told(['Charges', 'Who pays?'])).toEqual([])
})

test('of a page that is called so, half of the headings have to be questions', () => {
  expect(told(['Refunds', 'Who pays?'], 'title: Fees FAQ')).toEqual(['Refunds'])
  expect(told(['Refunds', 'Who pays?'], 'title: Fees\nsub_category: Frequently Asked Questions')).toEqual(['Refunds'])
  expect(told(['Refunds', 'Charges', 'Who pays?'], 'title: Fees FAQ')).toEqual([])
})
