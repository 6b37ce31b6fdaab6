import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { type Crawled, crawl } from '../crawl.ts'
import { writeFiles } from '../temporary.ts'
import { startWebServer, webServers } from '../web-servers.ts'
import { browserNames, findBrowser, openPage } from './browsers.ts'
import { searched, withBrowser } from './visits.ts'

/** Beside the project's own content: a page that moved as a whole, and one that was split. */
const moves = {
  'moves/renamed.md':
    '---\ntitle: Renamed\ncategory: About this site\nredirect_from: [/before/]\n---\n\n## Kept\n\nYes.\n',
  'moves/half.md':
    '---\ntitle: Half\ncategory: About this site\nredirect_from: [/whole/]\n---\n\n## One half\n\nHere.\n',
  'moves/other.md':
    '---\ntitle: Other\ncategory: About this site\nanswers:\n  other-half:\n    redirect_from: ["/whole/#other-half"]\n---\n\n## Other half\n\nThere.\n',
}
const promised = [
  'whole 2026-01-01 0123456789abcdef /whole/ Half',
  'one-half 2026-01-01 0123456789abcdef /whole/#one-half One half',
  'other-half 2026-01-01 0123456789abcdef /whole/#other-half Other half',
  '',
].join('\n')

/**
 * The project's own content behind real web servers, as a build for them makes it, at the root of a host and below a path. Every
 * visit fails when a browser writes a line, and browsers write one for each thing that a policy stops.
 */
const project = join(import.meta.dirname, '..', '..')
const served = [
  { server: 'nginx', base: '/' },
  { server: 'caddy', base: '/help/' },
] as const

describe.each(served)('$server, at $base', ({ server, base }) => {
  describe.skipIf(!webServers[server].program)('the policy of a real server', () => {
    let folder: string
    let running: Awaited<ReturnType<typeof startWebServer>>
    let found: Crawled
    const url = `http://localhost${base}`
    const home = (): string => running.origin + base.slice(0, -1)

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'answerbook-policy-'))
      const content = join(folder, 'content')
      cpSync(join(project, 'content'), content, { recursive: true })
      writeFiles(content, moves)
      appendFileSync(join(content, 'permalinks.txt'), promised)
      const output = join(folder, 'root', base)
      const built = await build({ content, output, url, host: server, drafts: false, say: () => undefined })
      expect(built.written).toBe(true)
      running = await startWebServer(server, folder, join(output, '_hosts'))
      found = await crawl({ origin: running.origin, url, judge })
    })
    afterAll(() => {
      running.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test('a crawler that walks all of it finds every page, link, anchor and permalink, and the headers', () => {
      expect(found.wrong).toEqual([])
      const html = readdirSync(join(folder, 'root', base), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.html'))
        .map((path) => base + path.replaceAll(sep, '/').replace(/index\.html$/, ''))
      // What has moved whole is met as a 301, and nothing leads to the page for addresses that are not there.
      expect(found.moved).toBe(1)
      const alone = ['404.html', 'before/'].map((path) => base + path)
      expect(html.filter((path) => !found.pages.includes(path)).sort()).toEqual(alone)
      expect(found.permalinks).toBeGreaterThanOrEqual(200)
      expect(found.files).toBeGreaterThanOrEqual(35)
      expect(found.references).toBeGreaterThanOrEqual(3000)
    })

    describe.each(browserNames)('%s', (name) => {
      describe.skipIf(!findBrowser(name))('stops nothing of ours', () => {
        const { visit, browser } = withBrowser(name, home)

        test('every page is shown as it should be', async () => {
          // Permalinks send readers on; some of them are followed below.
          const pages = found.pages.filter((path) => !path.startsWith(`${base}a/`))
          expect(pages.length).toBeGreaterThan(25)
          const { page, noise } = await openPage(browser(), name, running.origin)
          const undressed: string[] = []
          for (const path of pages) {
            await page.goto(running.origin + path)
            if (!(await isDressed(page))) undressed.push(path)
          }
          expect({ undressed, noise }).toEqual({ undressed: [], noise: [] })
          await page.close()
        })

        test('searching, offers, citing, colours, an address that is not there', async () => {
          await visit('/search/?q=acreditation', async (page) => {
            await searched(page)
            expect(await page.$$eval('[data-search-results] .result-link', (links) => links.length)).toBeGreaterThan(0)
          })
          await visit('/what-is-itk/', async (page) => {
            await page.type('#HeaderSearch', 'trud')
            await page.waitForSelector('#HeaderSearch[data-search-state=done]')
            expect(await page.$$eval('[role=option]', (options) => options.length)).toBeGreaterThan(1)
            await page.keyboard.press('Escape')
            await page.$eval('.answer-tools .tool[aria-expanded]', (button) => (button as HTMLElement).click())
            expect(await page.$eval('.cite-text', (text) => text.textContent)).toContain('What is ITK?')
            await page.$eval('[data-theme-choice=dark]', (button) => (button as HTMLElement).click())
            expect(await page.$eval('html', (root) => root.dataset.theme)).toBe('dark')
          })
          await visit('/no/such/itk_accreditation/', async (page) => {
            await page.waitForFunction(() => document.documentElement.dataset.searchState === 'done')
          })
        })

        test('permalinks, a page that has moved, one that was split', async () => {
          const lands = async (path: string, place: string): Promise<void> =>
            visit(path, async (page) => {
              await page.waitForFunction(
                (wanted) => location.pathname + location.hash === wanted,
                {},
                base + place.slice(1),
              )
              expect(await isDressed(page)).toBe(true)
            })
          await lands('/a/what-is-itk-accreditation/', '/what-is-itk/#what-is-itk-accreditation')
          await lands('/before/', '/renamed/')
          await lands('/whole/#other-half', '/other/#other-half')
          await lands('/whole/', '/half/')
        })

        // Not opened by itself: Chromium shows XML with a style of its own, and says aloud that the policy stops it.
        test('the feed and what else a page names at its head can be fetched', async () => {
          await visit('/', async (page) => {
            const found = await page.$$eval('link[rel=icon], link[rel=search], link[rel=alternate]', (links) =>
              Promise.all(links.map(async ({ rel, href }) => `${rel} ${(await fetch(href)).status}`)),
            )
            expect(found).toEqual(['icon 200', 'search 200', 'alternate 200'])
          })
        })

        test('a script that somebody puts into the page does not run, and pictures from elsewhere do not load', async () => {
          // Not `visit`: browsers say aloud what they stop, and here that is what is wanted.
          const { page, noise } = await openPage(browser(), name, running.origin)
          await page.goto(`${home()}/what-is-itk/`)
          const found = await page.evaluate(async () => {
            const stopped = new Set<string>()
            const bothStopped = new Promise<void>((resolve) => {
              document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
                stopped.add(effectiveDirective)
                if (stopped.size > 1) resolve()
              })
            })
            const script = document.createElement('script')
            script.append('window.tricked = 1')
            document.body.append(script)
            const picture = new Image()
            picture.src = 'https://example.org/spy.png'
            await bothStopped
            return { tricked: 'tricked' in window, stopped: [...stopped].sort() }
          })
          expect(found.tricked).toBe(false)
          // Chromium stops the script for its text, Firefox for standing in the page.
          expect(found.stopped.join(' ')).toMatch(/^img-src (require-trusted-types-for|script-src-elem)$/)
          expect(noise.length).toBeGreaterThan(1)
          await page.close()
        })
      })
    })
  })
})

/** What is amiss with the headers of a page or file. */
function judge(headers: Headers): string | undefined {
  const policy = headers.get('content-security-policy') ?? ''
  if (!/^default-src 'none'; .*; frame-ancestors 'none'$/.test(policy)) return `policy: ${policy}`
  if (headers.get('x-content-type-options') !== 'nosniff') return 'its type may be guessed'
  if (!/^(no-cache|public, max-age=31536000, immutable)$/.test(headers.get('cache-control') ?? '')) return 'keeping'
  return headers.get('etag') ? undefined : 'no ETag'
}

/** Whether the style that stands in the page has been taken. */
const isDressed = (page: Page): Promise<boolean> =>
  page.$eval('.skip', (link) => getComputedStyle(link).position !== 'static')
