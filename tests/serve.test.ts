import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { page } from './files.ts'
import { copyOfProject, failingLayout, type Preview, startPreview } from './preview-process.ts'
import { writeFiles } from './temporary.ts'

const built = /Built in \d+ ms/

/** How many answers Pagefind's own index has. */
async function indexed(get: Preview['get']): Promise<number> {
  const { folder } = JSON.parse((await get('/pagefind.json')).text)
  return JSON.parse((await get(`/${folder}pagefind-entry.json`)).text).languages.en.page_count
}

test('every change is picked up, nothing stale stays, and search has it too', async () => {
  const folder = copyOfProject()
  const { after, get } = await startPreview(folder)
  const content = join(folder, 'content')
  expect((await get('/first/')).text).toContain('The first text.')
  expect(await indexed(get)).toBe(1)

  await after(() => writeFileSync(join(content, 'first.md'), page('## One?\n\nAnother text.\n', 'title: First')), built)
  expect((await get('/first/')).text).toContain('Another text.')

  await after(() => writeFileSync(join(content, 'second.md'), page('## Two?\n\nText.\n', 'title: Second')), built)
  expect((await get('/second/')).status).toBe(200)
  expect((await get('/')).text).toContain('Two?')
  expect(await indexed(get)).toBe(2)

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

test('whatever way editors and version control change files, nothing stale stays and nothing ends', async () => {
  const folder = copyOfProject()
  const { get, until } = await startPreview(folder)
  const content = join(folder, 'content')
  const shows = (path: string, text: string) => async () => (await get(path)).text.includes(text)
  const isGone = (path: string) => async () => (await get(path)).status === 404
  const file = join(content, 'first.md')

  // Written beside and renamed, again and again; a watcher that follows the file itself would lose it.
  for (const text of ['Renamed once.', 'Renamed twice.', 'Renamed thrice.']) {
    writeFileSync(join(content, '.first.md.swp'), page(`## One?\n\n${text}\n`, 'title: First'))
    renameSync(join(content, '.first.md.swp'), file)
    await until(shows('/first/', text))
  }
  // Moved away first, as other editors do it.
  renameSync(file, `${file}~`)
  writeFileSync(file, page('## One?\n\nMoved away.\n', 'title: First'))
  await until(shows('/first/', 'Moved away.'))

  // Another branch is checked out.
  const many = Array.from({ length: 40 }, (_, number) => `sub/page-${number}.md`)
  writeFiles(content, Object.fromEntries(many.map((name) => [name, page('## Q?\n\nText.\n', `title: ${name}`)])))
  rmSync(file)
  await until(shows('/page-39/', 'sub/page-39.md'))
  await until(isGone('/first/'))

  renameSync(join(content, 'sub'), join(content, 'other'))
  writeFileSync(join(content, 'other', 'page-7.md'), page('## Q?\n\nAfter the move.\n', 'title: Moved'))
  await until(shows('/page-7/', 'After the move.'))
  expect((await get('/page-8/')).status).toBe(200)

  writeFileSync(file, page('## One?\n\nBack again.\n', 'title: First'))
  rmSync(join(content, 'other'), { recursive: true })
  await until(isGone('/page-7/'))
  expect((await get('/first/')).text).toContain('Back again.')

  // What is no page now may be one later.
  symlinkSync(join(folder, 'nowhere.md'), join(content, 'link.md'))
  writeFileSync(join(content, 'last.md'), page('## Q?\n\nThe last.\n', 'title: Last'))
  rmSync(join(content, 'link.md'))
  await until(shows('/last/', 'The last.'))
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
    // The layout first: between the two, the mended page would be a good site.
    writeFileSync(layout, whole.replace('<h1>', '<h1'))
    writeFileSync(file, page('## One?\n\nMended.\n', 'title: First'))
  }, /content_page\.tsx:\d+:\d+ error \(layout\)[\s\S]*Not built/)
  expect((await get('/first/')).text).toContain('The first text.')

  await after(() => writeFileSync(layout, whole), built)
  expect((await get('/first/')).text).toContain('Mended.')
})

test('a layout that fails while it runs does not end the preview', async () => {
  const folder = copyOfProject()
  const { after, get, said } = await startPreview(folder)
  const { file, whole, failing, line } = failingLayout(folder)
  await after(
    () => writeFileSync(file, failing),
    new RegExp(
      `content_page\\.tsx:${line}:\\d+ error \\(layout\\)[\\s\\S]*This layout fails on the page [\\s\\S]*Not built`,
    ),
  )
  expect((await get('/first/')).text).toContain('The first text.')
  await after(() => writeFileSync(file, whole), built)
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
