import { expect, test } from 'vitest'
import { madeFiles } from '../../src/address.ts'
import type { Address } from '../../src/model.ts'
import { outputFiles } from '../../src/outputs/index.ts'
import { assets, page, readFiles, strings } from '../files.ts'

const files = {
  'site.yml': 'name: T\nurl: https://example.org/help\n',
  'où.md': page('## One?\n\nText.\n', 'title: A\nlast_reviewed: 2026-01-31\nreview_in: 1 year'),
}

test('the sitemap has every page with its whole address, and neither search nor not found', () => {
  const sitemap = [...outputFiles(readFiles(files).site, assets, strings)].find(({ path }) => path === '/sitemap.xml')
  expect(sitemap?.content).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://example.org/help/topic/</loc></url>
  <url><loc>https://example.org/help/o%C3%B9/</loc><lastmod>2026-01-31</lastmod></url>
  <url><loc>https://example.org/help/</loc></url>
</urlset>
`)
})

test('without an address of its own a site has no sitemap', () => {
  const paths = [...outputFiles(readFiles({ ...files, 'site.yml': 'name: T\n' }).site, assets, strings)].map(
    ({ path }) => path,
  )
  expect(paths).not.toContain('/sitemap.xml')
  expect(paths).toContain('/robots.txt')
})

test('a file in public takes the place of one that is made', () => {
  const made = (publicFiles: Address[]): string[] =>
    [...outputFiles(readFiles(files, { publicFiles }).site, assets, strings)].map(({ path }) => path)
  expect(made([]).filter((path) => !made(['/robots.txt']).includes(path))).toEqual(['/robots.txt'])
})

test('links may lead to each file that a site has whatever its content, and to no other', () => {
  const everything = {
    ...files,
    'site.yml': `${files['site.yml']}security:\n  contact: https://example.org/\n  expires: 2027-01-31\n`,
    'permalinks.txt': 'one 2026-01-01 0123456789abcdef /où/#one One?\n',
  }
  const paths = [...outputFiles(readFiles(everything).site, assets, strings)].map(({ path }) => path)
  // One is made with the search.
  expect([...paths.filter((path) => !/^\/_|\.html$|\/index\.md$/.test(path)), '/pagefind.json'].sort()).toEqual(
    [...madeFiles].sort(),
  )
})
