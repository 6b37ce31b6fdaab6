import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { parseFeed } from 'feedsmith'
import robotsModule from 'robots-parser'
import { expect, test } from 'vitest'
import { outputFiles } from '../../src/outputs/index.ts'
import { assets, type Files, page, readFiles, strings } from '../files.ts'

const files: Files = {
  'site.yml': [
    'name: Answers <&> "more" of them',
    'description: A site.',
    'url: https://example.org/help/',
    'security:',
    '  contact: mailto:guard@example.org',
    '  expires: 2027-01-31',
    '',
  ].join('\n'),
  'old.md': page('## First & last?\n\nIt is <5.\n', 'title: "[Old] page"\nlast_reviewed: 2026-03-01'),
  'new.md': page('## Second?\n\nYes.\n\n## Not promised?\n\nNo.\n', 'title: New'),
  'permalinks.txt': [
    'first 2026-01-01 0123456789abcdef /old/#first--last First & last?',
    'second 2026-02-01 0123456789abcdef /new/#second Second?',
    '',
  ].join('\n'),
}

// Its types tell of a module of another kind than it is.
const robotsParser = robotsModule as unknown as typeof robotsModule.default

const made = (content: Files): Map<string, string> =>
  new Map(
    [...outputFiles(readFiles(content).site, assets, strings)].map(({ path, content }) => [path, String(content)]),
  )

/** Files are read here by the parsers of others, who know nothing of how they are made. */
const read = (path: string): string => made(files).get(path) ?? ''

test.each(['/feed.xml', '/sitemap.xml', '/opensearch.xml'])('%s is well-formed XML', (path) => {
  expect(XMLValidator.validate(read(path))).toBe(true)
})

test('the feed has what was promised, newest first, by its day of promise or of its last review', () => {
  const { format, feed } = parseFeed(read('/feed.xml'))
  if (format !== 'atom') throw new Error(`A feed of the format ${format}`)
  expect(feed.id).toBe('https://example.org/help/')
  expect(feed.title?.value).toBe('Answers <&> "more" of them')
  expect(feed.updated).toBe('2026-03-01T00:00:00Z')
  expect(feed.links?.map(({ rel, href }) => `${rel} ${href}`)).toEqual([
    'alternate https://example.org/help/',
    'self https://example.org/help/feed.xml',
  ])
  const entries = feed.entries?.map(({ id, title, published, updated, links, summary, categories }) => ({
    id,
    title: title?.value,
    days: [published, updated],
    links: links?.map(({ href }) => href),
    summary: summary?.value,
    categories: categories?.map(({ term }) => term),
  }))
  expect(entries).toEqual([
    {
      id: 'https://example.org/help/a/first/',
      title: 'First & last?',
      days: ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z'],
      links: ['https://example.org/help/a/first/'],
      summary: 'It is <5.',
      categories: ['Topic'],
    },
    {
      id: 'https://example.org/help/a/second/',
      title: 'Second?',
      days: ['2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z'],
      links: ['https://example.org/help/a/second/'],
      summary: 'Yes.',
      categories: ['Topic'],
    },
  ])
})

test('robots.txt lets every crawler in, and names the sitemap', () => {
  const address = 'https://example.org/help/robots.txt'
  const robots = robotsParser(address, read('/robots.txt'))
  expect(robots.isAllowed('https://example.org/help/old/', 'Some crawler')).toBe(true)
  expect(robots.getSitemaps()).toEqual(['https://example.org/help/sitemap.xml'])
  const { urlset } = new XMLParser().parse(read('/sitemap.xml'))
  expect(urlset.url.map(({ loc }: { loc: string }) => loc)).toContain('https://example.org/help/old/')
})

test('llms.txt lists the pages as Markdown, and llms-full.txt has them whole, each with its address', () => {
  const outputs = made(files)
  expect(outputs.get('/llms.txt')).toBe(`# Answers <&> "more" of them

> A site.

[Everything on one page](https://example.org/help/llms-full.txt)

## Topic

- [&#91;Old&#93; page](https://example.org/help/old/index.md): It is <5.
- [New](https://example.org/help/new/index.md): Yes.
`)
  expect(outputs.get('/llms-full.txt')).toContain(
    '# New\n\n<https://example.org/help/new/>\n\n## Second?\n\nYes.\n\n## Not promised?\n\nNo.\n',
  )
})

test('the description for address bars keeps to the names and lengths of its format', () => {
  const description = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', htmlEntities: true }).parse(
    read('/opensearch.xml'),
  ).OpenSearchDescription
  expect(description).toEqual({
    xmlns: 'http://a9.com/-/spec/opensearch/1.1/',
    ShortName: 'Answers <&>',
    Description: 'A site.',
    Language: 'en-GB',
    InputEncoding: 'UTF-8',
    Url: { type: 'text/html', method: 'get', template: 'https://example.org/help/search/?q={searchTerms}' },
  })
  expect(description.ShortName.length).toBeLessThanOrEqual(16)
  expect(description.Description.length).toBeLessThanOrEqual(1024)
})

test('security.txt has what site.yml says, and nothing is made without it', () => {
  expect(made(files).get('/.well-known/security.txt')).toBe(`Contact: mailto:guard@example.org
Expires: 2027-01-31T00:00:00Z
Preferred-Languages: en
Canonical: https://example.org/help/.well-known/security.txt
`)
  const plain = [...made({ ...files, 'site.yml': 'name: T\n' }).keys()]
  expect(plain.filter((path) => /security|feed|opensearch/.test(path))).toEqual([])
})
