import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../src/build.ts'
import { weighLate } from '../src/checks/index.ts'
import { findHostLimits } from '../src/host-limits.ts'
import type { Site } from '../src/model.ts'
import { anyHost, hosts } from '../src/outputs/hosts/index.ts'
import { outputFiles } from '../src/outputs/index.ts'
import type { Host, OutputFile } from '../src/outputs/output.ts'
import { assets, readFiles, strings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'
import { brotliModule, startWebServer, type WebServerName, webServers } from './web-servers.ts'

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
  'renamed.md': page(
    'Renamed',
    'redirect_from: [/before/]\nlast_reviewed: 2026-01-31\nreview_in: 1 year\n',
    '## Kept\n\nAs it was.\n',
  ),
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

const { site } = readFiles(content, { url: 'https://example.org/' })

test.each([
  ['github-pages', ['/.nojekyll']],
  ['netlify', ['/_headers', '/_redirects']],
  ['cloudflare-pages', ['/_headers', '/_redirects']],
  ['nginx', ['/_hosts/nginx-brotli.conf', '/_hosts/nginx-http.conf', '/_hosts/nginx-server.conf']],
  ['caddy', ['/_hosts/caddy.conf']],
  ['object-storage', []],
] as const)('a site for %s has what that host reads, and nothing for others', (name, own) => {
  const paths = (host: Host | undefined): string[] =>
    [...outputFiles(site, assets, strings, host)].map(({ path }) => path)
  const shared = paths(undefined).filter((path) => !/^\/_/.test(path))
  expect(paths(hosts[name]).sort()).toEqual([...shared, ...own].sort())
})

test('every host has a row in these tests', () => {
  expect(Object.keys(hosts)).toHaveLength(6)
})

/** A folder with files of so many bytes, and what is told of it. */
function told(host: Host, files: Record<string, string | Buffer>, of: Site = site): string[] {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  return findHostLimits(host, of, folder).map(({ what, why }) => `${what} ${why}`)
}

const ten = '/old/ /new/ 301\n'.repeat(10)

test.each([
  ['files', { a: '', b: '' }, { a: '' }, 'The site has 2 files; A host takes 1. No more.'],
  [
    'files of a folder',
    { 'x/a': '', 'x/b': '', y: '' },
    { 'x/a': '', y: '' },
    'The folder /x has 2 files; A host takes 1. No more.',
  ],
  ['bytes', { a: 'ab', b: 'cd' }, { a: 'abc' }, 'The site has 4 bytes; A host takes 3. No more.'],
  [
    'bytes of a file',
    { a: 'ab', b: 'abcd' },
    { a: 'abc', b: 'abc' },
    'The file /b has 4 bytes; A host takes 3. No more.',
  ],
  [
    'redirects',
    { _redirects: `# Old\n\n${ten}` },
    { _redirects: ten.slice(16) },
    'The file _redirects has 10 lines; A host takes 9. No more.',
  ],
  [
    'characters of a redirect',
    { _redirects: '/a/ /abcdef/ 301\n' },
    { _redirects: '/a/ /b/ 301\n' },
    'In the file _redirects the line "/a/ /abcdef/ 301…" has 16 characters; A host takes 12. No more.',
  ],
  [
    'header rules',
    { _headers: '/a\n  X: y\n/b\n  X: y\n' },
    { _headers: '/a\n  X: y\n  Z: y\n' },
    'The file _headers has 2 rules; A host takes 1. No more.',
  ],
  [
    'characters of a header',
    { _headers: '/a\n  X: yyyyyyyyy\n' },
    { _headers: '/a\n  X: y\n' },
    'In the file _headers the line "X: yyyyyyyyy…" has 14 characters; A host takes 10. No more.',
  ],
] as const)('a site that is more than its host takes: %s', (of, more, enough, words) => {
  const most = {
    bytes: 3,
    'bytes of a file': 3,
    redirects: 9,
    'characters of a redirect': 12,
    'characters of a header': 10,
  }
  const host: Host = {
    title: 'A host',
    files: () => [],
    limits: [{ of, most: { ...most }[of as keyof typeof most] ?? 1, beyond: 'No more.' }],
  }
  expect(told(host, more)).toEqual([words])
  expect(told(host, enough)).toEqual([])
})

test('a host that reads 2,000 redirects is not given more without a word; another is', () => {
  const many = { _redirects: '/old/ /new/ 301\n'.repeat(2001) }
  const line =
    'The file _redirects has 2,001 lines; Cloudflare Pages takes 2,000. It leaves out the rest without a word.'
  expect(told(anyHost, many)).toEqual([line])
  expect(told(hosts['cloudflare-pages'], many)).toEqual([line])
  expect(told(hosts.netlify, many)).toEqual([])
  expect(told(anyHost, { _redirects: '/old/ /new/ 301\n'.repeat(2000) })).toEqual([])
})

test('where a host reads no rules, former addresses at which no page can stand are told', () => {
  const line =
    'At 2 addresses no page stands (/PRESENT/, /where.php), and GitHub Pages reads no rules. Links to them would lead nowhere.'
  expect(told(hosts['github-pages'], {})).toEqual([line])
  expect(told(hosts.nginx, {})).toEqual([])
})

test('site.yml has its say in it', () => {
  const weighed = (settings: string): string[] => {
    const { site } = readFiles({ ...content, 'site.yml': settings })
    const found = findHostLimits(hosts['object-storage'], site, temporaryFolder())
    return weighLate(found, site).map(({ severity, rule, at }) => `${severity} ${rule} ${at.file}:${at.line}`)
  }
  expect(weighed('name: Hosts\n')).toEqual(['warning host-limit content:1'])
  expect(weighed('name: Hosts\nrules:\n  host-limit: error\n')).toEqual(['error host-limit content:1'])
  expect(weighed('name: Hosts\nrules:\n  host-limit: "off"\n')).toEqual([])
})

describe.each(['/', '/help/'])('made for %s', (base) => {
  const { site } = readFiles(content, { url: `https://example.org${base}` })
  const files = new Map<string, OutputFile['content']>(
    [...outputFiles(site, assets, strings)].map(({ path, content }) => [path, content]),
  )
  const made = (path: string): string => String(files.get(path))
  const under = (address: string): string => base + address.slice(1)

  test.each([
    ['Cloudflare', '/_redirects', '301'],
    ['Netlify, which else prefers the pages that are there', '/_hosts/netlify.txt', '301!'],
  ])('a line for each page that has moved, in the form of %s', (_host, file, status) => {
    const lines = made(file).trimEnd().split('\n')
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
    const blocks = made('/_headers').split(/^(?=\S)/m)
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
})

describe.each([
  { base: '/', host: undefined },
  { base: '/help/', host: undefined },
  { base: '/help/', host: 'nginx' },
  { base: '/help/', host: 'caddy' },
] as const)('published at $base, for $host', ({ base, host }) => {
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
      ...(host ? { host } : {}),
      drafts: false,
      say: () => undefined,
    })
    expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const under = (address: string): string => base + address.slice(1)

  const servers = host ? [host] : (Object.keys(webServers) as WebServerName[])
  describe.each(servers)('%s', (name) => {
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

    /** By `node:http`, which leaves what comes as it is. */
    const sent = (address: string, headers: Record<string, string>): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        get((server?.origin ?? '') + under(address), { headers }, (response) => {
          response.resume()
          resolve(response)
        }).on('error', reject)
      })

    if (host) {
      test.skipIf(!program)(
        'what is sent is compressed, and known again; an unchanged page is not sent twice',
        async () => {
          const withBrotli = name !== 'nginx' || brotliModule !== undefined
          for (const [path, status, type] of [
            ['/present/', 200, /^text\/html; charset=utf-8$/i],
            ['/nowhere/', 404, /^text\/html; charset=utf-8$/i],
            ['/gone/', 410, /^text\/html; charset=utf-8$/i],
            ['/llms-full.txt', 200, /^text\/plain; charset=utf-8$/i],
            ['/present/index.md', 200, /^text\/markdown; charset=utf-8$/i],
            ['/nowhere/index.md', 404, /^text\/html; charset=utf-8$/i],
            ['/reviews.ics', 200, /^text\/calendar; charset=utf-8$/i],
            ['/answers.json', 200, /^application\/json/],
          ] as const) {
            for (const [accepted, encoding] of [
              ['identity', undefined],
              ['gzip', 'gzip'],
              ['gzip, br', withBrotli ? 'br' : 'gzip'],
            ] as const) {
              const { statusCode, headers } = await sent(path, { 'accept-encoding': accepted })
              const isSmall = ['/reviews.ics', '/present/index.md', '/llms-full.txt'].includes(path)
              expect([path, statusCode, headers['content-encoding']]).toEqual([
                path,
                status,
                isSmall ? undefined : encoding,
              ])
              expect(headers['content-type'], path).toMatch(type)
              if (!isSmall) expect(headers.vary, path).toBe('Accept-Encoding')
              expect(headers.etag, path).toMatch(/^"[^"]+"$/)
              if (status !== 200) continue
              const again = await sent(path, { 'accept-encoding': accepted, 'if-none-match': headers.etag ?? '' })
              expect([path, again.statusCode]).toEqual([path, 304])
            }
          }
        },
      )
    }

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

test('a site may do without its Markdown and its permalink pages; servers then know where permalinks lead', () => {
  const settings = 'name: T\nurl: https://example.org/\noutputs: { markdown: off, permalink_pages: off }\n'
  const without = readFiles({ ...content, 'site.yml': settings }).site
  const filesOf = (one: Site, host = anyHost): ReadonlyMap<string, string> =>
    new Map([...outputFiles(one, assets, strings, host)].map(({ path, content }) => [path, String(content)]))
  const [all, few] = [filesOf(site), filesOf(without)]
  expect([...all.keys()].filter((path) => path.endsWith('.md')).length).toBeGreaterThan(2)
  expect([...few.keys()].filter((path) => path.endsWith('.md') || path.startsWith('/a/'))).toEqual([])
  expect(all.get('/llms.txt')).toContain('https://example.org/present/index.md')
  expect(few.get('/llms.txt')).toContain('(https://example.org/present/)')
  for (const path of ['/_redirects', '/_hosts/caddy.conf', '/_hosts/nginx-http.conf']) {
    expect(all.get(path)).not.toMatch(/\/a\/kept\//)
    expect(few.get(path)).toMatch(/\/a\/kept\/\S*\s+\S*\/renamed\/#kept/)
    expect(few.get(path)).not.toMatch(/\/a\/(gone|lost-answer)\/\S*\s+\S*\/(present|renamed)\//)
  }
  expect(told(hosts['github-pages'], {}, without)[0]).toMatch(/^At \d+ addresses no page stands \(\/PRESENT\/, \/a\//)
  expect(told(hosts.netlify, {}, without)).toEqual([])
})

test('a link to a permalink that only servers know is no broken link', async () => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), {
    'site.yml': 'name: T\noutputs: { permalink_pages: off }\n',
    'present.md': page('Present', '', '## Kept?\n\nYes.\n'),
    'linked.md': page('Linked', '', '## More?\n\nSee [it](/a/kept/).\n'),
    'permalinks.txt': 'kept 2026-01-01 0000000000000000 /present/#kept Kept?\n',
  })
  const built = await build({
    content: join(folder, 'content'),
    output: join(folder, '_site'),
    drafts: false,
    say: () => undefined,
  })
  expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(built.written).toBe(true)
})
