import { expect, test } from 'vitest'
import { addressTaken, freeSlug, slugFor } from '../../src/new/slug.ts'
import { page, readFiles, settings } from '../files.ts'

test.each([
  ['What is TRUD?', 'what-is-trud'],
  ["What isn't ITK?", 'what-isnt-itk'],
  ['Où payer ?', 'ou-payer'],
  ['TLS/MA: what is it?', 'tls-ma-what-is-it'],
  ['Что это такое?', 'что-это-такое'],
  ['🙂', ''],
  [
    'What happens when the patient is referred to the out of hours service by somebody else?',
    'what-happens-when-the-patient-is-referred-to-the-out-of',
  ],
])('%j has the slug %j', (words, slug) => {
  expect(slugFor(words)).toBe(slug)
})

test('an address is free when no page, category, public file, former address or folder of the site has it', () => {
  const { site } = readFiles(
    {
      ...settings,
      'a/garden.md': page('## Where?\n\nText.\n', 'title: A\nredirect_from: /park/'),
      'draft.md': page('Text.\n', 'title: D\ndraft: true'),
    },
    { drafts: true, publicFiles: ['/leaflet/index.html'] },
  )
  expect(addressTaken('garden', site)).toBe('content/a/garden.md')
  expect(addressTaken('Garden', site)).toBe('content/a/garden.md')
  expect(addressTaken('draft', site)).toBe('content/draft.md')
  expect(addressTaken('topic', site)).toBe('the page "Topic"')
  expect(addressTaken('search', site)).toContain('the page')
  expect(addressTaken('leaflet', site)).toBe('public/leaflet/index.html')
  expect(addressTaken('park', site)).toContain('was there before')
  for (const name of ['a', 'assets', 'index', 'readme', 'con', 'com1']) expect(addressTaken(name, site)).toBeDefined()
  expect(addressTaken('gardens', site)).toBeUndefined()
  expect(freeSlug('b', (slug) => ['b', 'b-2'].includes(slug))).toBe('b-3')
})
