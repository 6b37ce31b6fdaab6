import { Parser } from 'htmlparser2'
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

const made = (content: Files): Map<string, string> =>
  new Map(outputFiles(readFiles(content).site, assets, strings).map(({ path, content }) => [path, String(content)]))

/** Text of each element of XML, by its name. */
function texts(xml = ''): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const open: string[] = []
  const parser = new Parser(
    {
      onopentag: (name) => void open.push(name),
      ontext(text) {
        const name = open.at(-1) ?? ''
        if (text.trim() !== '') found.set(name, [...(found.get(name) ?? []), text])
      },
      onclosetag: () => void open.pop(),
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  return found
}

test('the feed has what was promised, newest first, by its day of promise or of its last review', () => {
  const feed = texts(made(files).get('/feed.xml'))
  expect(feed.get('title')?.join('')).toContain('First & last?')
  expect(feed.get('updated')).toEqual(['2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z'])
  expect(feed.get('published')).toEqual(['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'])
  expect(feed.get('id')).toEqual([
    'https://example.org/help/',
    'https://example.org/help/a/first/',
    'https://example.org/help/a/second/',
  ])
})

test('llms.txt lists the pages as Markdown, and llms-full.txt has them whole, each with its address', () => {
  const outputs = made(files)
  expect(outputs.get('/llms.txt')).toBe(`# Answers <&> "more" of them

> A site.

## Topic

- [\\[Old\\] page](https://example.org/help/old/index.md): It is <5.
- [New](https://example.org/help/new/index.md): Yes.
`)
  expect(outputs.get('/llms-full.txt')).toContain(
    '# New\n\n<https://example.org/help/new/>\n\n## Second?\n\nYes.\n\n## Not promised?\n\nNo.\n',
  )
})

test('the description for address bars keeps to the lengths of its format', () => {
  const description = texts(made(files).get('/opensearch.xml'))
  expect(description.get('ShortName')?.join('')).toBe('Answers <&>')
  expect(made(files).get('/opensearch.xml')).toContain('template="https://example.org/help/search/?q={searchTerms}"')
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
