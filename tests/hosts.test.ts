import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../src/build.ts'
import { readFiles } from './files.ts'
import { writeFiles } from './temporary.ts'
import { startWebServer, type WebServerName, webServers } from './web-servers.ts'

const page = (title: string, front: string, body: string): string =>
  `---\ntitle: ${title}\ncategory: Topic\n${front}---\n\n${body}`

/** All that can become of an address: moved whole, in part, to one answer, by capitals alone, by a name no file can have; gone. */
const content = {
  'site.yml': 'name: Hosts\n',
  'present.md': page(
    'Present',
    'redirect_from: [/old.html, /older/, /Very Old/, /where.php, /PRESENT/, /été/]\nanswers:\n  first:\n    redirect_from: [/one-answer.html]\n',
    '## First\n\nOne.\n\n## Second {#second}\n\nTwo.\n',
  ),
  'parted.md': page('Parted', 'redirect_from: [/whole/]\n', '## Half\n\nHere.\n'),
  'other.md': page(
    'Other',
    'answers:\n  other-half:\n    redirect_from: ["/whole/#other-half"]\n',
    '## Other half\n\nThere.\n',
  ),
  'renamed.md': page('Renamed', 'redirect_from: [/before/]\n', '## Kept\n\nAs it was.\n'),
  'permalinks.txt': [
    'before 2026-01-01 0123456789abcdef /before/ Renamed',
    'kept 2026-01-01 0123456789abcdef /before/#kept Kept',
    'whole 2026-01-01 0123456789abcdef /whole/ Parted',
    'half 2026-01-01 0123456789abcdef /whole/#half Half',
    'other-half 2026-01-01 0123456789abcdef /whole/#other-half Other half',
    'gone 2026-01-01 0123456789abcdef /gone/ Gone',
    'gone retired /present/',
    'lost-answer 2026-01-01 0123456789abcdef /present/#lost-answer Lost answer',
    'lost-answer retired',
    '',
  ].join('\n'),
}

const moved = {
  '/old.html': '/present/',
  '/older/': '/present/',
  '/Very%20Old/': '/present/',
  '/where.php': '/present/',
  '/PRESENT/': '/present/',
  '/%C3%A9t%C3%A9/': '/present/',
  '/one-answer.html': '/present/#first',
  '/before/': '/renamed/',
} as const
const gone = ['/gone/', '/a/gone/', '/a/lost-answer/'] as const
const there = [
  '/',
  '/present/',
  '/parted/',
  '/renamed/',
  '/whole/',
  '/a/kept/',
  '/a/half/',
  '/a/whole/',
  '/a/before/',
] as const

test('a host that reads 2,000 redirects is not given more without a word', () => {
  const old = Array.from({ length: 2001 }, (_, index) => `/old-${index}/`)
  const many = (count: number) =>
    readFiles({
      'site.yml': 'name: Many\n',
      'a-page.md': page('A page', `redirect_from: [${old.slice(0, count).join(', ')}]\n`, 'Text.\n'),
    }).problems.map(({ rule, severity, what }) => `${severity} ${rule}: ${what}`)
  expect(many(2000)).toEqual([])
  expect(many(2001)).toEqual([
    'warning host-limit: The file _redirects has 2001 lines; Cloudflare Pages reads the first 2000 of them.',
  ])
})

describe.each(['/', '/help/'])('published at %s', (base) => {
  let folder: string
  let site: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'answerbook-hosts-'))
    site = join(folder, 'root', base)
    mkdirSync(join(folder, 'root'))
    writeFiles(join(folder, 'content'), content)
    const built = await build({
      content: join(folder, 'content'),
      output: base === '/' ? join(folder, 'root') : site,
      url: `https://example.org${base}`,
      drafts: false,
      say: () => undefined,
    })
    expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const under = (address: string): string => base + address.slice(1)

  test.each([
    ['Cloudflare', '_redirects', '301'],
    ['Netlify, which else prefers the pages that are there', '_hosts/netlify.txt', '301!'],
  ])('a line for each page that has moved, in the form of %s', (_host, file, status) => {
    const lines = readFileSync(join(site, file), 'utf8').trimEnd().split('\n')
    expect(lines.sort()).toEqual(
      Object.entries(moved)
        .map(([from, to]) => `${under(from)} ${under(to)} ${status}`)
        .sort(),
    )
  })

  const shared = [
    '/answers.json',
    '/answers.schema.json',
    '/objects.inv',
    '/reviews.json',
    '/reviews.ics',
    '/feed.xml',
    '/llms.txt',
    '/llms-full.txt',
  ] as const

  test('_headers has the same for hosts that read it, no header twice', () => {
    const blocks = readFileSync(join(site, '_headers'), 'utf8').split(/^(?=\S)/m)
    const names = blocks.map((block) =>
      block
        .split('\n')
        .slice(1, -1)
        .map((line) => line.trim().split(':')[0]),
    )
    expect(blocks.map((block) => block.split('\n')[0])).toEqual(
      ['/*', '/assets/*', '/pagefind/*', ...shared].map(under),
    )
    expect(names[0]).toContain('Content-Security-Policy')
    expect(
      names
        .slice(1)
        .flat()
        .filter((name) => names[0]?.includes(name)),
    ).toEqual([])
  })

  describe.each(Object.keys(webServers) as WebServerName[])('%s', (name) => {
    let server: Awaited<ReturnType<typeof startWebServer>> | undefined
    const { program } = webServers[name]

    beforeAll(async () => {
      if (webServers[name].program) server = await startWebServer(name, folder, join(site, '_hosts'))
    })
    afterAll(() => server?.close())

    const ask = (address: string) => fetch((server?.origin ?? '') + under(address), { redirect: 'manual' })

    test.skipIf(!program)('pages that have moved: 301, and the new address', async () => {
      const found = await Promise.all(
        Object.keys(moved).map(async (from) => {
          const { status, headers } = await ask(from)
          return [
            from,
            status,
            new URL(headers.get('location') ?? 'about:blank', server?.origin).href.replace(server?.origin ?? '', ''),
          ]
        }),
      )
      expect(found).toEqual(Object.entries(moved).map(([from, to]) => [from, 301, under(to)]))
    })

    test.skipIf(!program)('what is gone for good: 410, with the page that says so', async () => {
      const found = await Promise.all(gone.map(async (from) => ({ from, response: await ask(from) })))
      expect(found.map(({ from, response }) => [from, response.status])).toEqual(gone.map((from) => [from, 410]))
      for (const { response } of found) {
        expect(await response.text()).toContain('no longer answered')
        expect(response.headers.get('content-type')).toContain('text/html')
      }
    })

    test.skipIf(!program)('pages, permalinks, and a page whose answers have gone to several places: 200', async () => {
      const found = await Promise.all(there.map(async (from) => [from, (await ask(from)).status]))
      expect(found).toEqual(there.map((from) => [from, 200]))
      const nowhere = await ask('/nowhere/')
      expect(nowhere.status).toBe(404)
      expect(await nowhere.text()).toContain('There is no page at this address.')
    })

    test.skipIf(!program)('texts say how they are written, so that no browser guesses', async () => {
      for (const path of ['/', '/nowhere/', '/gone/', '/llms.txt', '/robots.txt']) {
        expect((await ask(path)).headers.get('content-type'), path).toMatch(/^text\/(html|plain); charset=utf-8$/i)
      }
    })

    test.skipIf(!program)(
      'every answer has the headers of a careful site, and files named by their content are kept',
      async () => {
        const [asset = ''] = readdirSync(join(site, 'assets'))
        const [search = ''] = readdirSync(join(site, 'pagefind'))
        const paths = [
          ...['/', '/present/', '/nowhere/', '/gone/', '/older/', '/answers.json', '/pagefind.json'],
          ...[`/assets/${asset}`, `/pagefind/${search}/pagefind.js`, '/pagefind/gone/pagefind.js'],
        ]
        const found = await Promise.all(
          paths.map(async (path) => {
            const { status, headers } = await ask(path)
            const policy = headers.get('content-security-policy') ?? ''
            expect(policy).toMatch(/^default-src 'none'; .*; frame-ancestors 'none'$/)
            expect(policy).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:/)
            return [
              path.replace(asset, '…').replace(search, '…'),
              status,
              headers.get('x-content-type-options'),
              headers.get('cross-origin-resource-policy'),
              headers.get('strict-transport-security'),
              headers.get('cache-control'),
              headers.get('access-control-allow-origin'),
            ]
          }),
        )
        const usual = ['nosniff', 'same-origin', 'max-age=31536000']
        expect(found).toEqual([
          ['/', 200, ...usual, 'no-cache', null],
          ['/present/', 200, ...usual, 'no-cache', null],
          ['/nowhere/', 404, ...usual, 'no-cache', null],
          ['/gone/', 410, ...usual, 'no-cache', null],
          ['/older/', 301, ...usual, 'no-cache', null],
          ['/answers.json', 200, ...usual, 'no-cache', '*'],
          ['/pagefind.json', 200, ...usual, 'no-cache', null],
          ['/assets/…', 200, ...usual, 'public, max-age=31536000, immutable', null],
          ['/pagefind/…/pagefind.js', 200, ...usual, 'public, max-age=31536000, immutable', null],
          // What is missing may be there tomorrow.
          ['/pagefind/gone/pagefind.js', 404, ...usual, 'no-cache', null],
        ])
      },
    )
  })
})
