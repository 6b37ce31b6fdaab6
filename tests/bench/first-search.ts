import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import type { Browser, Page } from 'puppeteer-core'
import { build } from '../../src/build.ts'
import { writeFiles } from '../../src/write-files.ts'
import { launch } from '../browser/browsers.ts'
import { asMarkdown, bodyOf, type MadePage, makePages } from './generate.ts'
import { serveCompressed, slowLine } from './line.ts'
import { median } from './median.ts'
import { prepare, vitePress } from './rivals.ts'

const rounds = 5

export interface FirstSearch {
  readonly engine: string
  readonly answers: number
  /** From the moment at which a reader goes to the search until the first answer shows, in milliseconds: median. */
  readonly milliseconds: number
  /** Until all answers show, the text searched too; the same where there is no second step. */
  readonly settled: number
  /** Both again with nothing to slow the line: what it takes the machine itself. */
  readonly loopback: number
  readonly loopbackSettled: number
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
  const files = pages.map((page) => ({ path: `${page.path}.md`, content: asMarkdown(page) }))
  await writeFiles([{ path: 'site.yml', content: 'name: Bench\n' }, ...files], content)
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
  // Without a list of them: beside thousands of pages it would be most of each page.
  const plain = pages.map((page) => ({ ...page, body: bodyOf(page.answers) }))
  const recipe = vitePress('Bench', plain, false)
  return {
    engine: recipe.name,
    folder: await prepare(recipe, folder),
    pageAddress: ({ path }) => recipe.addressOf(path),
    async search(page, word) {
      await page.click('.DocSearch-Button')
      await page.waitForSelector('.search-input')
      await page.type('.search-input', word)
      await page.waitForSelector('.results .result')
    },
    settle: async () => undefined,
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
  try {
    // In turn, so that a noisy moment of the machine meets all alike.
    for (let round = 0; round < rounds; round++) {
      for (const [index, site] of sites.entries()) {
        const address = `${servers[index]?.origin}${site.pageAddress(first)}`
        const slow = await visit(browser, site, address, word, slowLine)
        const fast = await visit(browser, site, address, word)
        const own = { loopback: fast.milliseconds, loopbackSettled: fast.settled }
        taken[index]?.push({ engine: site.engine, answers, ...slow, ...own })
      }
    }
  } finally {
    await browser.close()
    for (const server of servers) server.close()
  }
  return taken.map((own) => {
    return {
      ...(own[0] as FirstSearch),
      milliseconds: median(own.map((one) => one.milliseconds)),
      settled: median(own.map((one) => one.settled)),
      loopback: median(own.map((one) => one.loopback)),
      loopbackSettled: median(own.map((one) => one.loopbackSettled)),
      requests: median(own.map((one) => one.requests)),
      bytes: median(own.map((one) => one.bytes)),
    }
  })
}

/** One reader, who has nothing of the site yet but the page that she searches from. */
async function visit(
  browser: Browser,
  site: BuiltSite,
  address: string,
  word: string,
  line?: typeof slowLine,
): Promise<Pick<FirstSearch, 'milliseconds' | 'settled' | 'requests' | 'bytes'>> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ width: 1280, height: 900 })
  await page.goto(address, { waitUntil: 'networkidle0' })
  const client = await page.createCDPSession()
  let requests = 0
  let bytes = 0
  await client.send('Network.enable')
  client.on('Network.requestWillBeSent', () => requests++)
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  if (line) await client.send('Network.emulateNetworkConditions', line)
  const start = performance.now()
  await site.search(page, word)
  const milliseconds = performance.now() - start
  await site.settle(page)
  const settled = performance.now() - start
  await page.waitForNetworkIdle({ idleTime: 500 })
  await context.close()
  return { milliseconds, settled, requests, bytes }
}

export function printFirstSearch(results: readonly FirstSearch[]): string {
  const rows = results.map(({ engine, answers, milliseconds, settled, loopback, loopbackSettled, requests, bytes }) => {
    const rival = results.find((other) => other.answers === answers && other.engine !== 'Answerbook')
    const ratio = rival && engine === 'Answerbook' ? (milliseconds / rival.milliseconds).toFixed(2) : ''
    return `| ${engine} | ${answers} | ${ratio} | ${milliseconds.toFixed(0)} | ${settled.toFixed(0)} | ${loopback.toFixed(0)} | ${loopbackSettled.toFixed(0)} | ${requests} | ${(bytes / 1000).toFixed(1)} |`
  })
  return [
    '| engine | answers | ratio | first answer, ms | all, ms | first on loopback, ms | all, ms | requests | KB |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')
}
