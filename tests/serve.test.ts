import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { page, settings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const project = join(import.meta.dirname, '..')

/** A copy of the project that a test may change, with small content of its own. */
function copyOfProject(): string {
  const folder = temporaryFolder()
  for (const name of ['src', 'layouts', 'public', 'eleventy.config.ts', 'package.json', 'tsconfig.json']) {
    cpSync(join(project, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'dir')
  writeFiles(join(folder, 'content'), { ...settings, 'first.md': page('## One?\n\nThe first text.\n', 'title: First') })
  return folder
}

interface Preview {
  readonly address: string
  /** Does something, and waits until the preview has answered with a line that matches. */
  readonly after: (change: () => void, line: RegExp) => Promise<void>
  /** All that it has printed. */
  readonly said: () => string
  readonly get: (path: string) => Promise<{ status: number; text: string }>
}

async function startPreview(folder: string, port = 0): Promise<Preview> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli.ts', 'start', '--port', String(port)],
    { cwd: folder },
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  let said = ''
  let look = (): void => undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said += String(text)
      look()
    })
  }
  const wait = (line: RegExp, from: number): Promise<string> =>
    new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error(`The preview ended:\n${said}`)))
      look = () => {
        const match = line.exec(said.slice(from))
        if (match) resolve(match[0])
      }
      look()
    })
  const first = await wait(/Built in \d+ ms: (\S+)/, 0)
  const address = first.split(' ').at(-1) ?? ''
  return {
    address,
    said: () => said,
    after: async (change, line) => {
      const from = said.length
      change()
      await wait(line, from)
    },
    get: async (path) => {
      const response = await fetch(new URL(path, address))
      return { status: response.status, text: await response.text() }
    },
  }
}

const built = /Built in \d+ ms/

test('every change is picked up, nothing stale stays, and search has it too', async () => {
  const folder = copyOfProject()
  const { after, get } = await startPreview(folder)
  const content = join(folder, 'content')
  expect((await get('/first/')).text).toContain('The first text.')
  expect((await get('/pagefind/pagefind-entry.json')).text).toContain('"page_count":1')

  await after(() => writeFileSync(join(content, 'first.md'), page('## One?\n\nAnother text.\n', 'title: First')), built)
  expect((await get('/first/')).text).toContain('Another text.')

  await after(() => writeFileSync(join(content, 'second.md'), page('## Two?\n\nText.\n', 'title: Second')), built)
  expect((await get('/second/')).status).toBe(200)
  expect((await get('/')).text).toContain('Two?')
  expect((await get('/pagefind/pagefind-entry.json')).text).toContain('"page_count":2')

  await after(() => renameSync(join(content, 'second.md'), join(content, 'third.md')), built)
  expect((await get('/second/')).status).toBe(404)
  expect((await get('/third/')).status).toBe(200)

  await after(() => rmSync(join(content, 'third.md')), built)
  expect((await get('/third/')).status).toBe(404)
  expect((await get('/')).text).not.toContain('Two?')

  const layout = join(folder, 'layouts', 'content_page.tsx')
  await after(
    () =>
      writeFileSync(
        layout,
        readFileSync(layout, 'utf8').replace('<h1>{page.title}</h1>', '<h1>Title: {page.title}</h1>'),
      ),
    built,
  )
  expect((await get('/first/')).text).toContain('<h1>Title: First</h1>')

  const style = join(folder, 'src', 'styles', '_base.scss')
  await after(() => writeFileSync(style, `${readFileSync(style, 'utf8')}\n.new-rule { color: red; }\n`), built)
  const [, sheet = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec((await get('/first/')).text) ?? []
  expect((await get(sheet)).text).toContain('.new-rule')
})

test('while something is wrong the last good site is shown, and the problem is told', async () => {
  const folder = copyOfProject()
  const { after, get } = await startPreview(folder)
  const file = join(folder, 'content', 'first.md')
  await after(
    () => writeFileSync(file, page('## One?\n\n[x](#no)\n', 'title: First')),
    /first\.md:8:5 error \(anchor\)[\s\S]*Not built/,
  )
  expect((await get('/first/')).text).toContain('The first text.')

  const layout = join(folder, 'layouts', 'content_page.tsx')
  const whole = readFileSync(layout, 'utf8')
  await after(() => {
    writeFileSync(file, page('## One?\n\nMended.\n', 'title: First'))
    writeFileSync(layout, whole.replace('<h1>', '<h1'))
  }, /content_page\.tsx:\d+:\d+ error \(layout\)[\s\S]*Not built/)
  expect((await get('/first/')).text).toContain('The first text.')

  await after(() => writeFileSync(layout, whole), built)
  expect((await get('/first/')).text).toContain('Mended.')
})

test('a layout that fails while it runs does not end the preview', async () => {
  const folder = copyOfProject()
  const { after, get, said } = await startPreview(folder)
  const layout = join(folder, 'layouts', 'content_page.tsx')
  const whole = readFileSync(layout, 'utf8')
  await after(
    () =>
      writeFileSync(
        layout,
        whole.replace('<h1>{page.title}</h1>', '<h1>{(undefined as unknown as string).length}</h1>'),
      ),
    /content_page\.tsx:20:\d+ error \(layout\)[\s\S]*This layout fails on the page [\s\S]*Not built/,
  )
  expect((await get('/first/')).text).toContain('The first text.')
  await after(() => writeFileSync(layout, whole), built)
  // It is a mistake of whoever writes the layout, and told as one.
  expect(said()).not.toMatch(/^\s+at /m)
})

test('a taken port is stepped over, and said; the preview listens on this machine alone; drafts are shown', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const folder = copyOfProject()
  writeFiles(join(folder, 'content'), { 'draft.md': page('Not yet.\n', 'title: Draft\ndraft: true') })
  const { address, get } = await startPreview(folder, port)
  expect(Number(new URL(address).port)).toBeGreaterThan(port)
  expect((await get('/draft/')).text).toContain('Draft: not part of the published site.')
  expect(existsSync(join(folder, '_site'))).toBe(false)
})
