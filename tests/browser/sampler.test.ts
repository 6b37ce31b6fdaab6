import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { browserNames, findBrowser } from './browsers.ts'
import { serveFolder, type TestServer } from './server.ts'
import { axeViolations, spokenPage, withBrowser } from './visits.ts'

/** A page with everything that authors can write: table, code, callout, footnote, image, deeper headings. */
let folder: string
let server: TestServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answerbook-sampler-'))
  const content = join(import.meta.dirname, '..', 'sites', 'extensions', 'content')
  const built = await build({
    content,
    output: join(folder, 'site'),
    url: 'http://localhost/',
    drafts: false,
    say: () => undefined,
  })
  expect(built.written).toBe(true)
  server = await serveFolder(join(folder, 'site'))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(browserNames)('%s', (name) => {
  describe.skipIf(!findBrowser(name)).each(['light', 'dark'])('in %s', (colours) => {
    const { visit, browser } = withBrowser(name, () => server.origin, { dark: colours === 'dark' })

    test('no violation of WCAG 2.2 AA that axe finds on a page with everything', async () => {
      await visit('/everything/', async (page) => {
        expect(await axeViolations(page)).toEqual([])
      })
    })

    if (colours === 'dark') return

    test('a review that is long due is marked by the reader’s own browser', async () => {
      await visit('/everything/', async (page) => {
        const said = await page.$eval('.about', (part) => (part as HTMLElement).innerText.split('\n')[0])
        expect(said).toBe('Last reviewed 31 January 2020. Next review due 29 February 2020. This review is overdue.')
      })
    })

    test('what holds for one answer alone stands under it, and its review is marked too', async () => {
      await visit('/everything/', async (page) => {
        const said = await page.$$eval('.answer-trust', (parts) =>
          parts.map((part) => (part as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
        )
        expect(said).toEqual([
          'Last reviewed 31 December 2019. Next review due 31 January 2020. This review is overdue. Looked after by The night shift. Sources: A letter; A longer page',
        ])
        expect(await page.$eval('.answer:has(#late) .answer-trust a', (link) => (link as HTMLAnchorElement).href)).toBe(
          'https://example.org/a-longer-page-with-a-long-address',
        )
      })
    })

    test('code can be copied', async () => {
      if (name === 'chromium') {
        await browser()
          .defaultBrowserContext()
          .overridePermissions(server.origin, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write'])
      }
      await visit('/everything/', async (page) => {
        await page.click('.code-block .tool')
        await page.waitForFunction(
          () => document.querySelector('.code-block .tool-said')?.textContent === 'Code copied',
        )
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('const answer = "<b>"\n')
      })
    })

    // Firefox has no interface to it for tests.
    if (name === 'firefox') return

    test('a screen reader is told the page in this order', async () => {
      await visit('/everything/', async (page) => {
        await expect(await spokenPage(page)).toMatchFileSnapshot(join(import.meta.dirname, 'sampler-tree.txt'))
      })
    })
  })
})
