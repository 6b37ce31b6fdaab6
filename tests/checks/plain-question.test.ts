import { expect, test } from 'vitest'
import { page, readFiles, settings } from '../files.ts'

/** What to write, for each question that is told. */
const told = (body: string): string[] =>
  readFiles({ ...settings, 'p.md': page(body) })
    .problems.filter(({ rule }) => rule === 'plain-question')
    .map(({ fix }) => fix)

test.each([
  [
    '**Q: Who pays?**\n\nA: You do.',
    'Write it as a heading, and its answer below it without "A:":\n## Who pays?\nYou do.',
  ],
  [
    'Q1. Who pays?\nA1. You do.',
    'Write it as a heading, and its answer below it without "A1.":\n## Who pays?\nYou do.',
  ],
  ['Question: Who pays?\n\nYou do.', 'Write it as a heading:\n## Who pays?'],
  [
    'Q: Tell me who pays.\n\nAnswer - You do.',
    'Write it as a heading, and its answer below it without "Answer -":\n## Tell me who pays.\nYou do.',
  ],
  ['### Other?\n\nYes.\n\nQ) Who pays?', 'Write it as a heading:\n### Who pays?'],
])('%j', (body, fix) => {
  expect(told(`${body}\n`)).toEqual([fix])
})

test.each([
  'Q3. Sales rose.',
  'Q & A: what is it?',
  'The question: who pays?',
  '**Who pays?**\n\nYou do.',
  '**Who** pays?\n\nYou do.\n\n**When** then?\n\nNow.',
  '- Q: Who pays?',
  '> Q: Who pays?',
])('%j is left alone', (body) => {
  expect(told(`${body}\n`)).toEqual([])
})
