import { expect, test } from 'vitest'
import type { Problem } from '../../src/problem.ts'
import { page, readFiles, settings } from '../files.ts'

const glossary = '- term: ITK\n  expansion: Interoperability Toolkit\n  meaning: Documents.\n'

/** What is told of two pages with a question each, and their answers. */
function told(
  one: string,
  other: string,
  [first = 'The desk.', second = 'Ask us.']: readonly string[] = [],
): Problem[] {
  const files = {
    ...settings,
    'glossary.yml': glossary,
    'one.md': page(`## ${one}\n\n${first}\n`, 'title: First'),
    'two.md': page(`## ${other}\n\n${second}\n`, 'title: Second'),
  }
  return readFiles(files).problems.filter(({ rule }) => rule === 'near-duplicate')
}

test.each([
  ['What is ITK?', 'What is the Interoperability Toolkit?'],
  ['How do I renew a certificate?', 'How are certificates renewed?'],
  ['How do I renew a certificate?', 'How can we renew the certificates?'],
  ['Who organises visits?', 'Who organizes a visit?'],
  ['What is a certificate?', 'What does certificate mean?'],
])('%s is %s', (one, other) => {
  expect(told(one, other)).toMatchObject([{ at: { file: 'content/two.md', line: 6 } }])
})

test.each([
  ['What is ITK?', 'What is ITK accreditation?'],
  ['What is ITK?', "What isn't ITK?"],
  ['What is ITK?', 'Why ITK?'],
  ['What is ITK?', 'What is in ITK?'],
  ['What is a certificate?', 'What is a certificate for?'],
  ['When must I renew a certificate?', 'When can I renew a certificate?'],
  ['How do I renew a certificate?', 'Can I renew a certificate?'],
  ['How much is a certificate?', 'How is a certificate?'],
  ['How do I move records from a desk to a ward?', 'How do I move records from a ward to a desk?'],
  ['What changed in version 2?', 'What changed in version 3?'],
  ['How much does it cost?', 'How much does it cost?'],
  ['How do I get a new certificate for tests?', 'How do I get a new certificate for live use?'],
])('%s is not %s', (one, other) => {
  expect(told(one, other)).toEqual([])
})

const text =
  'Write to the desk, and say who you are, where you live, and when you want to come. It answers in two days.'

test('questions that differ in a word are one where the answers are nearly copies', () => {
  const [one, other] = ['How do I renew an expired travel certificate?', 'How do I renew a travel certificate?']
  expect(told(one, other, [text, 'Nobody does.'])).toEqual([])
  expect(told(one, other, [text, `${text} Often in one.`])).toHaveLength(1)
})

test('where a question hangs on its page, the answers decide', () => {
  expect(told('How much does it cost?', 'How much does it cost?', [text, text])).toHaveLength(1)
})

test('the likelier one to keep is named, and why', () => {
  const fix = (answers: string[]): string | undefined => told('Who pays?', 'Who pays?', answers)[0]?.fix
  expect(fix(['The desk.', 'The desk, at last.'])).toMatch(/^Keep this one: it says more\./)
  expect(fix(['The desk.', 'See [the other](one.md#who-pays).'])).toMatch(
    /^Keep the one in content\/one.md:6: 1 link of this site leads to it, and none to the other\./,
  )
})
