import { expect, test } from 'vitest'
import { searchRecords } from '../../src/search/records.ts'
import { page, readFiles, settings, told } from '../files.ts'

const glossary = `- term: ITK
  expansion: Interoperability Toolkit
  meaning: Documents that let systems talk.
- term: CAS
  expansion: Clinical Assessment Service
  meaning: Clinicians who assess callers.
- term: A&E
  meaning: A hospital's emergency department.
  also: [ED]
- term: disposition
  meaning: What triage says should happen.
`

const html = (body: string, front?: string): string => {
  const { site, problems } = readFiles({ ...settings, 'glossary.yml': glossary, 'b.md': page(body, front) })
  expect(problems).toEqual([])
  return (
    site.pages
      .find(({ address }) => address === '/b/')
      ?.answers.map((answer) => answer.html)
      .join('\n') ?? ''
  )
}
const link = (anchor: string, text: string): string => `<a href="/glossary/#${anchor}" class="term">${text}</a>`

test.each([
  ['the first use only', 'ITK and ITK.', `<p>${link('itk', 'ITK')} and ITK.</p>`],
  [
    'the longest spelling',
    'The Interoperability Toolkit (ITK).',
    `<p>The ${link('itk', 'Interoperability Toolkit')} (ITK).</p>`,
  ],
  ['an expansion in small letters', 'an interoperability toolkit', `an ${link('itk', 'interoperability toolkit')}`],
  ['another spelling', 'To the ED.', link('ae', 'ED')],
  ['signs in a term', 'To A&E now.', link('ae', 'A&amp;E')],
  ['inside bold and tables', '**ITK**\n\n| a |\n| - |\n| CAS |', `<td>${link('cas', 'CAS')}</td>`],
])('%s is linked to the glossary', (_name, body, expected) => {
  expect(html(`## Q?\n\n${body}\n`)).toContain(expected)
})

test.each([
  ['in code', '`ITK`'],
  ['in a block of code', '```\nITK\n```'],
  ['in a link', '[ITK](https://example.org/)'],
  ['in a longer word', 'ITKx, an ITKs, x_ITK and ITK/x'],
  ['in other letters', 'itk, cas and Itk'],
])('nothing is linked %s', (_name, body) => {
  expect(html(`## Q?\n\n${body}\n`)).not.toContain('class="term"')
})

test('headings are left alone, and a page can switch it off', () => {
  expect(html('## What is ITK?\n\nText.\n\n### CAS\n\nText.\n')).not.toContain('class="term"')
  expect(html('## Q?\n\nITK.\n', 'title: B\nglossary: false')).not.toContain('class="term"')
})

test('a page knows its terms, and the text that is searched has no trace of the links', () => {
  const { site } = readFiles({
    ...settings,
    'glossary.yml': glossary,
    'b.md': page('CAS first.\n\n## Q?\n\nThen ITK, CAS.\n'),
  })
  const [found] = site.pages.filter(({ kind }) => kind === 'content')
  expect(found?.terms.map(({ term }) => term)).toEqual(['CAS', 'ITK'])
  expect(found?.answers[0]?.text).toBe('Then ITK, CAS.')
})

test('the glossary is a page of answers, in order, and in the search', () => {
  const { site } = readFiles({ ...settings, 'glossary.yml': glossary, 'b.md': page('Text.\n') })
  const [found] = site.pages.filter(({ kind }) => kind === 'glossary')
  expect(found?.answers.map(({ anchor, question }) => [anchor, question])).toEqual([
    ['ae', 'A&E'],
    ['cas', 'CAS: Clinical Assessment Service'],
    ['disposition', 'disposition'],
    ['itk', 'ITK: Interoperability Toolkit'],
  ])
  expect(searchRecords(site).map(({ url }) => url)).toContain('/glossary/#itk')
})

test.each([
  ['a term without a meaning', '- term: X\n', ['1:3 glossary']],
  ['a number for a term', '- term: 111\n  meaning: A number.\n', ['1:9 glossary']],
  ['a misspelt key', '- term: XY\n  meanign: Z.\n  meaning: Z.\n', ['2:3 glossary']],
  [
    'a spelling of two terms',
    '- term: XY\n  meaning: Z.\n- term: Z\n  expansion: xy\n  meaning: Z.\n',
    ['3:9 glossary'],
  ],
  ['one letter as a spelling', '- term: XY\n  meaning: Z.\n  also: [a]\n', ['3:10 glossary']],
])('%s is told where it stands', (_name, yaml, expected) => {
  expect(told(readFiles({ ...settings, 'glossary.yml': yaml, 'b.md': page('Text.\n') }))).toEqual(
    expected.map((problem) => `glossary.yml:${problem}`),
  )
})
