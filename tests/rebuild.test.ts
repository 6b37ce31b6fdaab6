import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build } from '../src/build.ts'
import { type Outcome, rebuild } from '../src/rebuild.ts'
import { random } from './links/edits.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

const page = (title: string, answer = 'Yes.'): string =>
  `---\ntitle: ${title}\ncategory: Things\n---\n## What is ${title}?\n\n${answer}\n\n## Who needs ${title}?\n\nWhoever asks for it.\n`

const files = {
  'site.yml': 'name: Kept\nurl: https://faq.example.org/\nnotice: One.\n',
  'apples.md': page('an apple'),
  'pears.md': page('a pear', 'No. See [apples](apples.md).'),
}

/** A site in a folder of its own, and how to build it: as a command does, one build after the other. */
function siteIn(folder: string) {
  const content = join(folder, 'content')
  const output = join(folder, '_site')
  writeFiles(content, files)
  const options = { content, output, drafts: false, say: () => undefined }
  return {
    content,
    output,
    kept: join(folder, '._site.kept'),
    again: (more: { url?: string } = {}): Promise<Outcome> => rebuild({ ...options, ...more }),
    cold: (elsewhere: string) => build({ ...options, output: elsewhere }),
  }
}

const pathsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()

const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    pathsIn(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )

test('a site that would come out the same is left as it is, and its problems are told again', async () => {
  const { content, output, again } = siteIn(temporaryFolder())
  writeFileSync(join(content, 'pears.md'), page('a pear', 'See [here](apples.md).'))
  const first = await again()
  expect(first).toMatchObject({ written: true, unchanged: false, answers: 4 })
  expect(first.problems.map(({ rule }) => rule)).toContain('vague-link')
  const mark = statSync(output).ino
  expect(await again()).toEqual({ ...first, unchanged: true })
  expect(statSync(output).ino).toBe(mark)
  expect(first.files.search).toBe(pathsIn(output).filter((path) => path.startsWith('pagefind')).length)
  const all = Object.values(first.files).reduce((sum, number) => sum + number, 0)
  // The mark of a folder that was made here is no file of the site.
  expect(all).toBe(pathsIn(output).length - 1)
})

test('anything that goes into a site has it built again', async () => {
  const { content, output, again } = siteIn(temporaryFolder())
  await again()
  const changes: (() => unknown)[] = [
    () => appendFileSync(join(content, 'apples.md'), 'More.\n'),
    () => writeFileSync(join(content, 'plums.md'), page('a plum')),
    () => rmSync(join(content, 'plums.md')),
    () => writeFileSync(join(content, 'note.pdf'), 'one'),
    // As long as it was, and in the same moment for all that a clock can tell.
    () => writeFileSync(join(content, 'note.pdf'), 'two'),
    () => appendFileSync(join(output, 'index.html'), ' '),
    () => rmSync(join(output, 'sitemap.xml')),
    () => rmSync(output, { recursive: true }),
  ]
  for (const change of changes) {
    change()
    expect(await again(), String(change)).toMatchObject({ written: true, unchanged: false })
    expect(await again(), String(change)).toMatchObject({ unchanged: true })
  }
  expect(await again({ url: 'https://example.com/help/' })).toMatchObject({ unchanged: false })
  expect(readFileSync(join(output, 'sitemap.xml'), 'utf8')).toContain('https://example.com/help/')
})

test('an error is told again, and what was published stays', async () => {
  const { content, output, again } = siteIn(temporaryFolder())
  await again()
  const before = bytesOf(output)
  writeFileSync(join(content, 'pears.md'), 'No front matter.\n')
  const refused = await again()
  expect(refused).toMatchObject({ written: false, unchanged: false })
  expect(await again()).toEqual(refused)
  expect(bytesOf(output)).toEqual(before)
})

test('what is kept is thrown away when it is damaged', async () => {
  const { kept, output, again } = siteIn(temporaryFolder())
  await again()
  const whole = readFileSync(kept)
  const before = bytesOf(output)
  const damages = [
    Buffer.alloc(0),
    whole.subarray(0, -1),
    Buffer.concat([whole.subarray(0, 200), Buffer.from([(whole[200] ?? 0) ^ 1]), whole.subarray(201)]),
    Buffer.from('not at all what it was'),
  ]
  for (const damage of damages) {
    writeFileSync(kept, damage)
    expect(await again()).toMatchObject({ written: true, unchanged: false })
    expect(await again()).toMatchObject({ unchanged: true })
  }
  rmSync(kept)
  expect(await again()).toMatchObject({ unchanged: false })
  expect(bytesOf(output)).toEqual(before)
})

test('a search whose text is the same is carried over, unless somebody has touched it', async () => {
  const { content, output, again } = siteIn(temporaryFolder())
  await again()
  const search = pathsIn(output).filter((path) => path.startsWith('pagefind'))
  const places = (): number[] => search.map((path) => statSync(join(output, path)).ino)
  const first = places()
  writeFileSync(join(content, 'site.yml'), files['site.yml'].replace('One.', 'Two.'))
  await again()
  expect(readFileSync(join(output, 'index.html'), 'utf8')).toContain('Two.')
  expect(places()).toEqual(first)

  const touched = join(output, search[0] ?? '')
  const content0 = readFileSync(touched)
  appendFileSync(touched, 'x')
  writeFileSync(join(content, 'site.yml'), files['site.yml'])
  await again()
  expect(places()).not.toEqual(first)
  expect(readFileSync(touched)).toEqual(content0)
})

test('after fifty random edits, a site built upon the former is the same as one built from nothing', async () => {
  const folder = temporaryFolder()
  const { content, output, again, cold } = siteIn(folder)
  const next = random(5)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item
  const pages = (): string[] => readdirSync(content).filter((name) => name.endsWith('.md'))
  let number = 0
  const edit = (): void => {
    number++
    const file = join(content, pick(pages()))
    const kind = pick(['text', 'text', 'title', 'question', 'page', 'gone', 'settings', 'file'])
    const change = (from: RegExp, to: string): void => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
    if (kind === 'text') appendFileSync(file, `Sentence ${number} of it.\n`)
    else if (kind === 'title') change(/^title: .*$/m, `title: Title ${number}`)
    else if (kind === 'question') change(/^## .*$/m, `## What is thing ${number}?`)
    else if (kind === 'page' || (kind === 'gone' && pages().length < 4)) {
      writeFileSync(join(content, `page-${number}.md`), page(`number ${number}`))
    } else if (kind === 'gone') {
      if (!/apples|pears/.test(file)) rmSync(file)
    } else if (kind === 'settings') {
      writeFileSync(join(content, 'site.yml'), files['site.yml'].replace('One.', `Notice ${number}.`))
    } else writeFileSync(join(content, 'paper.pdf'), `paper ${number}`)
  }
  for (let round = 0; round < 10; round++) {
    for (let edits = 0; edits < 5; edits++) edit()
    expect((await again()).written).toBe(true)
    const elsewhere = join(folder, 'cold')
    if (existsSync(elsewhere)) rmSync(elsewhere, { recursive: true })
    await cold(elsewhere)
    expect(bytesOf(output)).toEqual(bytesOf(elsewhere))
  }
})
