import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { compiledProgram } from './compiled.ts'
import { page, settings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const project = join(import.meta.dirname, '..')

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Whoever runs the tests may want colours; what the command prints is compared without. */
const { FORCE_COLOR: _forced, NO_COLOR: _none, ...env } = process.env

const program = compiledProgram()

/** Runs the command as a user would, from the project's folder. */
const run = (...args: string[]): Promise<Ran> => start(program(), ...args)

/** The same from the checkout, as `npm run build` does. */
const runHere = (...args: string[]): Promise<Ran> => start('--import', 'tsx', 'src/cli.ts', ...args)

function start(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: project, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

const good = { ...settings, 'b.md': page('## One?\n\nText.\n') }

test.each([
  ['in a checkout', runHere],
  ['as it is packed', run],
])('build: exit 0, and a line that says what was made: %s', async (_where, run) => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), good)
  expect(await run('links', '--content', join(folder, 'content'))).toMatchObject({ code: 0, err: '' })
  const { code, out, err } = await run('build', '--content', join(folder, 'content'), '--output', join(folder, 'out'))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^6 pages with 1 answer are in .*out\/ \(\d+\.\d s\): \d+ files\.\n$/)
  expect(existsSync(join(folder, 'out', 'index.html'))).toBe(true)
})

test.each([
  ['in a checkout', runHere],
  ['as it is packed', run],
])('build: exit 1 with a report and no site when there are errors: %s', async (_where, run) => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), { ...good, 'c.md': '---\ntitle: [\n---\n' })
  const { code, out, err } = await run('build', '--content', join(folder, 'content'), '--output', join(folder, 'out'))
  expect(code).toBe(1)
  expect(out).toBe('')
  expect(err).toContain('c.md:')
  expect(err).toContain('The site was not built')
  expect(err).not.toMatch(/\n\s+at |panicked/)
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

test('links: enters what is new on the day that is given, refuses while there are errors, and says what it did', async () => {
  const folder = temporaryFolder()
  const content = join(folder, 'content')
  writeFiles(content, good)
  const frozen = await run('check', '--frozen', '--content', content)
  expect(frozen).toMatchObject({ code: 1 })
  expect(frozen.out).toContain('error (not-entered)')
  const entered = await run('links', '--content', content, '--today', '2026-01-31')
  expect(entered).toMatchObject({ code: 0, err: '' })
  expect(entered.out).toContain('entered  one: /b/#one\n')
  const ledger = readFileSync(join(content, 'permalinks.txt'), 'utf8')
  expect(ledger).toMatch(/^one 2026-01-31 [0-9a-f]{16} \/b\/#one One\?$/m)
  expect(await run('check', '--frozen', '--content', content)).toMatchObject({ code: 0 })
  expect((await run('links', '--content', content)).out).toContain('Nothing new')
  renameSync(join(content, 'b.md'), join(content, 'c.md'))
  const refused = await run('links', '--content', content)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('was promised at /b/')
  expect(readFileSync(join(content, 'permalinks.txt'), 'utf8')).toBe(ledger)
})

test('check: problems only, and nothing is written', async () => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), { ...good, 'c.md': page('[x](#no)\n') })
  const { code, out } = await run('check', '--content', join(folder, 'content'))
  expect(code).toBe(1)
  expect(out).toContain('1 error, 1 warning.')
})

test.each([
  [['build', '--contnet', 'x'], 'There is no option "--contnet". Did you mean "--content"?'],
  [['bild'], 'There is no command "bild". Did you mean "build"?'],
  [['build', '--fix'], '--fix is not for "build".'],
  [['build', 'now'], '"now" is one word too many'],
  [['links', '--today', '2026-02-31'], '--today takes a day'],
  [['check-links', '--site', '_site'], 'where the documents are'],
  [['check-links', 'docs'], 'Say which site'],
  [['build', '--url', 'example.org'], '--url takes a whole web address'],
  [['start', '--port', '99999'], '--port takes a number'],
  [['new'], 'Say what the question is'],
  [['new', 'What', 'is', 'TRUD?'], 'Say where the answer goes: --category'],
  [['search'], 'Say what to search for'],
  [['search', '--output', 'no-such-site', 'trud'], 'There is no built site in no-such-site'],
  [['check', '--format', 'jsn'], '--format is text, json, github or schema, not "jsn". Did you mean "json"?'],
  [['check', '--reviews', '--search'], '--reviews and --search are two reports'],
  [['check', '--reviews', '--format', 'github'], '--reviews has the formats text and json'],
  [['check', 'json'], 'npm hands on those behind "--" alone'],
  [['check', '--search', '--baseline', 'no-such-file'], 'There is no file "no-such-file"'],
  [
    ['build', '--host', 'ngnix'],
    '--host takes one of github-pages, netlify, cloudflare-pages, nginx, caddy, object-storage, not "ngnix". Did you mean "nginx"?',
  ],
  [['check', '--host', 'nginx'], '--host is not for "check".'],
  [['build', '--content', 'no-such-folder'], 'There is no content folder "no-such-folder"'],
])('wrong use is exit 2 with a word of help: %j', async (args, words) => {
  const { code, err } = await run(...args)
  expect(code).toBe(2)
  expect(err).toContain(words)
  expect(err).not.toMatch(/\n\s+at /)
})

test('an output folder that holds other things is left alone', async () => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), good)
  mkdirSync(join(folder, 'mine'))
  writeFileSync(join(folder, 'mine', 'letter.txt'), 'dear')
  const { code, err } = await run('build', '--content', join(folder, 'content'), '--output', join(folder, 'mine'))
  expect(code).toBe(2)
  expect(err).toContain('left alone')
  expect(existsSync(join(folder, 'mine', 'letter.txt'))).toBe(true)
})

const searchable = {
  ...good,
  'c.md': page('## Where is the garden?\n\nBehind the house.\n\n## Who feeds the cats?\n\nThe porter.\n'),
  'search-tests.yml':
    'words:\n  - query: graden\n    finds: /c/#where-is-the-garden\n  - query: dogs\n    finds: /c/#who-feeds-the-cats\n',
}

test('check --search: every miss is printed with what came instead; an earlier outcome is compared with', async () => {
  const folder = temporaryFolder()
  const content = join(folder, 'content')
  writeFiles(content, searchable)
  const { code, out } = await run('check', '--search', '--content', content)
  expect(code).toBe(1)
  expect(out).toContain('words: dogs\n  Wanted: /c/#who-feeds-the-cats\n  Place:  not among the first ten')
  expect(out).toContain('1 of 2 searches found their answer')

  const before = await run('check', '--search', '--format', 'json', '--content', content)
  writeFiles(folder, { 'before.json': before.out })
  writeFiles(content, { 'c.md': page('## Who feeds the dogs?\n\nNobody.\n', 'title: C') })
  writeFiles(content, {
    'search-tests.yml':
      'words:\n  - query: dogs\n    finds: /c/#who-feeds-the-dogs\n  - query: graden\n    finds: /b/\n',
  })
  const after = await run('check', '--search', '--baseline', join(folder, 'before.json'), '--content', content)
  expect(after.out).toContain('Found before, and not now:\n  graden')
  expect(after.out).toContain('1 of 2 searches found their answer (before: 1 of 2)')
})

test('check: an answer that a search must find and that is not there is an error', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    ...searchable,
    'search-tests.yml': 'words:\n  - query: cats\n    finds: /c/#who-feeds-the-cat\n',
  })
  const { code, out } = await run('check', '--content', folder)
  expect(code).toBe(1)
  expect(out).toContain('search-tests.yml:3:12 error (search-tests)')
  expect(out).toContain('Did you mean "/c/#who-feeds-the-cats"?')
})

test('search: the built site is searched as its readers do', async () => {
  const folder = temporaryFolder()
  const output = join(folder, 'out')
  writeFiles(join(folder, 'content'), searchable)
  await run('build', '--content', join(folder, 'content'), '--output', output, '--url', 'https://example.org/help/')
  const found = await run('search', '--output', output, 'graden')
  expect(found.code).toBe(0)
  expect(found.out).toBe(`Showing answers for "garden", as no answer has "graden".

1. Where is the garden?
   https://example.org/help/c/#where-is-the-garden
   Topic › A page
   Behind the house.
`)
  const json = await run('search', '--output', output, '--format', 'json', 'who', 'feeds', 'the', 'cats')
  expect(JSON.parse(json.out)).toMatchObject({
    query: 'who feeds the cats',
    answers: [{ url: 'https://example.org/help/c/#who-feeds-the-cats', page: 'A page', text: 'The porter.' }],
  })
  expect(await run('search', '--output', output, 'xyzzy')).toMatchObject({
    code: 1,
    out: 'Nothing was found for "xyzzy".\n',
  })
})

test('for programs: all of a report on the standard output, in the form that the schema promises', async () => {
  const folder = temporaryFolder()
  const content = join(folder, 'content')
  writeFiles(content, { ...searchable, 'd.md': page('[x](#no)\n') })
  const schema = z.fromJSONSchema(JSON.parse((await run('check', '--format', 'schema')).out))
  const wrong = await run('check', '--format', 'json', '--content', content)
  expect(wrong).toMatchObject({ code: 1, err: '' })
  expect(JSON.parse(wrong.out)).toMatchObject({
    version: 1,
    errors: 1,
    warnings: 1,
    problems: [{ rule: 'not-entered' }, { rule: 'anchor', line: 6, column: 5, endColumn: 8, source: '[x](#no)' }],
  })
  const unbuilt = await run('build', '--format', 'json', '--content', content, '--output', join(folder, 'out'))
  expect(unbuilt).toMatchObject({ code: 1, err: '' })
  expect(JSON.parse(unbuilt.out)).toMatchObject({ errors: 1, written: false })
  rmSync(join(content, 'd.md'))
  const built = await run('build', '--format', 'json', '--content', content, '--output', join(folder, 'out'))
  expect(built).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(built.out)).toMatchObject({ errors: 0, warnings: 1, written: true, answers: 3 })
  const searched = await run('check', '--search', '--format', 'json', '--content', content)
  expect(searched).toMatchObject({ code: 1, err: '' })
  expect(JSON.parse(searched.out)).toMatchObject({
    warnings: 1,
    tests: 2,
    passed: 1,
    outcomes: [{}, { query: 'dogs' }],
  })
  for (const { out } of [wrong, unbuilt, built, searched]) {
    expect(schema.safeParse(JSON.parse(out)).error).toBeUndefined()
  }
})

test('for GitHub: paths from the root of the repository, searches that miss among them', async () => {
  const folder = temporaryFolder()
  const content = join(folder, 'docs', 'content')
  writeFiles(folder, { '.git': 'gitdir: elsewhere\n' })
  writeFiles(content, searchable)
  const searched = await run('check', '--search', '--format', 'github', '--content', content)
  expect(searched).toMatchObject({ code: 1, err: '' })
  expect(searched.out.split('\n').map((line) => line.replace(/::docs.*$/, ''))).toEqual([
    '::warning file=docs/content/b.md,line=6,col=1,title=not-entered',
    '::error file=docs/content/search-tests.yml,line=4,col=12,title=search',
    '1 error, 1 warning.',
    '',
  ])
  const built = await run('build', '--format', 'github', '--content', content, '--output', join(folder, 'out'))
  expect(built).toMatchObject({ code: 0, err: '' })
  expect(built.out).toMatch(/^::warning file=docs\/content\/b\.md,.*\n0 errors, 1 warning\.\n7 pages/)
})

test('colours: none in a pipe, unless somebody wants them', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { ...good, 'c.md': page('[x](#no)\n') })
  expect((await run('check', '--content', folder)).out).not.toContain('\u001b')
  expect((await run('check', '--content', folder, '--color')).out).toContain('\u001b[1m')
})

test('check --reviews: whose reviews are due, on the day that is given; errors may hide some', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    ...good,
    'c.md': page('Text.\n', 'title: C\nowner: Me\nlast_reviewed: 2026-01-31\nreview_in: 1 month'),
  })
  const due = await run('check', '--reviews', '--today', '2026-03-01', '--content', folder)
  expect(due).toMatchObject({ code: 0, err: '' })
  expect(due.out).toMatch(/^Me: 1 review, 1 overdue\n {2}2026-02-28 overdue {2}C\n/)
  const data = await run('check', '--reviews', '--today', '2026-02-01', '--format', 'json', '--content', folder)
  expect(JSON.parse(data.out)).toMatchObject({ today: '2026-02-01', overdue: 0, reviews: [{ owner: 'Me' }] })
  writeFiles(folder, { 'd.md': 'no front matter' })
  const broken = await run('check', '--reviews', '--today', '2026-03-01', '--content', folder)
  expect(broken.code).toBe(1)
  expect(broken.out).toContain('overdue  C\n')
  expect(broken.err).toContain('reviews may be missing here')
})
