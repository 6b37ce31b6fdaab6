import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build } from '../src/build.ts'
import { checkBuilt, type FiledFile, fileHtml, filesIn } from '../src/built.ts'
import { page } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const content = {
  'site.yml': 'name: Built\nurl: https://example.org/help/\nlogo: logo.png\n',
  'logo.png': Buffer.from([137, 80, 78, 71]),
  'file.pdf': 'A file.',
  'a-page.md': page('## One?\n\n[file](file.pdf) and [two](b.md#two), [permalink](/a/two/), [before](/old/#two).\n'),
  'b.md': page('## Two?\n\nText.\n', 'title: B\nredirect_from: [/old/, /old.php]'),
  'permalinks.txt': 'two 2026-01-01 0123456789abcdef /b/#two Two?\n',
}

async function built() {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), content)
  const output = join(folder, 'site')
  const { site, problems } = await build({
    content: join(folder, 'content'),
    output,
    drafts: false,
    say: () => undefined,
  })
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const look = (path: string): FiledFile => fileHtml(readFileSync(join(output, path), 'utf8'))
  const told = async (): Promise<string[]> =>
    (await checkBuilt({ paths: filesIn(output), look }, site)).map(
      ({ at, what, fix }) => `${at.file.replace(`${folder}/`, '')}:${at.line}:${at.column} ${what} ${fix}`,
    )
  const change = (path: string, from: string, to: string): void => {
    const file = join(output, path)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replaceAll(from, to))
  }
  return { output, told, change }
}

test('a sound site has nothing to tell', async () => {
  expect(await (await built()).told()).toEqual([])
})

test('a link of an author is told at her line of Markdown', async () => {
  const { output, told } = await built()
  rmSync(join(output, 'files', 'file.pdf'))
  expect(await told()).toEqual([
    'content/a-page.md:8:8 In the finished site, /a-page/index.html links to "/help/files/file.pdf", and nothing is there. Mend the address, or take the link out.',
  ])
})

test('an anchor that is gone is told for each link to it, redirects and permalinks too', async () => {
  const { told, change } = await built()
  change('b/index.html', 'id="two"', 'id="three"')
  const found = (await told()).map((line) =>
    /^(\S+) In the finished site, (\S+) links to "(.*)", and/.exec(line)?.slice(1).join(' '),
  )
  expect(found.sort()).toEqual([
    'content/a-page.md:8:28 /a-page/index.html /help/b/#two',
    'content/b.md:1:1 /b/index.html #two',
    'content/permalinks.txt:1:1 /a/two/index.html /help/b/#two',
    'content:1:1 /index.html /help/b/#two',
    'content:1:1 /search/index.html /help/b/#two',
    'content:1:1 /topic/index.html /help/b/#two',
  ])
})

test('what a layout wrote is told as the layout’s: scripts, pictures, addresses without the base path', async () => {
  const { told, change } = await built()
  change('b/index.html', 'href="/help/topic/"', 'href="/topic/"')
  change('b/index.html', 'src="/help/files/logo.png"', 'src="/help/files/other.png"')
  const found = await told()
  expect(found).toHaveLength(2)
  expect(found[1]).toContain('/b/index.html links to "/topic/", and nothing is there.')
  expect(found[0]).toBe(
    'content/b.md:1:1 In the finished site, /b/index.html links to "/help/files/other.png", and nothing is there. Its text has no such link: look at layouts/content_page.tsx and the pieces that it is made of.',
  )
})
