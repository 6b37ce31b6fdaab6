import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { afterAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { check } from '../../src/check.ts'
import { run as runImport } from '../../src/commands/import.ts'
import { findOldFiles } from '../../src/import/find-files.ts'
import { importSite } from '../../src/import/index.ts'
import type { Finding } from '../../src/import/old-site.ts'
import { generators, recognise } from '../../src/import/recognise.ts'
import { printReport } from '../../src/import/report.ts'
import { ImportRefused, reportPath, writeImport } from '../../src/import/write.ts'
import type { Address, Site } from '../../src/model.ts'
import { report } from '../../src/report.ts'
import type { Files } from '../files.ts'
import { temporaryFolder, writeFiles } from '../temporary.ts'

/**
 * Old sites, one for each generator: `old/` holds one as its keeper would have it, and beside it stands what an import makes of
 * it: `content.txt`, the files, and `report.txt`. To add one, add a folder with `old/` and run `npx vitest run -u`.
 */
const sites = ['jekyll', 'mkdocs', 'docusaurus', 'vitepress', 'hugo'] as const

async function importFolder(folder: string, output: string, from?: string) {
  const found: Finding[] = []
  const files = await findOldFiles(folder, (file, line, kind, was, done) => found.push({ file, line, kind, was, done }))
  const named = generators.find(({ name }) => name === from)
  const generator = named ?? recognise(new Map(files.map((file) => [file.path, file])))
  const imported = importSite(files, { generator, from: 'old', found })
  const text = printReport(imported.summary)
  await writeImport(imported, text, output)
  return { generator, text, summary: imported.summary }
}

/** Everything in a folder as one text: pages as they are, other files by their size. */
const tree = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => lstatSync(join(folder, path)).isFile())
    .sort()
    .map((path) => {
      const bytes = readFileSync(join(folder, path))
      return `==== ${path}\n${/\.(md|yml)$/.test(path) ? bytes.toString() : `(${bytes.length} bytes)\n`}`
    })
    .join('\n')

async function errorsIn(content: string): Promise<string> {
  const { problems, sources } = await check({ content, drafts: true })
  return report(
    problems.filter(({ severity }) => severity === 'error'),
    sources,
  )
}

describe.each(sites)('%s', (name) => {
  const folder = join(import.meta.dirname, name)

  test('is recognised, and becomes the content folder that stands beside it, without errors', async () => {
    const output = join(temporaryFolder(), 'content')
    const { generator, text } = await importFolder(join(folder, 'old'), output)
    expect(generator.name).toBe(name)
    await expect(tree(output)).toMatchFileSnapshot(join(folder, 'content.txt'))
    await expect(text).toMatchFileSnapshot(join(folder, 'report.txt'))
    expect(readFileSync(reportPath(output), 'utf8')).toBe(text)
    expect(await errorsIn(output)).toBe('No problems.')
  })

  test('gives the same bytes every time', async () => {
    const place = temporaryFolder()
    await importFolder(join(folder, 'old'), join(place, 'one'))
    await importFolder(join(folder, 'old'), join(place, 'two'))
    expect(tree(join(place, 'two'))).toBe(tree(join(place, 'one')))
  })

  test('loses no word in silence', async () => {
    const files = await findOldFiles(join(folder, 'old'), () => undefined)
    const generator = recognise(new Map(files.map((file) => [file.path, file])))
    const { files: made, summary } = importSite(files, { generator, from: 'old', found: [] })
    const words = (text: string): string[] => text.match(/[\p{L}\p{N}]{3,}/gu) ?? []
    const lost = summary.pages.flatMap(({ from, to }) => {
      const kept = new Set(words(made.find(({ path }) => path === to)?.content ?? ''))
      const told = new Set(summary.findings.flatMap(({ file, line }) => (file === from ? [line] : [])))
      // Targets are written anew, tags are turned into Markdown: neither is text.
      const prose = (line: string): string =>
        line.replace(/\]\([^)]*\)/g, ']').replace(/<[^<>]*>|\{[%{][^}]*\}\}?/g, ' ')
      return (
        (files.find(({ path }) => path === from)?.text ?? '')
          .replace(/^(?:---|\+\+\+)\n[\s\S]*?\n(?:---|\+\+\+)\n|^\{\n[\s\S]*?\n\}\n/, (front) =>
            front.replace(/[^\n]/g, ''),
          )
          // A script is told of once, at its first line.
          .replace(/<script[\s\S]*?<\/script>/g, (script) => script.replace(/[^\n]/g, ''))
          .split('\n')
          .flatMap((line, index) =>
            told.has(index + 1)
              ? []
              : words(prose(line)).flatMap((word) => (kept.has(word) ? [] : [`${from}:${index + 1} ${word}`])),
          )
      )
    })
    // Letters and words that say only what the lines below them are.
    expect(
      lost.filter(
        (one) => !/ (TOC|Question|Answer|note|warning|danger|tip|question|hint|details|highlight)$/.test(one),
      ),
    ).toEqual([])
  })

  test('is built whole', async () => {
    const place = temporaryFolder()
    const content = join(place, 'content')
    await importFolder(join(folder, 'old'), content)
    const built = await build({ content, output: join(place, 'site'), drafts: false, say: () => undefined })
    expect(built.written).toBe(true)
    expect(existsSync(join(place, 'site', 'index.html'))).toBe(true)
  })
})

afterAll(async () => {
  await closePagefind()
})

/** Where a reader of an old link comes to: the page, and the answer or heading on it. */
function lands(site: Site, old: Address): string | undefined {
  const [path = '', anchor = ''] = old.split('#')
  const known = site.links.former.get(old)
  if (known) return known.kind === 'moved' ? known.address : undefined
  const to = site.links.former.get(path as Address)
  const address = to?.kind === 'moved' ? to.address : path
  const page = site.pages.find((one) => one.address === address)
  if (!page) return undefined
  if (anchor === '') return address
  const passages = [...page.answers, ...(page.lead ? [page.lead] : [])]
  const anchors = [
    ...page.answers.map((answer) => answer.anchor ?? ''),
    ...passages.flatMap(({ subheadings }) => subheadings.map((one) => one.anchor)),
  ]
  const former = [...site.links.anchors].find(([at, ids]) => at.startsWith(address) && ids.includes(anchor))?.[0]
  return anchors.includes(anchor) ? `${address}#${anchor}` : (former ?? `${address} (top)`)
}

describe('links to the old site still land', () => {
  const rows: Readonly<Record<(typeof sites)[number], readonly (readonly [old: Address, now: string])[]>> = {
    jekyll: [
      ['/borrowing/card/#get-a-card', '/card/#get-a-card'],
      ['/borrowing/card/#on-the-card', '/card/#on-the-card'],
      ['/borrowing/card/#i-lost-it-what-now', '/card/#i-lost-it-what-now'],
      ['/cards.html', '/card/'],
      ['/join/', '/card/'],
      ['/money/fines.html', '/fines/'],
      ['/money/fines.html#costs', '/fines/#what-does-a-new-card-cost'],
      ['/fines/#costs', '/fines/#what-does-a-new-card-cost'],
      ['/visiting/hours/#when-are-you-open', '/visiting-hours/#when-are-you-open'],
      ['/find-us.html#by-bicycle', '/getting-here/#by-bicycle'],
      ['/q/wifi/', '/wifi/'],
      ['/news/2024/03/01/new-hours/', '/new-hours/'],
    ],
    mkdocs: [
      ['/starting/', '/starting/'],
      ['/starting/plot/#how-do-i-ask-for-a-plot_1', '/plot/#how-do-i-ask-for-a-plot_1'],
      ['/starting/plot/#rent', '/plot/#rent'],
      ['/growing/soil/#ou-trouver-du-compost', '/soil/#ou-trouver-du-compost'],
      ['/starting/tools/water/', '/tools-water/'],
      ['/growing/water/', '/water/'],
    ],
    docusaurus: [
      ['/help/', '/intro/'],
      ['/help/booking/', '/booking/'],
      ['/help/booking/tickets/#flexi', '/tickets/#flexi'],
      ['/help/booking/changing/#by-phone', '/changes/#can-i-do-it-by-phone'],
      ['/help/boarding/vehicles/#heights', '/vehicles/#heights'],
      ['/help/boarding/animals/', '/pets/'],
      ['/help/category/boarding/', '/boarding/'],
      ['/help/on-board/tickets/', '/on-board-tickets/'],
      ['/blog/2024/02/03/winter/', '/winter/'],
    ],
    vitepress: [
      ['/guide/keys.html#what-s-the-code-for-the-door', '/guide-keys/#what-s-the-code-for-the-door'],
      ['/guide/keys.html#_2-keys-or-3', '/guide-keys/#_2-keys-or-3'],
      ['/guide/keys.html#what-is-door-open', '/guide-keys/#what-is-door-open'],
      ['/guide/fees.html#price', '/fees/#price'],
      ['/cellar/keys.html', '/keys/'],
    ],
    hugo: [
      ['/repairs/', '/repairs/'],
      ['/repairs/brakes/#setting', '/brakes/#setting'],
      ['/brakes.html', '/brakes/'],
      ['/old-brakes/#why-do-they-squeak', '/brakes/#why-do-they-squeak'],
      ['/repairs/chain-care/#how-long-does-a-chain-last', '/chain/#how-long-does-a-chain-last'],
      ['/tyres-and-tubes/', '/tyres/'],
      ['/visiting/brakes/', '/visiting-brakes/'],
      ['/2024/11/winter-is-here/', '/winter/'],
    ],
  }
  test.each(sites)('%s', async (name) => {
    const content = join(temporaryFolder(), 'content')
    await importFolder(join(import.meta.dirname, name, 'old'), content)
    const { site } = await check({ content, drafts: true })
    expect(rows[name].map(([old]) => [old, lands(site, old)])).toEqual(rows[name])
  })
})

describe('nothing is written over', () => {
  const old: Files = { 'a.md': '# A page\n\nText.\n' }

  async function refused(prepare: (place: string) => void): Promise<{ before: string; after: string; error: unknown }> {
    const place = temporaryFolder()
    writeFiles(join(place, 'old'), old)
    prepare(place)
    const before = readdirSync(place, { recursive: true, encoding: 'utf8' }).sort().join('\n')
    const error = await importFolder(join(place, 'old'), join(place, 'out')).catch((one: unknown) => one)
    return { before, after: readdirSync(place, { recursive: true, encoding: 'utf8' }).sort().join('\n'), error }
  }

  test.each<[string, (place: string) => void]>([
    ['a folder that holds a file', (place) => writeFiles(join(place, 'out'), { 'mine.md': 'mine' })],
    ['a folder that holds a folder', (place) => mkdirSync(join(place, 'out', 'mine'), { recursive: true })],
    ['a file', (place) => writeFileSync(join(place, 'out'), 'mine')],
    ['a link to nothing', (place) => symlinkSync(join(place, 'nowhere'), join(place, 'out'))],
    ['the report of an earlier import', (place) => writeFileSync(join(place, 'out-report.txt'), 'mine')],
  ])('%s is left as it was, and the import refuses', async (_, prepare) => {
    const { before, after, error } = await refused(prepare)
    expect(error).toBeInstanceOf(ImportRefused)
    expect(after).toBe(before)
  })

  test('an empty folder is taken, and a folder is made where none was', async () => {
    const place = temporaryFolder()
    writeFiles(join(place, 'old'), old)
    mkdirSync(join(place, 'empty'))
    await importFolder(join(place, 'old'), join(place, 'empty'))
    await importFolder(join(place, 'old'), join(place, 'deep', 'er'))
    expect(tree(join(place, 'empty'))).toBe(tree(join(place, 'deep', 'er')))
    expect(readdirSync(place).sort()).toEqual(['deep', 'empty', 'empty-report.txt', 'old'])
  })

  test('a copy that fails leaves nothing behind', async () => {
    const place = temporaryFolder()
    writeFiles(join(place, 'old'), { ...old, 'b.md': '![x](x.png)\n', 'x.png': 'png' })
    const files = await findOldFiles(join(place, 'old'), () => undefined)
    const imported = importSite(files, { generator: recognise(new Map()), from: 'old', found: [] })
    const broken = { ...imported, copies: [{ onDisk: join(place, 'gone.png'), path: 'x.png' }] }
    await expect(writeImport(broken, '', join(place, 'out'))).rejects.toThrow()
    expect(readdirSync(place)).toEqual(['old'])
  })
})

describe('the command', () => {
  const said: string[] = []
  const quietly = async (words: readonly string[], more: { output?: string; from?: string } = {}): Promise<number> => {
    const { log, error } = console
    said.length = 0
    console.log = console.error = (...text: unknown[]) => said.push(text.join(' '))
    try {
      return await runImport({ words, ...more })
    } finally {
      Object.assign(console, { log, error })
    }
  }

  test('prints the report, says where things are, and ends with 0', async () => {
    const output = join(temporaryFolder(), 'content')
    expect(await quietly([join(import.meta.dirname, 'hugo', 'old')], { output })).toBe(0)
    expect(said.join('\n')).toContain('(Hugo): 8 pages, 2 files.')
    expect(said.at(-1)).toBe(`See it with: npm start -- --content ${output}`)
  })

  test.each<[string, number, readonly string[], { output?: string; from?: string }, string]>([
    ['no such folder', 2, ['nowhere'], {}, 'There is no folder "nowhere".'],
    ['two folders', 2, ['src', 'tests'], {}, 'One folder at a time: "tests" is one too many.'],
    ['an unknown kind', 2, ['src'], { from: 'gatsby' }, '--from takes one of mkdocs, docusaurus,'],
    ['a taken place', 2, ['src'], { output: 'content' }, 'The folder content holds files.'],
    ['a folder without pages', 1, [join('src', 'styles')], {}, 'There is no page in'],
  ])('%s is told', async (_, code, words, more, text) => {
    const output = more.output ?? join(temporaryFolder(), 'out')
    expect(await quietly(words, { ...more, output })).toBe(code)
    expect(said.join('\n')).toContain(text)
  })
})

describe('what is broken is listed, and the rest is carried', () => {
  const broken: Files = {
    'good.md': '---\ntitle: Good\n---\n\n## Is it?\n\nIt is. See [bad](bad-yaml.md).\n',
    'bad-yaml.md': '---\ntitle: "open\nb: [\n---\n\n# Still a page\n\nText.\n',
    'bad-toml.md': '+++\ntitle = \n+++\n\nText of bad toml.\n',
    'never-closed.md': '---\ntitle: x\n\nText.\n',
    'code.md': '---js\nmodule.exports = process.exit(3)\n---\n\nText.\n',
    'binary.md': Buffer.from([0, 1, 2, 255, 254, 0]),
    'utf-16.md': Buffer.from('\ufeff# T', 'utf16le'),
    'huge.md': `# Huge\n\n${'word '.repeat(500_000)}`,
    'long-line.md': `# Long\n\n${'x'.repeat(120_000)}\n`,
    'paragraph.md': `# Paragraph\n\n${'word '.repeat(10_000).replace(/(.{900}) /g, '$1\n')}\n`,
    'headings.md': Array.from({ length: 1200 }, (_, index) => `## Heading ${index}\n\nText.\n`).join('\n'),
    'empty.md': '',
    'blank-heading.md': '##\n\n## ![](pic.png)\n\n### {#x}\n\n## Same {#same}\n\n## Again {#same}\n\nText.\n',
    'unsafe.md':
      '[a](javascript:alert(1)) [b](data:text/html,x) [c](../../etc/passwd) [d](page.html) [e](other.exe) ![f](act.svg) [g][h] [i](<a b.md> "t") [j\nk](nowhere.md)\n\n[h]: vbscript:x\n',
    'act.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'other.exe': 'MZ',
    'pic.png': 'png',
    '!!!.md': '# ???\n\nNo letters in the name.\n',
    'search.md': '# Search\n\nA name that the site keeps.\n',
    [`${'long-'.repeat(45)}name.md`]: '# Long name\n\nText.\n',
    'colon.md': '# One: two "three" # four\n\nText.\n',
    'cr.md': 'Line one\r\n\r\n## Two?\r\n\r\nThree\r\n',
    'ignore.md': '<!-- ignore raw-html -->\n\nText. <!-- ignore -->\n',
    'unclosed.md': '<table><tr><td>never closed\n\n<details><summary>open\n\n```js\nnever closed\n',
    'odd/_config.yml': 'not: the root',
  }

  test.each(generators.map(({ name }) => name))('read as %s', async (name) => {
    const place = temporaryFolder()
    const folder: Readonly<Record<string, string>> = { mkdocs: 'docs', docusaurus: 'docs', hugo: 'content' }
    writeFiles(join(place, 'old', folder[name] ?? ''), broken)
    writeFiles(join(place, 'secret'), { 'secret.md': 'SECRET', 'secret.png': 'SECRET' })
    const at = join(place, 'old', folder[name] ?? '')
    symlinkSync(join(place, 'secret', 'secret.md'), join(at, 'link.md'))
    symlinkSync(join(place, 'secret'), join(at, 'folder-link'))
    symlinkSync(at, join(at, 'loop'))
    symlinkSync(join(place, 'none'), join(at, 'dangling.md'))
    const output = join(place, 'content')
    const { text, summary } = await importFolder(join(place, 'old'), output, name)
    expect(await errorsIn(output)).toBe('No problems.')
    expect(tree(output)).not.toContain('SECRET')
    expect(text).not.toMatch(/\n\s+at \S+ \(/)
    const left = summary.findings.filter(({ kind }) => kind === 'page' || kind === 'symbolic link')
    expect(left.map(({ file }) => file.replace(/^(docs|content)\//, '')).sort()).toEqual([
      'binary.md',
      'dangling.md',
      'folder-link',
      'headings.md',
      'huge.md',
      'link.md',
      'long-line.md',
      'loop',
      'paragraph.md',
      'utf-16.md',
    ])
    const faults = summary.findings
      .filter(({ kind }) => kind === 'front matter')
      .map(({ file, line }) => `${file}:${line}`)
    expect(faults.map((one) => one.replace(/^(docs|content)\//, '')).sort()).toEqual([
      'bad-toml.md:2',
      'bad-yaml.md:2',
      'code.md:1',
      'never-closed.md:1',
    ])
    expect(summary.pages).toHaveLength(15)
  })

  test.each([
    ['mkdocs.yml', 'nav: [\n', 'docs'],
    ['_config.yml', 'permalink: [pretty\n', ''],
    ['hugo.toml', 'baseURL = \n', 'content'],
    ['docusaurus.config.js', 'module.exports = process.exit(3)', 'docs'],
    ['sidebars.js', 'module.exports = { a: [[[[ "x" }', 'docs'],
    ['.vitepress/config.js', 'export default defineConfig(() => { while (true) {} })', ''],
    ['_data/navigation.yml', 'main: &a [*a]\n', ''],
  ])('settings that cannot be read: %s', async (file, text, folder) => {
    const place = temporaryFolder()
    writeFiles(join(place, 'old'), {
      ...(file.startsWith('_data') ? { '_config.yml': 'title: X\n' } : {}),
      [file]: text,
      [join(folder, 'part', 'a.md')]: '# A page\n\nText.\n',
    })
    const output = join(place, 'content')
    const { summary } = await importFolder(join(place, 'old'), output)
    expect(summary.pages.map(({ to }) => to)).toEqual(['part/a.md'])
    expect(summary.findings.map((one) => one.file)).toContain(file)
    expect(await errorsIn(output)).toBe('No problems.')
    expect(dirname(reportPath(output))).toBe(place)
  })
})
