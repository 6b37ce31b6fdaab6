import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { page } from './files.ts'
import { copyOfProject, startPreview } from './preview-process.ts'
import { writeFiles } from './temporary.ts'

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
