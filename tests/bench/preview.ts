import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { launch } from '../browser/browsers.ts'
import { asMarkdown, type MadePage, makePages } from './generate.ts'
import { median } from './median.ts'

const project = join(import.meta.dirname, '..', '..')
const rounds = 7

export interface PreviewFigures {
  readonly preview: string
  readonly pages: number
  /** From the command until the first page is sent, in milliseconds. */
  readonly start: number
  /** From the save until a browser that has the page open has painted it: median, and the longest. */
  readonly screen: number
  readonly longest: number
  /** From the save until a search of its new word shows the answer: median. */
  readonly search?: number
  /** How many processes wanted the machine's cores, at the start and at the end. */
  readonly load: readonly [number, number]
}

/** Measures `npm start` beside Eleventy's own `--serve` on the same Markdown, in turn. */
export async function previewBench(counts: readonly number[]): Promise<PreviewFigures[]> {
  const results: PreviewFigures[] = []
  for (const count of counts) results.push(...(await measure(makePages(count))))
  return results
}

async function measure(pages: readonly MadePage[]): Promise<PreviewFigures[]> {
  const work = await mkdtemp(join(tmpdir(), 'answerbook-bench-'))
  const browser = await launch('chromium')
  const servers: Server[] = []
  const load = loadavg()[0] ?? 0
  try {
    servers.push(await startAnswerbook(pages, join(work, 'own')), await startEleventy(pages, join(work, 'eleventy')))
    const taken = servers.map((): Taken[] => [])
    const edited = pages[Math.floor(pages.length / 2)] as MadePage
    const tabs = await Promise.all(servers.map((server) => openTab(browser, server, edited)))
    // In turn, so that a noisy moment of the machine meets both alike. The first of each warms up.
    for (let round = 0; round <= rounds; round++) {
      for (const [index, server] of servers.entries()) {
        const tab = tabs[index] as Tab
        const one = await save(server, tab, edited, round)
        if (round > 0) taken[index]?.push(one)
        await rest()
      }
    }
    return servers.map(({ name, start }, index) => {
      const own = taken[index] ?? []
      const searches = own.flatMap(({ search }) => search ?? [])
      return {
        preview: name,
        pages: pages.length,
        start,
        screen: median(own.map(({ screen }) => screen)),
        longest: Math.max(...own.map(({ screen }) => screen)),
        ...(searches.length > 0 ? { search: median(searches) } : {}),
        load: [load, loadavg()[0] ?? 0],
      }
    })
  } finally {
    await browser.close()
    for (const { child } of servers) child.kill('SIGTERM')
    await Promise.all(servers.map(({ ended }) => ended))
    await rm(work, { recursive: true, force: true })
  }
}

interface Server {
  readonly name: string
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  readonly address: string
  readonly content: string
  readonly start: number
  readonly addressOf: (page: MadePage) => string
  readonly hasSearch: boolean
}

async function startAnswerbook(pages: readonly MadePage[], folder: string): Promise<Server> {
  const content = join(folder, 'content')
  await writePages(pages, content)
  await writeFile(join(content, 'site.yml'), 'name: Bench\n')
  const args = ['--import', 'tsx', 'src/cli.ts', 'start', '--content', content, '--port', '0']
  const server = await start(args, project, /Built in \d+ ms: (\S+)/)
  return {
    ...server,
    name: 'Answerbook',
    content,
    addressOf: ({ path }) => `${path.split('/')[1]}/`,
    hasSearch: true,
  }
}

async function startEleventy(pages: readonly MadePage[], folder: string): Promise<Server> {
  await writePages(pages, folder)
  await mkdir(join(folder, '_includes'))
  await writeFile(
    join(folder, '_includes', 'content_page.njk'),
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><main><h1>{{ title }}</h1>{{ content | safe }}</main></body></html>\n',
  )
  const main = join(project, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs')
  // Its layout is named without an ending in the Markdown, as ours is.
  await writeFile(
    join(folder, 'eleventy.config.js'),
    "module.exports = (config) => { config.addLayoutAlias('content_page', 'content_page.njk') }\n",
  )
  const server = await start([main, '--serve', '--port=8181'], folder, /Server at (\S+)/)
  return { ...server, name: 'Eleventy --serve', content: folder, addressOf: ({ path }) => `${path}/`, hasSearch: false }
}

async function start(
  args: string[],
  cwd: string,
  line: RegExp,
): Promise<Pick<Server, 'child' | 'ended' | 'address' | 'start'>> {
  const begin = performance.now()
  const child = spawn(process.execPath, args, { cwd })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    const hear = (text: unknown): void => {
      said = `${said}${text}`.slice(-10_000)
      const found = line.exec(said)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => reject(new Error(`It ended:\n${said}`)))
  })
  await (await fetch(address)).text()
  return { child, ended, address, start: performance.now() - begin }
}

async function writePages(pages: readonly MadePage[], folder: string): Promise<void> {
  for (const page of pages) {
    const file = join(folder, `${page.path}.md`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, asMarkdown(page))
  }
}

interface Tab {
  readonly reader: Page
  readonly searcher: Page
  /** Ends when the text has been painted. */
  readonly painted: (text: string) => Promise<void>
}

async function openTab(browser: Browser, server: Server, page: MadePage): Promise<Tab> {
  const reader = await browser.newPage()
  const seen = new Map<string, () => void>()
  reader.on('console', (message) => seen.get(message.text())?.())
  await reader.evaluateOnNewDocument(watchText)
  await reader.goto(server.address + server.addressOf(page))
  const searcher = await browser.newPage()
  await reader.bringToFront()
  return {
    reader,
    searcher,
    painted: (text) => new Promise((resolve) => seen.set(text, resolve)),
  }
}

/**
 * Looks at each frame, whether the page has been loaded anew or changed in place. As text: what compiles this file would put
 * into a function calls that no browser knows.
 */
const watchText = `{
  let last = ''
  const look = () => {
    const found = /saved-[a-z]+/.exec(document.body?.textContent ?? '')?.[0] ?? ''
    if (found !== last) requestAnimationFrame(() => console.log(found))
    last = found
    requestAnimationFrame(look)
  }
  look()
}`

interface Taken {
  readonly screen: number
  readonly search?: number
}

async function save(server: Server, tab: Tab, page: MadePage, round: number): Promise<Taken> {
  // A word of its own for each round, of letters alone.
  const word = `quix${'bcdfghjk'[round % 8]}ortle`
  const text = `${asMarkdown(page)}\nsaved-${word} ${word}\n`
  const painted = tab.painted(`saved-${word}`)
  await tab.reader.bringToFront()
  const start = performance.now()
  await writeFile(join(server.content, `${page.path}.md`), text)
  await painted
  const screen = performance.now() - start
  if (!server.hasSearch) return { screen }
  await tab.searcher.bringToFront()
  await tab.searcher.goto(`${server.address}search/?q=${word}`)
  await tab.searcher.waitForFunction(
    (wanted: string) => document.querySelector<HTMLAnchorElement>('a.result-link')?.href.includes(wanted),
    { timeout: 120_000 },
    server.addressOf(page),
  )
  const search = performance.now() - start
  // A page of results left open would be loaded anew with every save.
  await tab.searcher.goto('about:blank')
  return { screen, search }
}

/** Milliseconds between two measurements, in which what was begun comes to its end. */
const rest = (): Promise<void> => new Promise((done) => setTimeout(done, 2000))

export function printPreview(results: readonly PreviewFigures[]): string {
  const rows = results.map(({ preview, pages, start, screen, longest, search, load }) => {
    const rival = results.find((other) => other.pages === pages && other.preview !== 'Answerbook')
    const ratio = rival && preview === 'Answerbook' ? (screen / rival.screen).toFixed(2) : ''
    const cells = [preview, pages, ratio, ms(screen), ms(longest), search === undefined ? '–' : ms(search), ms(start)]
    return `| ${[...cells, load.map((one) => one.toFixed(1)).join(' to ')].join(' | ')} |`
  })
  return [
    '| preview | pages | ratio | save to screen, ms | longest | save to search | start to first page | load |',
    '| --- | --: | --: | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')
}

const ms = (milliseconds: number): string => milliseconds.toFixed(0)
