import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findFiles } from '../../src/content/files.ts'
import { readSite } from '../../src/content/read.ts'
import { linksOf, type Page, type Site } from '../../src/model.ts'
import { createRelated } from '../../src/related/related.ts'
import { asMarkdown, makePages } from '../bench/generate.ts'
import { type Files, page, readFiles, settings } from '../files.ts'

/** What is related to the page at an address: addresses, best first. */
function relatedTo(address: string, files: Files, site = siteOf(files)): string[] {
  const own = site.pages.find((one) => one.address === address)
  return own ? createRelated()(site)(own).map((answer) => answer.address) : ['no such page']
}

const siteOf = (files: Files): Site => readFiles({ ...settings, ...files }).site

/** Answers on other matters, so that words of the matter in hand are rare. */
const others: Files = Object.fromEntries(
  ['boats', 'cheese', 'drums', 'engines', 'forests', 'gloves'].map((word) => [
    `${word}.md`,
    page(`## Where are ${word} kept?\n\nIn the ${word} room of building ${word.length}.\n`, `title: About ${word}`),
  ]),
)

const parking: Files = {
  ...others,
  'permits.md': page(
    '## How do I renew a parking permit?\n\nTake the parking permit to the desk.\n\n## What does a parking permit cost?\n\nTen pounds.\n',
    'title: Permits',
  ),
  'visitors.md': page('## Do visitors need a parking permit?\n\nOnly on weekdays.\n', 'title: Visitors'),
}

test('answers on other pages that share rare words with a page are related to it, and nothing else is', () => {
  expect(relatedTo('/permits/', parking)).toEqual(['/visitors/#do-visitors-need-a-parking-permit'])
  expect(relatedTo('/boats/', parking)).toEqual([])
})

test('there are never more than three, and never any of the page itself', () => {
  const many = Object.fromEntries(
    ['Who', 'When', 'Where', 'Why'].map((word) => [
      `${word}.md`,
      page(`## ${word} shows a parking permit?\n\nA parking permit is shown.\n`, `title: ${word}`),
    ]),
  )
  const found = relatedTo('/permits/', { ...parking, ...many })
  expect(found).toHaveLength(3)
  expect(found.filter((address) => address.startsWith('/permits/'))).toEqual([])
})

test('of equal ones, those come first whose addresses do', () => {
  const twins = Object.fromEntries(
    ['two', 'one'].map((name, number) => [
      `${name}.md`,
      page(`## Do ${['men', 'kin'][number]} need a parking permit?\n\nYes.\n`, `title: ${name}`),
    ]),
  )
  expect(relatedTo('/permits/', { ...others, ...twins, 'permits.md': parking['permits.md'] ?? '' })).toEqual([
    '/one/#do-kin-need-a-parking-permit',
    '/two/#do-men-need-a-parking-permit',
  ])
})

test('what the page’s own text links to is not said again, however the link is written', () => {
  const address = '/visitors/#do-visitors-need-a-parking-permit'
  const links: Readonly<Record<string, string>> = {
    address,
    file: 'visitors.md#do-visitors-need-a-parking-permit',
    permalink: '/a/visitors/',
    'former address': '/guests/#do-visitors-need-a-parking-permit',
  }
  for (const [name, href] of Object.entries(links)) {
    const files = {
      ...parking,
      'permits.md': `${parking['permits.md']}\n[Visitors](${href}) may need one.\n`,
      'visitors.md': String(parking['visitors.md']).replace('category:', 'redirect_from: [/guests/]\ncategory:'),
      'permalinks.txt': `visitors 2026-01-31 0123456789abcdef ${address} Do visitors need a parking permit?\n`,
    }
    expect([name, relatedTo('/permits/', files)]).toEqual([name, []])
  }
})

test('an answer that links to the page needs fewer words in common, but some', () => {
  const ask = (body: string): Files => ({
    ...parking,
    'visitors.md': page('## Who lets guests in?\n\nThe porter does.\n', 'title: Visitors'),
    'gates.md': page(`## When are gates shut?\n\n${body}\n`, 'title: Gates'),
  })
  const near = 'At ten. With a parking permit you may leave by the back.'
  expect(relatedTo('/permits/', ask(near))).toEqual([])
  expect(relatedTo('/permits/', ask(near.replace('a parking permit', '[a parking permit](permits.md)')))).toEqual([
    '/gates/#when-are-gates-shut',
  ])
  expect(relatedTo('/permits/', ask('At ten. Then [everybody](permits.md) goes.'))).toEqual([])
})

test('an answer to the very question of the page, or of one that is listed, is left out: nobody could tell the two apart', () => {
  const same = page('## How do I renew a parking permit?\n\nAt the desk with a form.\n', 'title: Staff')
  expect(relatedTo('/permits/', { ...parking, 'staff.md': same })).toEqual([
    '/visitors/#do-visitors-need-a-parking-permit',
  ])
  const twice = { ...parking, 'guests.md': String(parking['visitors.md']).replace('Visitors', 'Guests') }
  expect(relatedTo('/permits/', twice)).toHaveLength(1)
})

test('a page in another language is not related, and a draft only where drafts are shown', () => {
  const other = (line: string): Files => ({
    ...parking,
    'visitors.md': String(parking['visitors.md']).replace('title:', `${line}\ntitle:`),
  })
  expect(relatedTo('/permits/', other('lang: cy'))).toEqual([])
  expect(relatedTo('/permits/', other('draft: true'))).toEqual([])
  const shown = readFiles({ ...settings, ...other('draft: true') }, { drafts: true }).site
  expect(relatedTo('/permits/', {}, shown)).toHaveLength(1)
})

test('pages that the site makes itself have none', () => {
  const site = siteOf({ ...parking, 'glossary.yml': '- term: Permit\n  meaning: A parking permit.\n' })
  const related = createRelated()(site)
  expect(site.pages.filter(({ kind }) => kind !== 'content').flatMap(related)).toEqual([])
})

test('what was read before makes no difference', () => {
  const reading = createRelated()
  const sites = [others, { ...parking, ...made(40) }, parking].map(siteOf)
  for (const site of sites) expect(addresses(site, reading(site))).toEqual(addresses(site, createRelated()(site)))
})

test('on the site of this project nothing is of its own page, and nothing is in the text already', async () => {
  const content = join(import.meta.dirname, '..', '..', 'content')
  const { files } = await findFiles(content, 'content')
  const { site } = readSite(files, { folder: 'content', drafts: false, layouts: [], publicFiles: [] })
  const related = createRelated()(site)
  const pages = site.pages.filter(({ kind }) => kind === 'content')
  for (const one of pages) {
    const found = related(one).map((answer) => answer.address as string)
    const inText = linksOf(one).map(({ target }) =>
      target.kind === 'page' ? `${target.address}#${target.anchor}` : '',
    )
    expect(found.length).toBeLessThanOrEqual(3)
    expect(found.filter((address) => address.startsWith(one.address) || inText.includes(address))).toEqual([])
  }
  expect(pages.filter((one) => related(one).length > 0).length).toBeGreaterThan(pages.length / 3)
})

const made = (count: number): Files =>
  Object.fromEntries(makePages(count).map((one) => [`${one.path}.md`, asMarkdown(one)]))

const addresses = (
  site: Site,
  related: (page: Page) => readonly { readonly address: string }[],
): [string, string[]][] =>
  site.pages
    .filter(({ kind }) => kind === 'content')
    .map((one) => [one.title, related(one).map(({ address }) => address)])
