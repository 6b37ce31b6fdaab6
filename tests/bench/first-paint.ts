import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, CDPSession } from 'puppeteer-core'
import { parse } from 'yaml'
import { build } from '../../src/build.ts'
import { launch } from '../browser/browsers.ts'
import { type CompressedServer, serveCompressed, slowLine } from './line.ts'
import { median } from './median.ts'
import { eleventy, type PlainPage, prepare, type Recipe, starlight, vitePress } from './rivals.ts'

/** What is measured: the site that the project brings. */
export const content = join(import.meta.dirname, '..', '..', 'content')
/** The page that is measured: its file, its folder and name for others, and its address here. */
export const measured = { path: 'iuc/what-is-itk', address: '/what-is-itk/' }
const rounds = 5
/** The phone that Lighthouse stands for. */
const phone = { width: 412, height: 823, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true }
const slowdown = 4

const kinds = ['html', 'css', 'js', 'fonts', 'images', 'other'] as const
type Kind = (typeof kinds)[number]

export interface PageFigures {
  readonly site: string
  /** First and largest contentful paint, in milliseconds from the start of the visit: median, least and most. */
  readonly fcp: Spread
  readonly lcp: Spread
  /** Until the network is still: as sent, with the heads of the answers. Not the picture on the tab. */
  readonly bytes: Readonly<Record<Kind, number>>
  readonly requests: number
  /** Bytes of pages that the reader has not asked for, fetched ahead, and no part of the above. */
  readonly ahead: number
  /** How many processes wanted the machine's cores, at the start and at the end. */
  readonly load: readonly [number, number]
}

type Spread = readonly [middle: number, least: number, most: number]

/** A site that could not be had, and why. */
export interface Missing {
  readonly site: string
  readonly missing: string
}

/**
 * Measures one page of the site in `content/` as a reader first sees it on a slow phone, beside the same page made with others.
 *
 * Chromium's own emulation holds back each answer by the time of a trip, lets through no more than 1.6 Mbit/s in all, and slows
 * the page's main thread by four. It emulates no setting up of connections (names, TCP, TLS), no slow start and no loss, so that
 * real visits take some trips longer; a page that needs more connections, or more than some 14 KB before it can be painted, is
 * better off here than in life. All are served from this machine over HTTP/1.1, compressed with Brotli.
 */
export async function firstPaint(kept: string | undefined): Promise<(PageFigures | Missing)[]> {
  const work = await mkdtemp(join(tmpdir(), 'answerbook-bench-'))
  const missing: Missing[] = []
  try {
    const { name } = parse(await readFile(join(content, 'site.yml'), 'utf8')) as { name: string }
    const pages = await readPlainPages()
    const sites = [await buildAnswerbook(join(work, 'own'))]
    for (const recipe of [eleventy(name, pages), starlight(name, pages), vitePress(name, pages, true)]) {
      try {
        sites.push(await buildRival(recipe, join(kept ?? work, recipe.name.toLowerCase().replace(/\W+/g, '-'))))
      } catch (error) {
        missing.push({ site: recipe.name, missing: String((error as Error).message).split('\n')[0] ?? '' })
      }
    }
    return [...(await measureInTurn(sites)), ...missing]
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

interface BuiltSite {
  readonly name: string
  readonly folder: string
  readonly address: string
}

async function buildAnswerbook(output: string): Promise<BuiltSite> {
  const { written } = await build({ content, output, drafts: false, say: () => undefined })
  if (!written) throw new Error('The content has errors.')
  return { name: 'Answerbook', folder: output, address: measured.address }
}

const buildRival = async (recipe: Recipe, folder: string): Promise<BuiltSite> => ({
  name: recipe.name,
  folder: await prepare(recipe, folder),
  address: recipe.addressOf(measured.path),
})

/** Every page of the site, with no more of its front matter than others know. */
export async function readPlainPages(): Promise<PlainPage[]> {
  const names = (await readdir(content, { recursive: true })).filter((name) => name.endsWith('.md')).sort()
  return Promise.all(
    names.map(async (name) => {
      const [, head = '', body = ''] =
        /^---\n(.*?)\n---\n\s*(.*)$/s.exec(await readFile(join(content, name), 'utf8')) ?? []
      const { title, category } = parse(head) as { title: string; category: string }
      return { path: name.replaceAll('\\', '/').replace(/\.md$/, ''), title, category, body }
    }),
  )
}

interface Visit {
  readonly fcp: number
  readonly lcp: number
  readonly bytes: Readonly<Record<Kind, number>>
  readonly requests: number
  readonly ahead: number
}

async function measureInTurn(sites: readonly BuiltSite[]): Promise<PageFigures[]> {
  const taken = sites.map((): Visit[] => [])
  const servers = await Promise.all(sites.map(({ folder }) => serveCompressed(folder)))
  const browser = await launch('chromium')
  const load = loadavg()[0] ?? 0
  try {
    // In turn, so that a noisy moment of the machine meets all alike, and each round begins with another, as each comes after
    // the leavings of the one before. The first round warms up browser and servers.
    for (let round = 0; round <= rounds; round++) {
      for (let turn = 0; turn < sites.length; turn++) {
        const index = (round + turn) % sites.length
        const one = await visit(browser, servers[index] as CompressedServer, sites[index] as BuiltSite)
        if (round > 0) taken[index]?.push(one)
        await rest()
      }
    }
  } finally {
    await browser.close()
    for (const server of servers) server.close()
  }
  const loads = [load, loadavg()[0] ?? 0] as const
  return sites.map(({ name }, index) => {
    const own = taken[index] ?? []
    return {
      site: name,
      fcp: spread(own.map(({ fcp }) => fcp)),
      lcp: spread(own.map(({ lcp }) => lcp)),
      bytes: eachKind((kind) => median(own.map(({ bytes }) => bytes[kind]))),
      requests: median(own.map(({ requests }) => requests)),
      ahead: median(own.map(({ ahead }) => ahead)),
      load: loads,
    }
  })
}

/** A moment in which what was begun comes to its end. */
const rest = (): Promise<void> => new Promise((done) => setTimeout(done, 1000))

const spread = (all: readonly number[]): Spread => [median(all), Math.min(...all), Math.max(...all)]

const eachKind = (value: (kind: Kind) => number): Record<Kind, number> =>
  Object.fromEntries(kinds.map((kind) => [kind, value(kind)])) as Record<Kind, number>

/** A visit of a reader who has never been there: a context of its own has no cache, no storage and no connections. */
async function visit(browser: Browser, { origin }: CompressedServer, { address }: BuiltSite): Promise<Visit> {
  const context = await browser.createBrowserContext()
  try {
    const page = await context.newPage()
    await page.setViewport(phone)
    await page.evaluateOnNewDocument(watchPaints)
    const client = await page.createCDPSession()
    await client.send('Network.enable')
    await client.send('Network.emulateNetworkConditions', slowLine)
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const traffic = watchTraffic(client)
    await page.goto(origin + address, { waitUntil: 'load' })
    await page.waitForNetworkIdle({ idleTime: 1000 })
    const { fcp, lcp } = (await page.evaluate('paints')) as { fcp: number; lcp: number }
    if (fcp === 0 || lcp === 0) throw new Error(`Nothing was painted at ${address}.`)
    return { fcp, lcp, ...traffic() }
  } finally {
    await context.close()
  }
}

/** As text: what compiles this file would put into a function calls that no browser knows. */
const watchPaints = `
  var paints = { fcp: 0, lcp: 0 }
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') paints.fcp = startTime
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) paints.lcp = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
`

function watchTraffic(client: CDPSession): () => Pick<Visit, 'bytes' | 'requests' | 'ahead'> {
  const asked = new Map<string, { isAhead: boolean; kind: Kind; bytes: number }>()
  client.on('Network.requestWillBeSent', ({ requestId, request: { url, headers } }) => {
    // What stands in the page itself (`data:`) is not sent. The tab's picture Chromium asks for when it pleases.
    if (!url.startsWith('http') || new URL(url).pathname.startsWith('/favicon.')) return
    asked.set(requestId, { isAhead: headers['Sec-Purpose'] === 'prefetch', kind: 'other', bytes: 0 })
  })
  client.on('Network.responseReceived', ({ requestId, response }) => {
    const one = asked.get(requestId)
    if (one) one.kind = kindOf(response.mimeType)
  })
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = asked.get(requestId)
    if (one) one.bytes = encodedDataLength
  })
  return () => {
    const all = [...asked.values()]
    const sum = (some: typeof all): number => some.reduce((total, { bytes }) => total + bytes, 0)
    const now = all.filter(({ isAhead }) => !isAhead)
    return {
      bytes: eachKind((kind) => sum(now.filter((one) => one.kind === kind))),
      requests: now.length,
      ahead: sum(all.filter(({ isAhead }) => isAhead)),
    }
  }
}

function kindOf(type: string): Kind {
  if (type === 'text/html') return 'html'
  if (type === 'text/css') return 'css'
  if (type.endsWith('/javascript')) return 'js'
  if (type.startsWith('font/')) return 'fonts'
  return type.startsWith('image/') ? 'images' : 'other'
}

export function printFirstPaint(results: readonly (PageFigures | Missing)[]): string {
  const own = results.find((one): one is PageFigures => one.site === 'Answerbook' && 'fcp' in one)
  const rows = results.map((one) => {
    if ('missing' in one) return `| ${one.site} | could not be made: ${one.missing} |`
    const times = (value: number, ours: number | undefined): string => (ours ? (value / ours).toFixed(2) : '')
    const cells = [
      one.site,
      times(total(one), own && total(own)),
      times(one.fcp[0], own?.fcp[0]),
      times(one.lcp[0], own?.lcp[0]),
      ms(one.fcp),
      ms(one.lcp),
      kb(total(one)),
      ...kinds.map((kind) => kb(one.bytes[kind])),
      one.requests,
      kb(one.ahead),
      one.load.map((load) => load.toFixed(1)).join(' to '),
    ]
    return `| ${cells.join(' | ')} |`
  })
  const head = [
    'site',
    'bytes ×',
    'FCP ×',
    'LCP ×',
    'FCP, ms',
    'LCP, ms',
    'KB',
    ...kinds,
    'requests',
    'KB ahead',
    'load',
  ]
  return [`| ${head.join(' | ')} |`, `| --- |${' --: |'.repeat(head.length - 1)}`, ...rows].join('\n')
}

const total = ({ bytes }: PageFigures): number => kinds.reduce((sum, kind) => sum + bytes[kind], 0)
const kb = (bytes: number): string => (bytes === 0 ? '–' : (bytes / 1000).toFixed(1))
const ms = ([middle, least, most]: Spread): string => `${middle.toFixed(0)} (${least.toFixed(0)} to ${most.toFixed(0)})`
