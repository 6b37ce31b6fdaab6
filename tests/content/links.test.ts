import { expect, test } from 'vitest'
import { type LinkContext, readLink } from '../../src/content/addresses.ts'
import { readFiles, settings, told } from '../files.ts'

const context: LinkContext = {
  path: 'care/page.md',
  address: '/page/',
  pageByPath: new Map([
    ['care/page.md', '/page/'],
    ['care/other page.md', '/other-page/'],
    ['top.md', '/top/'],
    ['café/été.md', '/été/'],
  ]),
  files: new Set(['care/plan.png', 'form.pdf']),
}

test.each([
  ['#late', { kind: 'page', address: '/page/', anchor: 'late' }],
  ['#o%C3%B9', { kind: 'page', address: '/page/', anchor: 'où' }],
  ['other%20page.md#x', { kind: 'page', address: '/other-page/', anchor: 'x' }],
  ['../top.md', { kind: 'page', address: '/top/' }],
  ['../caf%C3%A9/e%CC%81te%CC%81.md', { kind: 'page', address: '/été/' }],
  ['/top/#a', { kind: 'page', address: '/top/', anchor: 'a' }],
  ['/top', { kind: 'page', address: '/top/' }],
  ['/favicon.svg', { kind: 'page', address: '/favicon.svg' }],
  ['/top/?q=1#a', { kind: 'page', address: '/top/', query: 'q=1', anchor: 'a' }],
  ['/top/../page/', { kind: 'page', address: '/page/' }],
  ['plan.png', { kind: 'file', path: 'care/plan.png' }],
  ['./../form.pdf', { kind: 'file', path: 'form.pdf' }],
  ['gone.md', { kind: 'missing', path: 'care/gone.md' }],
  ['plan.pgn', { kind: 'missing', path: 'care/plan.pgn', near: 'care/plan.png' }],
  ['top.md', { kind: 'missing', path: 'care/top.md', near: 'top.md' }],
  ['../../secret.png', { kind: 'outside' }],
  ['..%2f..%2fsecret.png', { kind: 'outside' }],
  ['https://example.org/', { kind: 'external' }],
  ['//example.org/', { kind: 'external' }],
  ['mailto:someone@example.org', { kind: 'external' }],
  ['javascript:alert(1)', { kind: 'unsafe', scheme: 'javascript' }],
  ['JaVaScRiPt:alert(1)', { kind: 'unsafe', scheme: 'javascript' }],
  [' java\tscript:alert(1)', { kind: 'unsafe', scheme: 'javascript' }],
  ['\u0001javascript:alert(1)', { kind: 'unsafe', scheme: 'javascript' }],
  ['data:text/html,x', { kind: 'unsafe', scheme: 'data' }],
  ['vbscript:x', { kind: 'unsafe', scheme: 'vbscript' }],
  ['file:///etc/passwd', { kind: 'unsafe', scheme: 'file' }],
  ['100%.md', { kind: 'missing', path: 'care/100%.md' }],
])('%j is read as %j', (href, target) => {
  expect(readLink(href, context)).toEqual(target)
})

const twoPages = (body: string, other = '## Why?\n\nText.\n') =>
  readFiles({
    ...settings,
    'care/one.md': `---\ntitle: One\ncategory: T\n---\n\n${body}\n`,
    'two.md': `---\ntitle: Two\ncategory: T\n---\n\n${other}`,
    'care/plan.png': Buffer.from('png'),
    'care/run.html': Buffer.from('x'),
  })

test('links between files become addresses, under the base path of the site', () => {
  const { site, problems } = readFiles(
    {
      'one.md': '---\ntitle: One\ncategory: T\n---\n\n[a](two.md#why) ![b](plan.png) [c](/two/)\n',
      'two.md': '---\ntitle: Two\ncategory: T\n---\n\n## Why?\n\nText.\n',
      'plan.png': Buffer.from('x'),
      ...settings,
    },
    { url: 'https://example.org/help' },
  )
  expect(problems).toEqual([])
  const html = site.pages.find(({ address }) => address === '/one/')?.answers[0]?.html
  expect(html).toContain('href="/help/two/#why"')
  expect(html).toContain('src="/help/files/plan.png"')
  expect(html).toContain('href="/help/two/"')
  expect(site.files).toEqual([{ path: 'plan.png', address: '/files/plan.png', active: false }])
})

test.each([
  ['a dead anchor', 'Text [x](../two.md#wy)', '6:10 anchor'],
  ['a dead anchor on the page itself', '- one\n- two\n  and [x](#nowhere)', '8:11 anchor'],
  ['a dead page', '[x](/tow/)', '6:5 link'],
  ['a missing file', '![x](plam.png)', '6:6 link'],
  ['a link out of the folder', '[x](../../secret.md)', '6:5 outside'],
  ['an image out of the folder', '![x](../../secret.png)', '6:6 outside'],
  ['a scheme that runs code', '[x](javascript:alert(1))', '6:5 unsafe-link'],
  ['data as an image', '![x](data:image/svg+xml,<svg>)', '6:6 unsafe-link'],
  ['an autolink that runs code', '<javascript:alert(1)>', '6:2 unsafe-link'],
  ['a file that a browser would run', '[x](run.html)', '6:5 file-type'],
  ['the second of two alike in a line', '[x](../two.md) [x](../tow.md)', '6:20 link'],
  ['a link in a quote in a list', '- one\n\n  > two [x](#no)', '8:13 anchor'],
  ['a link in a table', '| a | b |\n| - | - |\n| x \\| y | [x](#no) |', '8:16 anchor'],
  ['a link in a table without edges', 'a | b\n- | -\n[x](#no) | [x](#no)', '8:5 anchor'],
  ['a link by reference', 'See [the page][there].\n\n[there]: /gone/', '8:10 link'],
  ['a link in a footnote', 'Text.[^a]\n\n[^a]: See [x](#no)', '8:15 anchor'],
  ['a link with a title', '[x](#no "A title")', '6:5 anchor'],
  ['a link in angle brackets', '[x](<../no such.md>)', '6:6 link'],
  ['a link with brackets in it', '[x](/a(b)c/)', '6:5 link'],
  ['a second link of the same target', '[x](#no) and [x](#no "t")', '6:5 anchor'],
  ['a link in a heading', '## See [x](#no)?\n\nText.', '6:12 anchor'],
  ['a link in bold', '**see [x](#no)**', '6:11 anchor'],
  ['an image in a link', '[![x](gone.png)](../two.md)', '6:7 link'],
])('%s is told where it stands', (_name, body, expected) => {
  expect(told(twoPages(body))[0]).toBe(`care/one.md:${expected}`)
})

test('what is unsafe is not in the HTML, whatever the problem says', () => {
  const { site } = twoPages('[x](javascript:alert(1)) ![y](data:image/svg+xml,z) [z](../../up.md)')
  const html = site.pages.find(({ address }) => address === '/one/')?.answers[0]?.html
  expect(html).not.toMatch(/javascript:|data:|\.\./)
})

test('problems say what was probably meant', () => {
  expect(twoPages('[x](../two.md#wy)').problems[0]?.fix).toBe('Did you mean "#why"?')
  expect(twoPages('[x](/tow/)').problems[0]?.fix).toBe('Did you mean "/two/"?')
})
