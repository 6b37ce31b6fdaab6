import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { build } from '../src/build.ts'
import { run as enterLinks } from '../src/commands/links.ts'
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

/** A page like others of a whole site, that is filed, reviewed, and linked to. */
const richPage = (number: number, category: string): string =>
  [
    '---',
    `title: Thing ${number}`,
    `category: ${category}`,
    `sub_category: ${number % 2 === 0 ? 'Even' : 'Odd'}`,
    `order: ${number}`,
    'last_reviewed: 2026-01-01',
    '---',
    'What it is about.',
    '',
    `## What is thing ${number}? {#what-${number}}`,
    '',
    `It is a thing of the ITK, as [apples](${category === 'Things' ? '' : '../'}apples.md) are.`,
    '',
    `## Who needs thing ${number}? {#who-${number}}`,
    '',
    'Whoever asks for it.',
    '',
  ].join('\n')

test('after fifty random edits, a site built upon the former is the same as one built from nothing', async () => {
  const folder = temporaryFolder()
  const { content, output, again, cold } = siteIn(folder)
  const next = random(5)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item
  const paths = (): string[] => pathsIn(content).filter((name) => name.endsWith('.md'))
  const ledger = (): string => {
    const file = join(content, 'permalinks.txt')
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
  const isPromised = (file: string): boolean => ledger().includes(`/${basename(file, '.md')}/`)
  const said = vi.spyOn(console, 'log').mockReturnValue()
  onTestFinished(() => said.mockRestore())
  let number = 0
  const newPage = (): void =>
    number % 3 === 0
      ? writeFiles(content, { [`page-${number}.md`]: richPage(number, 'Things') })
      : writeFiles(content, { [`others/page-${number}.md`]: richPage(number, pick(['Others', 'More of them'])) })
  const kinds: Record<string, (file: string, change: (from: RegExp, to: string) => void) => unknown> = {
    text: (file) => appendFileSync(file, `Sentence ${number} of it.\n`),
    start: (_, change) => change(/^(What it is about|Yes|No)\..*$/m, `$1. It is changed ${number} times.`),
    title: (_, change) => change(/^title: .*$/m, `title: Title ${number}`),
    question: (_, change) => change(/^## What is (.*?)( \{#.*)$/m, `## What is thing ${number}?$2`),
    subheading: (file) => appendFileSync(file, `\n### Part ${number}\n\nText of a part.\n`),
    order: (_, change) => change(/^order: .*$/m, `order: ${1000 - number}`),
    part: (_, change) => change(/^sub_category: .*$/m, `sub_category: Part ${number}`),
    category: (_, change) => change(/^category: Others$/m, 'category: More of them'),
    review: (_, change) => change(/^last_reviewed: .*$/m, `last_reviewed: 2026-02-${10 + (number % 10)}`),
    former: (_, change) => change(/^(?<!^redirect_from: .*\n)order: /m, `redirect_from: /old-${number}/\norder: `),
    draft: (file, change) => isPromised(file) || change(/^order: 9/m, 'draft: true\norder: 9'),
    page: newPage,
    gone: (file) => /apples|pears/.test(file) || isPromised(file) || rmSync(file),
    settings: () => writeFileSync(join(content, 'site.yml'), files['site.yml'].replace('One.', `Notice ${number}.`)),
    popular: () => appendFileSync(join(content, 'site.yml'), 'popular:\n  - /apples/#who-needs-an-apple\n'),
    terms: () =>
      writeFileSync(join(content, 'glossary.yml'), `- term: ITK\n  expansion: Kit\n  meaning: Meaning ${number}.\n`),
    index: () =>
      writeFileSync(
        join(content, 'index.md'),
        `---\ntitle: Others\ncategory: Others\nlayout: index_page\nsub_categories:\n  - title: Odd\n---\nIndex ${number}.\n`,
      ),
    file: () => writeFileSync(join(content, 'paper.pdf'), `paper ${number}`),
    ledger: () => enterLinks({ words: [], content, today: '2026-03-01' }),
  }
  const edit = async (): Promise<void> => {
    number++
    const file = join(content, pick(paths()))
    const kind = pick(Object.keys(kinds))
    const before = readFileSync(join(content, 'site.yml'), 'utf8')
    if (kind === 'popular' && before.includes('popular')) return
    await kinds[kind]?.(file, (from, to) => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to)))
  }
  for (; number < 12; number++) newPage()
  let carried = 0
  for (let round = 0; round < 25; round++) {
    const places = existsSync(output) ? placesOf(output) : {}
    for (let edits = 0; edits < 2; edits++) await edit()
    const { written, problems } = await again()
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(written).toBe(true)
    const elsewhere = join(folder, 'cold')
    if (existsSync(elsewhere)) rmSync(elsewhere, { recursive: true })
    await cold(elsewhere)
    expect(bytesOf(output)).toEqual(bytesOf(elsewhere))
    carried += pagesOf(placesOf(output)).filter(([path, place]) => places[path] === place).length
  }
  // Else nothing was tried.
  expect(carried).toBeGreaterThan(50)
})

/** Where each file lies on the disk: a file that is carried over has its place still. */
const placesOf = (folder: string): Record<string, number> =>
  Object.fromEntries(pathsIn(folder).map((name) => [name, statSync(join(folder, name)).ino]))

const pagesOf = (places: Record<string, number>): [string, number][] =>
  Object.entries(places).filter(([path]) => path.endsWith('index.html') && !path.startsWith('a/'))

test('only pages for which something else was read are made again, and what is made beside them', async () => {
  const { content, output, again } = siteIn(temporaryFolder())
  writeFiles(content, {
    'others/plums.md': richPage(1, 'Others'),
    'others/quinces.md': richPage(2, 'Others'),
    'far/dates.md':
      '---\ntitle: Dates\ncategory: Far away\n---\n## How are dates dried?\n\nIn the sun.\n\n## Where do palms grow?\n\nIn Egypt.\n',
  })
  await again()
  const changedBy = async (change: () => void): Promise<string[]> => {
    const before = placesOf(output)
    change()
    expect(await again()).toMatchObject({ written: true, unchanged: false })
    return pagesOf(placesOf(output)).flatMap(([path, place]) => (before[path] === place ? [] : [path]))
  }
  const dates = join(content, 'far', 'dates.md')
  const write = (from: string, to: string) => (): void =>
    writeFileSync(dates, readFileSync(dates, 'utf8').replace(from, to))
  // Its own page; and the home page and the A to Z, which have all questions on a small site.
  const all = ['all/index.html', 'dates/index.html', 'far-away/index.html', 'index.html', 'search/index.html']
  expect(await changedBy(write('In Egypt.', 'In Tunis.'))).toEqual(all)
  // Its title stands in the lists of its own category.
  expect(await changedBy(write('title: Dates', 'title: Dates and palms'))).toEqual(all)
  // One more page changes what stands beside those of its category.
  const plums = await changedBy(() => writeFiles(content, { 'others/pomes.md': richPage(4, 'Others') }))
  expect(plums).toEqual(expect.arrayContaining(['plums/index.html', 'pomes/index.html', 'quinces/index.html']))
  expect(plums).not.toContain('dates/index.html')
  // What the site says of itself stands on every page.
  const pages = pagesOf(placesOf(output)).map(([path]) => path)
  expect(
    await changedBy(() => writeFileSync(join(content, 'site.yml'), files['site.yml'].replace('One.', 'Two.'))),
  ).toEqual(pages)
  // A page that somebody has written into is made again, and whole.
  const touched = join(output, 'plums', 'index.html')
  const whole = readFileSync(touched)
  appendFileSync(touched, 'x')
  expect(await changedBy(write('In Tunis.', 'In Fez.'))).toEqual([...all, 'plums/index.html'].sort())
  expect(readFileSync(touched)).toEqual(whole)
})

test('a link from a page that is carried over is looked at all the same', async () => {
  const { content, again } = siteIn(temporaryFolder())
  writeFiles(content, { 'plums.md': page('a plum', 'See [apples](apples.md#who-needs-an-apple).') })
  expect((await again()).problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const apples = join(content, 'apples.md')
  writeFileSync(apples, readFileSync(apples, 'utf8').replace('Who needs', 'Who wants'))
  const { problems, written } = await again()
  expect(written).toBe(false)
  expect(problems.map(({ at }) => at.file)).toContain(join(content, 'plums.md'))
})
