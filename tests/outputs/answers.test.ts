import { expect, test } from 'vitest'
import { z } from 'zod'
import { outputFiles } from '../../src/outputs/index.ts'
import { assets, type Files, page, readFiles, strings } from '../files.ts'

const files: Files = {
  'site.yml': 'name: Data\nurl: https://example.org/help/\nlicence:\n  name: A licence\n',
  'glossary.yml': '- term: ITK\n  expansion: Interoperability Toolkit\n  meaning: A family of documents.\n',
  'a-page.md': page(
    [
      'The lead, with [a link][ref]. <!-- for nobody -->',
      '',
      '## One? <!-- ignore raw-html: so -->',
      '',
      '<!-- A note',
      '',
      'over lines. -->',
      'See [two](other.md#two) and [itself](#one), `<!-- code -->`, and \\` a sign <!-- secret ` -->.[^1]',
      '',
      '```html',
      '<!-- shown -->',
      '```',
      '',
      '### Deeper',
      '',
      'More, with [a link][ref].',
      '',
      '## Last?',
      '',
      'Nothing more.',
      '',
      '[ref]: other.md',
      '',
      '[^1]: A footnote',
      '    in two lines.',
      '',
    ].join('\n'),
    'title: A page\nlast_reviewed: 2026-01-31\nreview_in: 12 months\nowner: Someone\nsources: [A book]\nredirect_from: [/old.html]\nanswers:\n  one:\n    also_asked: [Which one?]\n    redirect_from: ["/old.html#first"]',
  ),
  'other.md': page('## Two?\n\nText.\n', 'title: Other\nsub_category: Part'),
  'permalinks.txt': [
    'one 2026-01-01 0123456789abcdef /a-page/#one One?',
    'gone 2026-01-01 0123456789abcdef /gone/ Gone',
    'gone retired /other/#two',
    '',
  ].join('\n'),
}

const made = (content: Files): Map<string, string> =>
  new Map(
    [...outputFiles(readFiles(content).site, assets, strings)].map(({ path, content }) => [path, String(content)]),
  )

interface Inventory {
  readonly answers: readonly Readonly<Record<string, unknown>>[]
  readonly pages: readonly unknown[]
  readonly retired: readonly unknown[]
}
const inventory = (content: Files = files): Inventory =>
  JSON.parse(made(content).get('/answers.json') ?? '') as Inventory

test('every answer, lead and term, with all that is said of it', () => {
  const { answers, pages, retired } = inventory()
  expect(answers.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
    'lead /help/a-page/',
    'answer /help/a-page/#one',
    'answer /help/a-page/#last',
    'answer /help/other/#two',
    'term /help/glossary/#itk',
  ])
  expect(answers[1]).toEqual({
    id: 'one',
    permalink: '/help/a/one/',
    kind: 'answer',
    address: '/help/a-page/#one',
    question: 'One?',
    page: 'A page',
    category: 'Topic',
    language: 'en-GB',
    text: 'See two and itself, <!-- code -->, and ` a sign .\n<!-- shown -->\nDeeper\nMore, with a link.',
    markdown: [
      'See [two](https://example.org/help/other/#two) and [itself](https://example.org/help/a-page/#one), `<!-- code -->`, and \\` a sign .[^1]',
      '',
      '```html',
      '<!-- shown -->',
      '```',
      '',
      '### Deeper',
      '',
      'More, with [a link][ref].',
      '',
      '[ref]: https://example.org/help/other/',
      '',
      '[^1]: A footnote',
      '    in two lines.',
    ].join('\n'),
    hash: expect.stringMatching(/^[0-9a-f]{8}$/),
    also_asked: ['Which one?'],
    last_reviewed: '2026-01-31',
    review_due: '2027-01-31',
    owner: 'Someone',
    sources: [{ title: 'A book' }],
    anchors: ['deeper'],
    former: ['/help/old.html#first'],
  })
  expect(pages[1]).toEqual({ address: '/help/a-page/', title: 'A page', category: 'Topic', former: ['/help/old.html'] })
  expect(retired).toEqual([
    { id: 'gone', permalink: '/help/a/gone/', question: 'Gone', former: ['/help/gone/'], instead: '/help/other/#two' },
  ])
})

test('it keeps to its schema, and the schema is strict enough to notice', () => {
  const schema = z.fromJSONSchema(
    JSON.parse(made(files).get('/answers.schema.json') ?? '') as Parameters<typeof z.fromJSONSchema>[0],
  )
  expect(schema.safeParse(inventory()).error).toBeUndefined()
  const { answers, ...rest } = inventory()
  expect(schema.safeParse(rest).success).toBe(false)
  expect(schema.safeParse({ ...rest, answers: [{ ...answers[1], hash: 'x' }] }).success).toBe(false)
})

test('the hash changes with what an answer says, and with nothing else', () => {
  const hash = (content: Files): unknown => inventory(content).answers[1]?.hash
  const change = (from: string, to: string): Files => {
    const text = String(files['a-page.md'])
    expect(text).toContain(from)
    return { ...files, 'a-page.md': text.replace(from, to) }
  }
  const before = hash(files)
  expect(hash(change(' and [itself]', '  and <!-- x --> [itself]'))).toBe(before)
  expect(hash(change('2026-01-31', '2026-02-01'))).toBe(before)
  expect(hash(change('See [two]', 'Look at [two]'))).not.toBe(before)
  expect(hash(change('## One?', '## One then?'))).not.toBe(before)
  expect(hash(change('other.md#two', 'other.md'))).not.toBe(before)
})

test('each page has its Markdown beside it, without comments', () => {
  const text = made(files).get('/a-page/index.md') ?? ''
  expect(text.startsWith('# A page\n\nThe lead, with [a link][ref].')).toBe(true)
  expect(text).toContain('## One?')
  expect(text).not.toMatch(/nobody|secret|over lines|ignore/)
  expect(made(files).get('/glossary/index.md')).toBe(
    '# Glossary\n\n## ITK: Interoperability Toolkit\n\nA family of documents.\n',
  )
})

test.each([
  ['`a <!-- code --> b', 'Two\n\nlines ` with <!-- secret --> signs'],
  ['- a ` b\n- c <!-- secret --> ` d'],
  ['| a ` | b |\n| - | - |\n| <!-- secret --> | ` |'],
  ['> <!-- secret\n> over lines -->\n> quoted'],
  ['Text <!-- secret\ngoes on --> after ``` <!-- secret --> ```` x'],
])('no comment slips out: %s', (...parts) => {
  for (const part of parts) {
    const { site } = readFiles({ ...files, 'a-page.md': page(part) })
    const found = site.pages.find(({ address }) => address === '/a-page/')
    const shown = (found?.answers[0]?.html ?? '').includes('secret')
    // What the page shows as text is no comment; what it does not show must not be in its Markdown either.
    if (!shown) expect(found?.markdown).not.toContain('secret')
    expect(found?.markdown).not.toBe('')
  }
})

test('permalinks say what they are to chat tools, and send browsers on', () => {
  const html = made(files).get('/a/one/index.html')
  expect(html).toContain('<meta http-equiv="refresh" content="0; url=/help/a-page/#one">')
  expect(html).toContain('<link rel="canonical" href="https://example.org/help/a-page/">')
  expect(html).toContain('<meta property="og:title" content="One?">')
  expect(html).toContain('<meta property="og:url" content="https://example.org/help/a/one/">')
  expect(html).not.toContain('og:image')
  const pictured = [...outputFiles(readFiles(files, { publicFiles: ['/social.png'] }).site, assets, strings)]
  expect(String(pictured.find(({ path }) => path === '/a/one/index.html')?.content)).toContain(
    '<meta property="og:image" content="https://example.org/help/social.png">',
  )
})
