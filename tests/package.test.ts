import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { folderForAll, writeFiles } from './temporary.ts'

/**
 * The package as people get it: packed, and installed in an empty folder with its runtime dependencies alone, far from this
 * checkout. npm would fetch those; here they are links to what is installed, so that no network is needed.
 */
const project = join(import.meta.dirname, '..')
const modules = join(project, 'node_modules')

const { FORCE_COLOR: _forced, NO_COLOR: _none, ...env } = process.env

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const runIn = (cwd: string, program: string, ...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    // Windows starts npm, which is a script there, only through a shell.
    execFile(
      program,
      args,
      { cwd, env, shell: program === 'npm' && process.platform === 'win32' },
      (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err })
      },
    )
  })

/** Linux lets a process, and all that it starts, run without any network; others, and some containers, do not. */
const canCutNetwork = spawnSync('unshare', ['-rn', 'true']).status === 0

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(project, name), 'utf8'))

/** The README's own example of a layout, and what it tells editors. */
const readme = readFileSync(join(project, 'README.md'), 'utf8')
const example = (language: string, word: string): string => {
  const blocks = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text,
  )
  const found = blocks.find((text) => text.includes(word))
  if (found === undefined) throw new Error(`The README has no ${language} with "${word}".`)
  return found
}
const ownLayout = example('tsx', 'answerbook/layout')

describe('the package', () => {
  const folder = folderForAll()
  const site = (...path: string[]): string => join(folder(), 'site', ...path)
  const answerbook = (...args: string[]): Promise<Ran> =>
    runIn(site(), process.execPath, site('node_modules', 'answerbook', 'src', 'answerbook.js'), ...args)
  let packed: readonly string[] = []
  let made: Ran

  beforeAll(async () => {
    const copy = join(folder(), 'copy')
    for (const name of ['package.json', 'tsconfig.json', 'eleventy.config.ts', 'README.md', 'LICENSE']) {
      cpSync(join(project, name), join(copy, name))
    }
    for (const name of ['src', 'layouts', 'public', 'content'])
      cpSync(join(project, name), join(copy, name), { recursive: true })
    symlinkSync(modules, join(copy, 'node_modules'), 'junction')
    const { out, err, code } = await runIn(copy, 'npm', 'pack', '--json', '--silent')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [tarball] = JSON.parse(out) as [{ filename: string; files: { path: string }[] }]
    packed = tarball.files.map(({ path }) => path)
    expect(existsSync(join(copy, 'dist'))).toBe(false)

    mkdirSync(site('node_modules'), { recursive: true })
    await runIn(copy, 'tar', '-xzf', tarball.filename, '-C', site('node_modules'))
    cpSync(site('node_modules', 'package'), site('node_modules', 'answerbook'), { recursive: true })
    const { dependencies } = JSON.parse(readFileSync(site('node_modules', 'answerbook', 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(site('node_modules', name)), { recursive: true })
      symlinkSync(join(modules, name), site('node_modules', name), 'junction')
    }
    made = await answerbook('new-site')
  })

  test('holds only what runs', () => {
    const others = packed.filter((path) => !/^dist\/(src|layouts|public)\//.test(path))
    expect(others.sort()).toEqual(
      ['LICENSE', 'README.md', 'dist/eleventy.config.js', 'package.json', 'src/answerbook.js'].sort(),
    )
    const endings = new Set(packed.map((path) => /[^/.]*(\.d\.ts|\.[a-z]+|)$/.exec(path)?.[1]))
    expect([...endings].sort()).toEqual(['', '.css', '.d.ts', '.js', '.json', '.jsx', '.md', '.png', '.scss', '.svg'])
    expect(packed.filter((path) => /\b(tests?|bench|editor|package)\//.test(path))).toEqual([])
  })

  test('has all that its exports name, which are what layouts of others find in a checkout too', () => {
    const { exports } = readJson('package.json') as { exports: Record<string, string | Record<string, string>> }
    const { compilerOptions } = readJson('tsconfig.json') as { compilerOptions: { paths: Record<string, string[]> } }
    const { './package.json': _, ...named } = exports
    expect(Object.keys(named).map((name) => name.replace('.', 'answerbook'))).toEqual(
      Object.keys(compilerOptions.paths),
    )
    const targets = Object.values(named).flatMap((target) => Object.values(target))
    expect(targets).toHaveLength(8)
    const isPacked = (target: string): boolean => {
      const [before = '', after] = target.replace(/^\.\//, '').split('*')
      return packed.some((path) =>
        after === undefined ? path === before : path.startsWith(before) && path.endsWith(after),
      )
    }
    expect(targets.filter((target) => !isPacked(target))).toEqual([])
  })

  test('makes a site to start from, once', async () => {
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toContain('See it with: npm start\n')
    const before = readFileSync(site('content', 'site.yml'), 'utf8')
    const again = await answerbook('new-site')
    expect(again).toMatchObject({ code: 2, out: '' })
    expect(again.err).toMatch(/^The folder \. is not empty: it holds .*\nNothing was written\./)
    expect(readFileSync(site('content', 'site.yml'), 'utf8')).toBe(before)
    const { scripts } = JSON.parse(readFileSync(site('package.json'), 'utf8')) as { scripts: Record<string, string> }
    expect(scripts).toMatchObject({ start: 'answerbook start', build: 'answerbook build', check: 'answerbook check' })
  })

  describe('with a layout and a public file of its own', () => {
    let built: Ran
    beforeAll(async () => {
      writeFiles(site(), {
        'layouts/notice.tsx': ownLayout,
        'public/hello.txt': 'Hello\n',
        'content/closed.md': '---\ntitle: Closed\ncategory: About this site\nlayout: notice\n---\n\nOn Mondays.\n',
        'tsconfig.json': example('json', 'jsxImportSource'),
      })
      built = canCutNetwork
        ? await runIn(site(), 'unshare', '-rn', process.execPath, 'node_modules/answerbook/src/answerbook.js', 'build')
        : await answerbook('build')
    })

    test(`builds it${canCutNetwork ? ', cut off from every network' : ''}`, () => {
      expect(built.err).toMatch(/0 errors, 1 warning\.\n\n$/)
      expect(built.out).toMatch(/^7 pages with 4 answers are in _site/)
      const html = readFileSync(site('_site', 'closed', 'index.html'), 'utf8')
      expect(html).toContain('<div class="width narrow"><h1>Closed</h1><div class="prose"><p>On Mondays.</p></div>')
      expect(html).toContain('<a href="/">Questions and answers</a>')
      const files = readdirSync(site('_site'))
      expect(files).toEqual(expect.arrayContaining(['hello.txt', 'favicon.svg', 'writing-answers', 'pagefind.json']))
    })

    test('has types that tell of a slip in another layout, and of nothing else', async () => {
      const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
      writeFiles(site(), { 'layouts/slip.tsx': ownLayout.replace('page.title', 'page.titel') })
      const { code, out } = await runIn(site(), process.execPath, tsc)
      expect(code).toBeGreaterThan(0)
      expect(out).toMatch(
        /^layouts\/slip\.tsx\(\d+,\d+\): error TS2551: Property 'titel' does not exist on type 'Page'\. [^\n]*\n$/,
      )
      writeFiles(site(), { 'layouts/slip.tsx': 'export const layout = (' })
      const refused = await answerbook('check')
      expect(refused.code).toBe(1)
      expect(refused.out).toMatch(/^layouts\/slip\.tsx:1:\d+ error \(layout\)$/m)
      writeFiles(site(), { 'layouts/slip.tsx': '' })
    })

    test('searches it', async () => {
      const { code, out } = await answerbook('search', 'add a pgae', '--format', 'json')
      expect(code).toBe(0)
      const { answers } = JSON.parse(out) as { answers: { url: string }[] }
      expect(answers[0]?.url).toBe('/writing-answers/#how-do-i-add-a-page')
    })

    test('checks links into it from another folder', async () => {
      writeFiles(join(folder(), 'docs'), {
        'handbook.md': '[page](https://example.org/help/writing-answers/)\n[gone](https://example.org/help/nothing/)\n',
      })
      const { code, out } = await answerbook(
        'check-links',
        '--site',
        '_site',
        '--url',
        'https://example.org/help/',
        '../docs',
      )
      expect(code).toBe(1)
      expect(out).toContain('handbook.md:2:')
      expect(out).not.toContain('handbook.md:1:')
    })

    test('serves it', async () => {
      writeFiles(site(), { 'layouts/slip.tsx': ownLayout })
      const server = spawn(process.execPath, ['node_modules/answerbook/src/answerbook.js', 'start', '--port', '0'], {
        cwd: site(),
        env,
      })
      const gone = once(server, 'exit')
      try {
        const home = await new Promise<string>((resolve, reject) => {
          let said = ''
          const listen = (text: Buffer): void => {
            said += text
            const [, address] = /Built in \d+ ms: (\S+)/.exec(said) ?? []
            if (address) resolve(address)
          }
          server.stdout.on('data', listen)
          server.stderr.on('data', listen)
          server.once('exit', () => reject(new Error(said)))
        })
        const closed = await fetch(`${home}closed/`)
        expect(closed.status).toBe(200)
        expect(await closed.text()).toContain('<div class="width narrow"><h1>Closed</h1>')
        const start = (await (await fetch(`${home}pagefind.json`)).json()) as { folder: string }
        expect((await fetch(`${home}${start.folder}pagefind.js`)).status).toBe(200)
        expect(await (await fetch(`${home}hello.txt`)).text()).toBe('Hello\n')
      } finally {
        server.kill()
        await gone
      }
    })
  })
})
