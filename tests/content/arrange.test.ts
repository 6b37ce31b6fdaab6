import { expect, test } from 'vitest'
import { readFiles, settings, told } from '../files.ts'

const file = (title: string, more: string): string => `---\ntitle: ${title}\ncategory: Care\n${more}\n---\n\nText.\n`

test('pages are filed by equal names, in the order that the index page gives, then by name', () => {
  const { site, problems } = readFiles({
    ...settings,
    'care/index.md':
      '---\ntitle: Care standards\nlayout: index_page\ncategory: Care\nsub_categories:\n  - title: Post Event Messaging\n  - Messaging\n---\n',
    'care/b.md': file('Zebra', 'sub_category: Messaging'),
    'care/c.md': file('Apple', 'sub_category: Post Event Messaging'),
    'care/d.md': file('Bread', 'sub_category: Another'),
    'care/e.md': file('Item 10', 'sub_category: Messaging'),
    'care/f.md': file('Item 9', 'sub_category: Messaging'),
    'care/g.md': file('Last', 'sub_category: Messaging\norder: 1'),
    'care/h.md': file('Loose', 'order: 5'),
  })
  expect(problems).toEqual([])
  expect(site.categories).toHaveLength(1)
  expect(site.categories[0]?.address).toBe('/care/')
  expect(site.categories[0]?.subCategories.map(({ title, pages }) => [title, pages.map((page) => page.title)])).toEqual(
    [
      [undefined, ['Loose']],
      ['Post Event Messaging', ['Apple']],
      ['Messaging', ['Last', 'Item 9', 'Item 10', 'Zebra']],
      ['Another', ['Bread']],
    ],
  )
})

test('a category without an index page gets one made', () => {
  const { site } = readFiles({ ...settings, 'b.md': file('One', '') })
  expect(site.pages.map(({ address, layout }) => [address, layout])).toEqual([
    ['/care/', 'index_page'],
    ['/b/', 'content_page'],
    ['/', 'home'],
    ['/search/', 'search'],
    ['/all/', 'all'],
    ['/404.html', 'not_found'],
  ])
})

test.each([
  ['what_is_it.md', '', '/what-is-it/'],
  ['What Is It.md', '', '/what-is-it/'],
  ['deep/er/what-is-it.md', '', '/what-is-it/'],
  ['été.md', '', '/été/'],
  ['deep/index.md', '', '/deep/'],
  ['deep/README.md', '', '/deep/'],
  ['x.md', 'slug: other-name', '/other-name/'],
])('the file %s has the address %s%s', (path, more, address) => {
  expect(readFiles({ ...settings, [path]: file('One', more) }).site.pages[1]?.address).toBe(address)
})

test('drafts are left out of a build, and shown in a preview', () => {
  const files = { ...settings, 'b.md': file('One', 'draft: true'), 'c.md': file('Two', '') }
  expect(readFiles(files).site.pages.map(({ title }) => title)).not.toContain('One')
  expect(readFiles(files).site.drafts).toEqual(['/b/'])
  expect(readFiles(files, { drafts: true }).site.pages.map(({ title }) => title)).toContain('One')
})

test('an address has one claimant, and a clash names all its files', () => {
  const clash = readFiles({
    ...settings,
    'x/what-is-it.md': file('A', ''),
    'y/what_is_it.md': file('B', ''),
    'search.md': file('C', ''),
  })
  expect(clash.problems.map(({ rule, at, what }) => [rule, at.file, what])).toEqual([
    [
      'address',
      'content/search.md',
      'The address /search/ is claimed by this page and by the site\'s own page "Search".',
    ],
    [
      'address',
      'content/y/what_is_it.md',
      'The address /what-is-it/ is claimed by this page and by content/x/what-is-it.md.',
    ],
  ])
})

test('where two files claim one address, links to what stands on either are no mistakes besides', () => {
  const linking = file('C', '').concat(
    '\nSee [it](../x/what-is-it.md#who-pays) and [that](../x/what-is-it.md#nobody).\n',
  )
  const clash = readFiles({
    ...settings,
    'x/what-is-it.md': file('A', '').concat('\n## Who pays?\n\nNobody.\n'),
    'y/what_is_it.md': '# What is it?\n\nNo front matter.\n',
    'z/other.md': linking,
  })
  expect(told(clash)).toEqual([
    'y/what_is_it.md:1:1 address',
    'y/what_is_it.md:1:1 front-matter',
    'z/other.md:9:50 anchor',
  ])
})
