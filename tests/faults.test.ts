import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { build } from '../src/build.ts'
import { report } from '../src/report.ts'
import { compiledProgram } from './compiled.ts'
import { type Files, page, readFiles, settings } from './files.ts'
import { folderForAll, temporaryFolder, writeFiles } from './temporary.ts'

/** What a machine may do to a build: it tells so in a sentence and exits with 2, or it works. The earlier site stays whole. */
const project = join(import.meta.dirname, '..')

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const program = compiledProgram()

/** Runs a command as a user would; or from the checkout, where modules named in `before` are to be loaded first. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, before: readonly string[] = []): Promise<Ran> {
  const loaded = before.flatMap((name) => ['--import', join(import.meta.dirname, name)])
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...(before.length > 0 ? ['--import', 'tsx', ...loaded, 'src/cli.ts'] : [program()]), ...args],
      { cwd: project, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

const good: Files = {
  ...settings,
  'b.md': page('## One?\n\nText. [Plan](plan.png)\n'),
  'plan.png': Buffer.from('png'),
}

/** Names and bytes of all that is in a folder. */
function digest(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    hash.update(name)
    if (statSync(join(folder, name)).isFile()) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

const folder = folderForAll()
const at = (...names: string[]): string => join(folder(), ...names)
const args = (output = at('out', 'site')): string[] => ['build', '--content', at('content'), '--output', output]
let before: string

beforeAll(async () => {
  writeFiles(at('content'), good)
  expect(await run(args())).toMatchObject({ code: 0 })
  before = digest(at('out', 'site'))
  writeFiles(at('content'), { 'b.md': page('## One?\n\nNew text. [Plan](plan.png)\n') })
})

/** Told in a few lines, without a stack; and the earlier site is there. */
function expectTold(ran: Ran, said: RegExp): void {
  expectKept(ran, said)
  expect(ran.err).not.toMatch(/\n\s+at |node_modules/)
}

/** The same, where another program has a word to say before. */
function expectKept({ code, out, err }: Ran, said: RegExp): void {
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(said)
  expect(err).toContain('What was published before is untouched.')
  expect(digest(at('out', 'site'))).toBe(before)
}

/** What is in a folder, but for what the next build may be spared. */
const left = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name !== '.site.kept')
    .sort()

const isWindows = process.platform === 'win32'

describe('the disk', () => {
  test.each([
    ['is full from the start', 'ENOSPC', '0', /^The disk is full \(ENOSPC: /],
    ['is full half-way', 'ENOSPC', '20', /^The disk is full \(ENOSPC: /],
    ['can only be read', 'EROFS', '0', /^The disk can only be read \(EROFS: /],
    ['fails', 'EIO', '12', /^The disk cannot be read or written \(EIO: /],
  ])('%s', async (_name, code, after, said) => {
    const failing = { FAIL_WITH: code, FAIL_AT: at('out'), FAIL_AFTER: after }
    expectTold(await run(args(), failing, ['failing-disk.ts']), said)
    expect(left(at('out'))).toEqual(['site'])
  })

  /** A disk of 400 KB until the test is over, where one may be mounted: as root on Linux. */
  const mounted = (): string | undefined => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
    const place = mkdtempSync('/tmp/answerbook-disk-')
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', place])
    onTestFinished(() => {
      if (status === 0) spawnSync('umount', [place])
      rmSync(place, { recursive: true })
    })
    return status === 0 ? place : undefined
  }

  test('is a real one, and full', async ({ skip }) => {
    const disk = mounted() ?? skip()
    const { code, err } = await run(args(join(disk, 'site')))
    expect(code).toBe(2)
    expect(err).toMatch(/^The disk is full/m)
    expect(readdirSync(disk)).toEqual([])
  })

  test('is where the output itself is mounted', async ({ skip }) => {
    const disk = mounted() ?? skip()
    const { code, err } = await run(args(disk))
    expect(code).toBe(2)
    expect(err).toMatch(/^A file or folder is in use, or is where a disk is mounted/m)
    expect(readdirSync(disk)).toEqual([])
  })

  const memory = '/dev/shm'
  const isElsewhere = existsSync(memory) && statSync(memory).dev !== statSync(project).dev
  test.skipIf(!isElsewhere)('of the output is another than that of the content: it works', async () => {
    const place = mkdtempSync(join(memory, 'answerbook-test-'))
    onTestFinished(() => rmSync(place, { recursive: true }))
    expect(await run(args(join(place, 'site')))).toMatchObject({ code: 0 })
    expect(left(place)).toEqual(['site'])
  })
})

test('two builds at once: one waits, both work, and the site is whole', async () => {
  const output = join(temporaryFolder(), 'site')
  const ran = await Promise.all([run(args(output)), run(args(output))])
  expect(ran.map(({ code }) => code)).toEqual([0, 0])
  expect(readFileSync(join(output, 'b', 'index.html'), 'utf8')).toContain('New text.')
  expect(left(join(output, '..'))).toEqual(['site'])
})

test('content that goes while it is built: told, and the earlier site is whole', async () => {
  const place = temporaryFolder()
  const [content, output] = [join(place, 'content'), join(place, 'site')]
  writeFiles(content, good)
  const options = { content, output, drafts: false, say: () => undefined }
  await build(options)
  const earlier = digest(output)
  const going = build({
    ...options,
    findMore: async () => {
      rmSync(join(content, 'plan.png'))
      return []
    },
  })
  await expect(going).rejects.toMatchObject({ code: 'ENOENT' })
  expect(digest(output)).toBe(earlier)
  expect(left(place)).toEqual(['content', 'site'])
})

describe.skipIf(isWindows)('Pagefind’s program', () => {
  const program = (text: string): string => {
    const path = join(temporaryFolder(), 'pagefind')
    writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    return path
  }
  const unlike =
    /^(The search index could not be made: Pagefind's program does not run|A program that was needed has ended)/m

  test('is missing', async () => {
    expectKept(await run(args(), { PAGEFIND_EXTENDED_BINARY_PATH: at('none') }), unlike)
  })

  test.each([
    ['ends at once', 'exit 3'],
    ['dies half-way', 'head -c 20 > /dev/null'],
  ])('%s', async (_name, text) => {
    expectKept(await run(args(), { PAGEFIND_EXTENDED_BINARY_PATH: program(text) }), unlike)
  })

  test('is there again: the next build clears away what was left', async () => {
    expect(await run(args())).toMatchObject({ code: 0 })
    expect(left(at('out'))).toEqual(['site'])
  })
})

test('a clock that is wrong by decades changes nothing in the site', async () => {
  const outputs = [1970, 2100].map((year) => ({ year, output: join(temporaryFolder(), 'site') }))
  for (const { year, output } of outputs)
    expect(await run(args(output), { CLOCK: String(year) }, ['other-clock.ts'])).toMatchObject({ code: 0 })
  expect(new Set(outputs.map(({ output }) => digest(output))).size).toBe(1)
})

test('file names of 200 letters: a page and a picture by such names are built', async () => {
  const place = temporaryFolder()
  const [content, output] = [join(place, 'content'), join(place, 'site')]
  const [slug, picture] = ['n'.repeat(197), `${'p'.repeat(196)}.png`] as const
  writeFiles(content, {
    ...settings,
    [`${slug}.md`]: page(`## One?\n\n![A plan](${picture})\n`),
    [picture]: Buffer.from('png'),
  })
  expect((await build({ content, output, drafts: false, say: () => undefined })).written).toBe(true)
  expect(existsSync(join(output, slug, 'index.html'))).toBe(true)
  expect(existsSync(join(output, 'files', picture))).toBe(true)
})

describe('names that are told of', () => {
  const told = (files: Files): string[] =>
    readFiles({ ...settings, ...files })
      .problems.filter(({ severity }) => severity === 'error')
      .map(({ what }) => what)

  test('pages and pictures that differ by case alone', () => {
    expect(told({ 'Plan.md': page('x'), 'plan.md': page('y') })).toEqual([
      'The address /plan/ is claimed by this page and by content/Plan.md.',
    ])
    expect(
      told({ 'b.md': page('![A](A.png) ![a](a.png)'), 'A.png': Buffer.from('1'), 'a.png': Buffer.from('2') }),
    ).toEqual(['The names of "a.png" and "A.png" differ by case alone.'])
  })

  test('a page whose name no folder can have', () => {
    expect(told({ [`${'n'.repeat(240)}.md`]: page('x') })).toEqual([
      'The address of this page is too long to be a folder.',
    ])
  })

  test('a name with a line break and signs that steer a terminal stays one line of a report', () => {
    const read = readFiles({ ...settings, 'a\n\u001b[2Jb.md': page('[x](no.md)') })
    expect(report(read.problems, read.sources)).toContain('content/a\\n\\u001b[2Jb.md:6:5 error (link)')
  })
})
