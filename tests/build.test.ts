import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type BuildOptions, build } from '../src/build.ts'
import { type Files, page, settings } from './files.ts'
import { temporaryFolder, writeFiles } from './temporary.ts'

/** Builds files of a content folder for real, and gives what is needed to look at the output. */
async function buildFiles(files: Files, options: Partial<BuildOptions> = {}) {
  const folder = temporaryFolder()
  const content = join(folder, 'content')
  const output = join(folder, 'site')
  writeFiles(content, files)
  const run = (more: Partial<BuildOptions> = {}) =>
    build({ content, output, drafts: false, say: () => undefined, ...options, ...more })
  const built = await run()
  const read = (path: string): string => readFileSync(join(output, path), 'utf8')
  return { built, run, content, output, read }
}

const small: Files = {
  ...settings,
  'été.md': page('The lead.\n\n## What is été?\n\nSummer. ![Sun](sun.png)\n', 'title: Été'),
  'sun.png': Buffer.from('png'),
  'unused.png': Buffer.from('png'),
}

test('pages, files that they use, public files, search and outputs all land in the output', async () => {
  const { output, read, built } = await buildFiles(small)
  expect(built.written).toBe(true)
  for (const path of [
    'index.html',
    '404.html',
    'search/index.html',
    'topic/index.html',
    'été/index.html',
    'favicon.svg',
    'robots.txt',
  ]) {
    expect(existsSync(join(output, path)), path).toBe(true)
  }
  expect(readdirSync(join(output, 'files'))).toEqual(['sun.png'])
  expect(read('été/index.html')).toContain('<h2 id="what-is-été">')
  const { folder } = JSON.parse(read('pagefind.json'))
  expect(readdirSync(join(output, folder)).filter((name) => /ui|highlight/.test(name))).toEqual([])
  const entry = JSON.parse(read(`${folder}pagefind-entry.json`))
  expect(entry.languages.en.page_count).toBe(2)
})

test('the folder of a search has a name of its own for as long as nothing in it is another', async () => {
  const { run, content, output, read } = await buildFiles(small)
  const folders = () => readdirSync(join(output, 'pagefind'))
  const first = folders()
  await run()
  expect(folders()).toEqual(first)
  writeFiles(content, { 'été.md': page('The lead.\n\n## What is été?\n\nWinter.\n', 'title: Été') })
  await run()
  expect(folders()).toHaveLength(1)
  expect(folders()).not.toEqual(first)
  expect(JSON.parse(read('pagefind.json')).folder).toBe(`pagefind/${folders()[0]}/`)
})

test('every page has one h1, one main, its language, and no script or style but those that are allowed by their hash', async () => {
  const { output, read } = await buildFiles(small, { url: 'https://example.org/' })
  for (const path of readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  )) {
    const html = read(path)
    expect(html.match(/<h1[ >]/g), path).toHaveLength(1)
    expect(html.match(/<main /g), path).toHaveLength(1)
    expect(html, path).toContain('<html lang="en-GB"')
    const [, policy = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? []
    const inPage = [...html.matchAll(/<(script|style)(?: type="application\/ld\+json")?>([^<]*)</g)].map(
      ([, , text = '']) => text,
    )
    expect(inPage.length, path).toBe(/^(été|topic)\//.test(path) ? 3 : 2)
    for (const text of inPage) {
      expect(policy, path).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    }
    expect(html, path).not.toContain('/>')
    expect(html.replace(/<(script|style)>[^<]*<|<script type="application\/ld\+json">/g, ''), path).not.toMatch(
      /<style|style="|<script(?![^>]+src=)| on[a-z]+="/,
    )
  }
})

test('the breadcrumb stands in pages as data too', async () => {
  const { read } = await buildFiles(small, { url: 'https://example.org/help/' })
  const [, data = ''] = /<script type="application\/ld\+json">([^<]*)</.exec(read('été/index.html')) ?? []
  expect(JSON.parse(data)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: [
      { '@type': 'ListItem', position: 1, name: 'Home', item: 'https://example.org/help/' },
      { '@type': 'ListItem', position: 2, name: 'Topic', item: 'https://example.org/help/topic/' },
      { '@type': 'ListItem', position: 3, name: 'Été' },
    ],
  })
})

test('no two things on a page share an id, whatever the questions are called', async () => {
  const questions = [
    'Main',
    'On this page',
    'OnThisPage',
    'Also in',
    'Header search',
    'HeaderSearch',
    'Search',
    'Topics',
  ]
  const { output, read } = await buildFiles({
    ...small,
    'b.md': page(questions.map((question) => `## ${question}\n\nText.\n`).join('\n'), 'title: Ids'),
  })
  for (const path of readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  )) {
    const ids = [...read(path).matchAll(/ id="([^"]*)"/g)].map((match) => match[1])
    expect(ids.length, path).toBe(new Set(ids).size)
  }
})

test('what has no words at all is built like anything else', async () => {
  const { built, read } = await buildFiles({
    ...settings,
    'b.md': page('🙂\n\n## =======\n\n## ⇒\n\n***\n', 'title: 🙂'),
  })
  expect(built.written).toBe(true)
  expect(read('b/index.html')).toContain('=======')
})

test('under a sub-path every address of the site begins with it', async () => {
  const { output, read } = await buildFiles(small, { url: 'https://example.org/help/' })
  for (const path of readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  )) {
    const addresses = [...read(path).matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map((match) => match[1])
    expect(addresses.length).toBeGreaterThan(4)
    expect(addresses.filter((address) => !address?.startsWith('/help/'))).toEqual([])
  }
  expect(read('%C3%A9t%C3%A9/index.html'.replace('%C3%A9t%C3%A9', 'été'))).toContain(
    '<link rel="canonical" href="https://example.org/help/%C3%A9t%C3%A9/"',
  )
})

test('the end of a page lists related answers: at most three, none of its own, no draft', async () => {
  const visitors = (word: string, more = ''): string =>
    page(`## Do ${word} need a parking permit?\n\nOn weekdays.\n`, `title: About ${word}${more}`)
  const { read } = await buildFiles({
    ...settings,
    'permits.md': page(
      '## Who has a parking permit?\n\nAll of us.\n\n## Is a parking permit dear?\n\nNo.\n',
      'title: Permits',
    ),
    'guests.md': visitors('guests'),
    'nurses.md': visitors('nurses'),
    'porters.md': visitors('porters'),
    'riders.md': visitors('riders'),
    'drafts.md': visitors('drafts', '\ndraft: true'),
    ...Object.fromEntries(
      ['cheese', 'drums', 'engines', 'forests', 'gloves', 'hats'].map((word) => [
        `${word}.md`,
        page(`## Where are the ${word}?\n\nIn ${word} hall.\n`, `title: Our ${word}`),
      ]),
    ),
  })
  const list = /<nav class="related" aria-labelledby="Related">.*?<\/nav>/s.exec(read('permits/index.html'))?.[0] ?? ''
  expect(list).toContain('<h2 id="Related">Related answers</h2>')
  expect([...list.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    '/guests/#do-guests-need-a-parking-permit',
    '/nurses/#do-nurses-need-a-parking-permit',
    '/porters/#do-porters-need-a-parking-permit',
  ])
  expect(read('cheese/index.html')).not.toContain('class="related"')
})

test('a page goes through the layout that its front matter names', async () => {
  const { read } = await buildFiles({
    ...settings,
    'b.md': page('## One?\n\nText.\n', 'title: B\nlayout: content_page'),
    'care/index.md': '---\ntitle: All of it\nlayout: index_page\ncategory: Topic\n---\n\nThe text.\n',
  })
  expect(read('b/index.html')).toContain('<body class="page-content">')
  expect(read('topic/index.html')).toContain('<body class="page-index">')
  expect(read('topic/index.html')).toContain('<p>The text.</p>')
})

test('a second build in the same process shows what has changed, and leaves nothing stale', async () => {
  const { run, content, output, read } = await buildFiles(small)
  writeFiles(content, { 'site.yml': 'name: Another name\n', 'new.md': page('## New?\n\nYes.\n', 'title: New') })
  const { rmSync } = await import('node:fs')
  rmSync(join(content, 'été.md'))
  await run()
  expect(read('new/index.html')).toContain('Another name')
  expect(read('index.html')).toContain('New?')
  expect(existsSync(join(output, 'été'))).toBe(false)
  expect(existsSync(join(output, 'files'))).toBe(false)
})

test('errors leave the site as it was', async () => {
  const { run, content, read } = await buildFiles(small)
  const before = read('été/index.html')
  writeFiles(content, { 'été.md': page('Changed. [x](#no)\n', 'title: Été') })
  const again = await run()
  expect(again.written).toBe(false)
  expect(read('été/index.html')).toBe(before)
})

test('nothing in content is run, whatever its name', async () => {
  const trap = 'globalThis.answerbookWasTricked = true\nexport default { title: "tricked" }\n'
  const { built, output } = await buildFiles({
    ...small,
    'content.11tydata.js': trap,
    'été.11tydata.js': trap,
    '_data/site.js': trap,
    '_includes/x.njk': '{{ "tricked" }}',
    'page.njk': '---\npermalink: /tricked/\n---\n{{ 1 }}',
    'page.11ty.js': trap,
    'eleventy.config.js': trap,
  })
  expect(built.written).toBe(true)
  expect(globalThis).not.toHaveProperty('answerbookWasTricked')
  expect(existsSync(join(output, 'tricked'))).toBe(false)
})

test('a symbolic link out of the content folder is refused', async () => {
  const { run, content } = await buildFiles(small)
  symlinkSync('/etc/hostname', join(content, 'secret.png'))
  symlinkSync('..', join(content, 'up'))
  const again = await run()
  const errors = again.problems.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ rule, at }) => [rule, at.file.slice(content.length + 1)])).toEqual([
    ['outside', 'secret.png'],
    ['outside', 'up'],
  ])
  expect(again.written).toBe(false)
})

test('name, colour, logo, feedback and links of site.yml are where readers see them', async () => {
  const { read, output } = await buildFiles({
    ...small,
    'site.yml': `name: The name
brand: "#7a1f5c"
logo: pictures/logo.svg
feedback: https://example.org/team/answers/-/issues/new
links:
  - name: Terms
    url: /topic/
`,
    'pictures/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>',
  })
  const html = read('été/index.html')
  expect(html).toMatch(/<img class="logo" src="\/files\/pictures\/logo.svg" alt(="")?>/)
  expect(html).toContain('<a href="/topic/">Terms</a>')
  expect(html).toContain(
    'href="https://example.org/team/answers/-/issues/new?issue[title]=About%20the%20answer%3A%20What%20is%20%C3%A9t%C3%A9%3F&amp;issue[description]=',
  )
  expect(html).toContain('--brand:#7a1f5c;--brand-text:#fff')
  expect(existsSync(join(output, 'files', 'pictures', 'logo.svg'))).toBe(true)
})

test('an answer tells of its own review, owner and sources, and only where they are not those of its page', async () => {
  const front = [
    'title: B',
    'last_reviewed: 2026-01-31',
    'owner: The ward',
    'sources: [A book]',
    'answers:',
    '  one: { last_reviewed: 2026-01-31, owner: The ward, sources: [A book] }',
    '  two: { last_reviewed: 2026-03-03 }',
    '  three: { owner: The night shift }',
    '  four: { sources: [{ title: A study, url: "https://example.org/study" }] }',
  ].join('\n')
  const body = ['One', 'Two', 'Three', 'Four', 'Five'].map((question) => `## ${question}\n\nText.\n`).join('\n')
  const { read } = await buildFiles({ ...settings, 'b.md': page(body, front) })
  const told = read('b/index.html')
    .split('<section class="answer">')
    .slice(1)
    .map((html) => /<p class="answer-trust">(.*?)<\/p>/.exec(html)?.[1]?.trim() ?? '')
  expect(told).toEqual([
    '',
    'Last reviewed <time datetime="2026-03-03">3 March 2026</time>.',
    'Looked after by The night shift.',
    'Source: <a href="https://example.org/study">A study</a>',
    '',
  ])
})

/** Every file of a folder with a checksum of what is in it. */
const checksums = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(
        (path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')] as const,
      )
      .sort(),
  )

test('--keep-previous adds what the release before alone had under names made from content, for one release, and changes nothing else', async () => {
  const { run, content, output } = await buildFiles(small)
  const text = (word: string) => ({ 'été.md': page(`The lead.\n\n## What is été?\n\n${word}.\n`, 'title: Été') })
  const namedByContent = (folder: string): string[] =>
    [...checksums(folder).keys()].filter((path) => /^\/(assets|pagefind)\//.test(path))
  const first = namedByContent(output)
  // A script of an earlier version.
  writeFiles(output, { 'assets/site.0000000000.js': 'old' })

  writeFiles(content, text('Winter'))
  const plain = `${output}-plain`
  await run({ output: plain })
  // The folder that is replaced may be the one that is kept from.
  await run({ keepPrevious: output })
  const second = namedByContent(plain)
  const added = [...checksums(output)].filter(([path]) => !checksums(plain).has(path)).map(([path]) => path)
  expect(added).toEqual(
    ['/_hosts/kept.txt', '/assets/site.0000000000.js', ...first.filter((path) => !second.includes(path))].sort(),
  )
  expect(added.filter((path) => path.includes('.pf_fragment'))).not.toEqual([])
  for (const [path, sum] of checksums(plain)) expect(checksums(output).get(path), path).toBe(sum)

  writeFiles(content, text('Autumn'))
  await run({ output: `${output}-third`, keepPrevious: output, host: 'nginx' })
  const third = namedByContent(`${output}-third`).filter((path) => !/\.(br|gz)$/.test(path))
  expect(third).toEqual(expect.arrayContaining(second))
  expect(third.filter((path) => first.includes(path) && !second.includes(path))).toEqual([])
  expect(third).not.toContain('/assets/site.0000000000.js')
})

test('a site for a server that sends compressed files has them, the same at every build, and loses nothing', async () => {
  const { run, output, read } = await buildFiles(small, { host: 'nginx' })
  const files = checksums(output)
  const html = read('index.html')
  expect(brotliDecompressSync(readFileSync(join(output, 'index.html.br'))).toString()).toBe(html)
  const zipped = readFileSync(join(output, 'index.html.gz'))
  expect(gunzipSync(zipped).toString()).toBe(html)
  // No time, no system.
  expect([...zipped.subarray(4, 10)]).toEqual([0, 0, 0, 0, 2, 255])
  expect([...files.keys()].filter((path) => /\.(png|pf_\w+|pagefind)\.(br|gz)$/.test(path))).toEqual([])
  await run()
  expect(checksums(output)).toEqual(files)
  await run({ host: 'netlify' })
  expect([...checksums(output).keys()].filter((path) => /\.(br|gz)$/.test(path))).toEqual([])
})

test.each([
  ['no-such-folder', 'There is no folder'],
  ['content', 'holds no site that Answerbook has built'],
])('--keep-previous %s: refused, and nothing is built', async (name, words) => {
  const folder = temporaryFolder()
  writeFiles(join(folder, 'content'), small)
  await expect(
    build({
      content: join(folder, 'content'),
      output: join(folder, 'site'),
      keepPrevious: join(folder, name),
      drafts: false,
      say: () => undefined,
    }),
  ).rejects.toThrow(words)
  expect(readdirSync(folder)).toEqual(['content'])
})
