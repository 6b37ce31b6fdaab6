import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { folderForAll } from './temporary.ts'

/**
 * Sites as they were written for an earlier version: every key of front matter and settings, layouts of their own with what these
 * import, and what programs read of them. They are frozen: a change of ours that asks for a change there is one of the next
 * major version. What came later gets a folder of its own.
 */
const site = join(import.meta.dirname, 'sites', 'version-1.0')
const command = join(import.meta.dirname, '..', 'src', 'answerbook.js')

const { FORCE_COLOR: _forced, NO_COLOR: _none, ...env } = process.env

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const run = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: site, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })

const frozen = (name: string): object => JSON.parse(readFileSync(join(site, name), 'utf8')) as object

test('nobody has touched the site of version 1.0', () => {
  const hash = createHash('sha256')
  const files = ['answers.json', 'reviews.json', ...['content', 'layouts', 'public'].flatMap(filesIn)].sort()
  for (const file of files) hash.update(`${file}\n${readFileSync(join(site, file), 'utf8').replaceAll('\r\n', '\n')}\n`)
  expect(files.length).toBe(16)
  expect(hash.digest('hex')).toBe('cc81764fc1678328d8a81efc5ccdbc4c1e6006cc80899e02048e85edb7a967d9')
})

const filesIn = (folder: string): string[] =>
  readdirSync(join(site, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(site, join(parentPath, name)).split(sep).join('/'))

describe('the site of version 1.0', () => {
  const folder = folderForAll()
  const output = (...path: string[]): string => join(folder(), 'site', ...path)
  const read = (...path: string[]): string => readFileSync(output(...path), 'utf8')

  let built: Ran
  beforeAll(async () => {
    built = await run('build', '--frozen', '--output', output(), '--format', 'json')
  })

  test('is built, and has no problems', () => {
    expect(built).toMatchObject({ code: 0, err: '' })
    const told = {
      version: 1,
      problems: [],
      errors: 0,
      warnings: 0,
      written: true,
      output: output(),
      pages: 8,
      answers: 4,
    }
    expect(JSON.parse(built.out)).toMatchObject(told)
  })

  test('has all its addresses', () => {
    const addresses = [
      ...['', 'money/', 'bills/', 'guests/', 'glossary/', 'search/', 'all/', 'old-bills/'],
      ...['bills', 'can-i-pay-late', 'glossary', 'glossary-dd', 'guests', 'how-do-i-pay', 'money'].map(
        (id) => `a/${id}/`,
      ),
    ].map((address) => `${address}index.html`)
    const files = [
      ...[
        '404.html',
        'old-bills.html',
        'guests.html',
        'bills/index.md',
        'as-it-is.txt',
        'files/logo.svg',
        'favicon.svg',
      ],
      ...[
        'answers.json',
        'answers.schema.json',
        'reviews.json',
        'reviews.ics',
        'objects.inv',
        'feed.xml',
        'sitemap.xml',
      ],
      ...['llms.txt', 'llms-full.txt', 'opensearch.xml', 'robots.txt', '.well-known/security.txt', 'pagefind.json'],
      ...['_headers', '_redirects', '_hosts/netlify.txt', '_hosts/caddy.conf', '_hosts/nginx-http.conf'],
      '_hosts/nginx-server.conf',
    ]
    expect([...addresses, ...files].filter((path) => !existsSync(output(path)))).toEqual([])
    expect(existsSync(output('soon', 'index.html'))).toBe(false)
  })

  test('is shown through its own layouts, with what they take from the built-in ones', () => {
    const added = read('guests', 'index.html')
    expect(added).toContain('<div class="width narrow" id="Notice"><h1>Guests</h1>')
    expect(added).toContain('<h2 id="may-i-pay-for-somebody-else">')
    expect(added).toContain('<p><a href="/help/money/">Money</a></p>')
    expect(added).toContain('<a class="skip" href="#Main">')
    const replaced = read('bills', 'index.html')
    expect(replaced).toContain('<h1>Bills</h1><p>Answered by The payments desk.</p>')
    expect(replaced).toContain('<h2 id="can-i-pay-late">Can I pay by the end of the month?</h2>')
    expect(replaced).not.toContain('class="skip"')
  })

  test('tells programs what it told them, and at most more', async () => {
    expect(JSON.parse(read('answers.json'))).toMatchObject(frozen('answers.json'))
    expect(JSON.parse(read('reviews.json'))).toMatchObject(frozen('reviews.json'))
    const { code, out } = await run('search', 'standing payment', '--output', output(), '--format', 'json')
    expect(code).toBe(0)
    const { found, answers } = JSON.parse(out) as { found: number; answers: object[] }
    expect(found).toBe(answers.length)
    expect(answers[0]).toMatchObject({ url: 'https://example.org/help/glossary/#dd', question: 'DD: Direct Debit' })
  })
})
