import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { close as closePagefind } from 'pagefind'
import type { Page } from 'puppeteer-core'
import { build } from '../../src/build.ts'
import { launch } from '../browser/browsers.ts'
import { asMarkdown, asPlainMarkdown, type MadePage, makePages } from './generate.ts'

const run = promisify(execFile)

/** A slow phone line, as Lighthouse has it for mobile: 1.6 Mbit/s, 150 ms there and back. */
const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const rounds = 5

export interface FirstSearch {
  readonly engine: string
  readonly answers: number
  /** From the moment at which a reader goes to the search until the first answer shows, in milliseconds: median. */
  readonly milliseconds: number
  /** Until all answers show, the text searched too; the same where there is no second step. */
  readonly settled: number
  readonly requests: number
  /** As sent, compressed with Brotli. */
  readonly bytes: number
}

/** Measures the first search of a visit on a slow line, for Answerbook and, where it can be installed, VitePress, in turn. */
export async function firstSearch(
  answerCounts: readonly number[],
  withVitePress: readonly number[],
): Promise<FirstSearch[]> {
  const work = await mkdtemp(join(tmpdir(), 'answerbook-bench-'))
  const results: FirstSearch[] = []
  try {
    for (const answers of answerCounts) {
      const pages = makePages(answers / 5)
      const sites = [await buildAnswerbook(pages, join(work, `own-${answers}`))]
      if (withVitePress.includes(answers)) sites.push(await buildVitePress(pages, join(work, `vitepress-${answers}`)))
      results.push(...(await measure(sites, pages, answers)))
    }
    return results
  } finally {
    await closePagefind()
    await rm(work, { recursive: true })
  }
}

interface BuiltSite {
  readonly engine: string
  readonly folder: string
  readonly pageAddress: (page: MadePage) => string
  readonly search: (page: Page, word: string) => Promise<void>
  readonly settle: (page: Page) => Promise<unknown>
}

async function buildAnswerbook(pages: readonly MadePage[], folder: string): Promise<BuiltSite> {
  const content = join(folder, 'content')
  await writePages(pages, content, asMarkdown)
  await writeFile(join(content, 'site.yml'), 'name: Bench\n')
  const { written } = await build({ content, output: join(folder, 'site'), drafts: false, say: () => undefined })
  if (!written) throw new Error('The made-up content has errors.')
  return {
    engine: 'Answerbook',
    folder: join(folder, 'site'),
    pageAddress: ({ path }) => `/${path.split('/')[1]}/`,
    async search(page, word) {
      await page.focus('#HeaderSearch')
      await page.keyboard.type(word)
      await page.waitForSelector('.suggestions:not([hidden]) [role=option]')
    },
    settle: (page) =>
      page.waitForFunction(() => document.querySelector<HTMLElement>('#HeaderSearch')?.dataset.searchState === 'done'),
  }
}

async function buildVitePress(pages: readonly MadePage[], folder: string): Promise<BuiltSite> {
  await writePages(pages, folder, asPlainMarkdown)
  await writeFile(join(folder, 'index.md'), '# Bench\n')
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  await mkdir(join(folder, '.vitepress'), { recursive: true })
  await writeFile(
    join(folder, '.vitepress', 'config.js'),
    "export default { title: 'Bench', themeConfig: { search: { provider: 'local' } } }\n",
  )
  await run('npm', ['install', '--no-audit', '--no-fund', 'vitepress@1.6.4'], { cwd: folder })
  await run('npx', ['vitepress', 'build'], {
    cwd: folder,
    maxBuffer: 1e8,
    env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=8000' },
  })
  return {
    engine: 'VitePress',
    folder: join(folder, '.vitepress', 'dist'),
    pageAddress: ({ path }) => `/${path}.html`,
    async search(page, word) {
      await page.click('.DocSearch-Button')
      await page.waitForSelector('.search-input')
      await page.type('.search-input', word)
      await page.waitForSelector('.results .result')
    },
    settle: async () => undefined,
  }
}

async function writePages(pages: readonly MadePage[], folder: string, text: (page: MadePage) => string): Promise<void> {
  for (const page of pages) {
    const file = join(folder, `${page.path}.md`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text(page))
  }
}

/** A word of a question in the middle of the set: neither the commonest nor the rarest. */
const wordOf = (pages: readonly MadePage[]): string =>
  /(\p{L}+)\?$/u.exec(pages[Math.floor(pages.length / 2)]?.answers[1]?.question ?? '')?.[1] ?? ''

async function measure(
  sites: readonly BuiltSite[],
  pages: readonly MadePage[],
  answers: number,
): Promise<FirstSearch[]> {
  const first = pages[0] as MadePage
  const word = wordOf(pages)
  const taken = sites.map((): FirstSearch[] => [])
  const browser = await launch('chromium')
  const servers = await Promise.all(sites.map(({ folder }) => serveCompressed(folder)))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  try {
    // In turn, so that a noisy moment of the machine meets all alike.
    for (let round = 0; round < rounds; round++) {
      for (const [index, site] of sites.entries()) {
        const context = await browser.createBrowserContext()
        const page = await context.newPage()
        await page.setViewport({ width: 1280, height: 900 })
        const port = ports[index] ?? 0
        await page.goto(`http://localhost:${port}${site.pageAddress(first)}`, { waitUntil: 'networkidle0' })
        const client = await page.createCDPSession()
        let requests = 0
        let bytes = 0
        await client.send('Network.enable')
        client.on('Network.requestWillBeSent', () => requests++)
        client.on('Network.loadingFinished', ({ encodedDataLength }) => {
          bytes += encodedDataLength
        })
        await client.send('Network.emulateNetworkConditions', line)
        const start = performance.now()
        await site.search(page, word)
        const milliseconds = performance.now() - start
        await site.settle(page)
        const settled = performance.now() - start
        await page.waitForNetworkIdle({ idleTime: 500 })
        taken[index]?.push({ engine: site.engine, answers, milliseconds, settled, requests, bytes })
        await context.close()
      }
    }
  } finally {
    await browser.close()
    for (const server of servers) server.close()
  }
  return taken.map((own) => {
    const median = (of: (one: FirstSearch) => number): number =>
      own.map(of).sort((a, b) => a - b)[Math.floor(own.length / 2)] ?? 0
    return {
      ...(own[0] as FirstSearch),
      milliseconds: median((one) => one.milliseconds),
      settled: median((one) => one.settled),
      requests: median((one) => one.requests),
      bytes: median((one) => one.bytes),
    }
  })
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** What hosts compress, compressed; Pagefind's files are compressed already. */
async function serveCompressed(folder: string): Promise<Server> {
  const ready = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : decodeURIComponent(pathname))
    if (!existsSync(file)) return void response.writeHead(404).end()
    const type = types[extname(file)]
    const plain = type === undefined || extname(file) === '.woff2'
    const body = ready.get(file) ?? (plain ? await readFile(file) : brotliCompressSync(await readFile(file)))
    ready.set(file, body)
    response.writeHead(200, {
      'content-type': type ?? 'application/octet-stream',
      ...(plain ? {} : { 'content-encoding': 'br' }),
      'content-length': body.length,
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

export function printFirstSearch(results: readonly FirstSearch[]): string {
  const rows = results.map(({ engine, answers, milliseconds, settled, requests, bytes }) => {
    const rival = results.find((other) => other.answers === answers && other.engine !== 'Answerbook')
    const ratio = rival && engine === 'Answerbook' ? (milliseconds / rival.milliseconds).toFixed(2) : ''
    return `| ${engine} | ${answers} | ${ratio} | ${milliseconds.toFixed(0)} | ${settled.toFixed(0)} | ${requests} | ${(bytes / 1000).toFixed(1)} |`
  })
  return [
    '| engine | answers | ratio | first answer, ms | all, ms | requests | KB |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')
}
