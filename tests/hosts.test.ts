import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../src/build.ts'
import { readFiles } from './files.ts'
import { writeFiles } from './temporary.ts'

/** Real web servers with the files that a build makes for them. They are tested where they are installed (Debian: nginx-light, caddy). */
const servers = {
  nginx: {
    program: ['/usr/sbin/nginx', '/opt/homebrew/bin/nginx', '/usr/local/bin/nginx'].find(existsSync),
    config: (folder: string, port: number, rules: string) => `
      ${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log stderr crit; worker_processes 1;
      events {}
      http {
        access_log off; types { text/html html; } default_type application/octet-stream;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
        include ${rules}/nginx-http.conf;
        server {
          listen 127.0.0.1:${port}; root ${folder}/root;
          include ${rules}/nginx-server.conf;
        }
      }`,
    run: (config: string) => ['-e', 'stderr', '-c', config],
  },
  caddy: {
    program: ['/usr/bin/caddy', '/opt/homebrew/bin/caddy', '/usr/local/bin/caddy'].find(existsSync),
    config: (folder: string, port: number, rules: string) => `{
      admin off
      auto_https off
    }
    http://127.0.0.1:${port} {
      root * ${folder}/root
      import ${rules}/caddy.conf
      file_server
    }`,
    run: (config: string) => ['run', '--adapter', 'caddyfile', '--config', config],
  },
} as const

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

  describe.each(Object.entries(servers))('%s', (name, { program, config, run }) => {
    let server: ChildProcess | undefined
    let origin: string

    beforeAll(async () => {
      if (!program) return
      const port = await freePort()
      const file = join(folder, `${name}.conf`)
      writeFileSync(file, config(folder, port, join(site, '_hosts')))
      origin = `http://127.0.0.1:${port}`
      server = spawn(program, run(file), {
        cwd: folder,
        stdio: 'ignore',
        env: { ...process.env, HOME: folder },
      })
      await answers(origin)
    })
    afterAll(() => server?.kill())

    const ask = (address: string) => fetch(origin + under(address), { redirect: 'manual' })

    test.skipIf(!program)('pages that have moved: 301, and the new address', async () => {
      const found = await Promise.all(
        Object.keys(moved).map(async (from) => {
          const { status, headers } = await ask(from)
          return [from, status, new URL(headers.get('location') ?? 'about:blank', origin).href.replace(origin, '')]
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
      expect((await ask('/nowhere/')).status).toBe(404)
    })
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

/** Waits until somebody answers there. */
async function answers(origin: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const found = await fetch(origin).catch(() => undefined)
    if (found) return
  }
  throw new Error(`Nobody answers at ${origin}`)
}
