import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { startWebServer, type WebServerName, webServers } from '../web-servers.ts'
import { browserNames, findBrowser, openPage } from './browsers.ts'
import { searched, withBrowser } from './visits.ts'

/**
 * The project's own content behind real web servers, with the headers that a build makes for them. Every visit fails when a
 * browser writes a line, and browsers write one for each thing that a policy stops.
 */
const project = join(import.meta.dirname, '..', '..')
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answerbook-policy-'))
  const built = await build({
    content: join(project, 'content'),
    output: join(folder, 'root'),
    url: 'http://localhost/',
    drafts: false,
    say: () => undefined,
  })
  expect(built.written).toBe(true)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pages = [
  '/',
  '/integrated-urgent-care-technical-standards/',
  '/what-is-itk/',
  '/glossary/',
  '/search/',
  '/all/',
  '/privacy/',
]

describe.each(Object.keys(webServers) as WebServerName[])('%s', (server) => {
  describe.skipIf(!webServers[server].program)('the policy of a real server', () => {
    let running: Awaited<ReturnType<typeof startWebServer>>
    beforeAll(async () => {
      running = await startWebServer(server, folder, join(folder, 'root', '_hosts'))
    })
    afterAll(() => running.close())

    describe.each(browserNames)('%s', (name) => {
      describe.skipIf(!findBrowser(name))('stops nothing of ours', () => {
        const { visit, browser } = withBrowser(name, () => running.origin)

        test.each(pages)('%s', async (path) => {
          await visit(path, async (page) => {
            expect(await isDressed(page)).toBe(true)
          })
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

        test('a script that somebody puts into the page does not run, and pictures from elsewhere do not load', async () => {
          // Not `visit`: browsers say aloud what they stop, and here that is what is wanted.
          const { page, noise } = await openPage(browser(), name, running.origin)
          await page.goto(`${running.origin}/what-is-itk/`)
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

/** Whether the style that stands in the page has been taken. */
const isDressed = (page: Page): Promise<boolean> =>
  page.$eval('.skip', (link) => getComputedStyle(link).position !== 'static')
