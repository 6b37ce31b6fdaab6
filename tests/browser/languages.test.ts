import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { arabicSite } from '../strings/arabic-site.ts'
import { madeUp, names, namesIn, unmarked, usedByScripts } from '../strings/made-up.ts'
import { folderForAll, writeFiles } from '../temporary.ts'
import { browserNames, findBrowser } from './browsers.ts'
import { serveFolder, type TestServer } from './server.ts'
import { axeViolations, searched, withBrowser } from './visits.ts'

/** A site from right to left, in a language whose every word is marked: whatever scripts say, they have it from the table. */
const folder = folderForAll()
let server: TestServer

beforeAll(async () => {
  writeFiles(join(folder(), 'content'), arabicSite)
  const built = await build({
    content: join(folder(), 'content'),
    output: join(folder(), 'site'),
    drafts: true,
    say: () => undefined,
    languages: madeUp(folder()),
  })
  expect(built.written).toBe(true)
  server = await serveFolder(join(folder(), 'site'))
})
afterAll(() => server.close())

describe.each(browserNames)('%s', (name) => {
  describe.skipIf(!findBrowser(name))('a site from right to left', () => {
    const { visit } = withBrowser(name, () => server.origin)

    test('whatever a script says is in the language of the site', async () => {
      const said = new Set<string>()
      const listen = async (page: Page): Promise<void> => {
        for (const text of await page.evaluate(everythingSaid)) said.add(text)
      }
      await visit('/cards/', async (page) => {
        for (const works of [true, false]) {
          await page.evaluate(pretendClipboard, works)
          for (const button of ['[data-copy]', '.code-block .tool']) {
            await page.$eval(button, (found) => (found as HTMLElement).click())
          }
          await page.waitForFunction(
            (count) => [...document.querySelectorAll('.tool-said')].filter((one) => one.textContent).length >= count,
            {},
            2,
          )
          if (works) await page.click('[data-copy] + .tool')
          await page.$eval('.cite .tool', (found) => (found as HTMLElement).click())
          await page.waitForFunction(() => document.querySelector('.cite .tool-said')?.textContent)
          await listen(page)
        }
        await page.click('[data-theme-choice=light]')
        await listen(page)
      })
      await visit('/cards/', async (page) => {
        for (const words of ['القاعة', 'ظظظظظظ']) {
          await page.$eval('#HeaderSearch', (found) => {
            const box = found as HTMLInputElement
            delete box.dataset.searchState
            box.value = ''
          })
          await page.type('#HeaderSearch', words)
          await page.waitForFunction(
            () => document.querySelector<HTMLElement>('#HeaderSearch')?.dataset.searchState === 'done',
          )
          await page.waitForFunction(() => document.querySelector('form > [role=status]')?.textContent)
          await listen(page)
        }
      })
      for (const words of ['القاعة', 'المكتببة', 'ظظظظظظ']) {
        await visit(`/search/?q=${encodeURIComponent(words)}`, async (page) => {
          await searched(page)
          await listen(page)
        })
      }
      await visit('/search/', async (page) => {
        await page.evaluate(() => {
          window.fetch = () => Promise.reject(new Error('no network'))
          // What the page tells its makers is not what is tested here.
          console.error = () => undefined
        })
        await page.type('#search', 'كتاب')
        await page.waitForFunction(() => document.documentElement.dataset.searchState === 'done')
        await listen(page)
      })
      await visit('/no/such/القاعة/', async (page) => {
        await page.waitForFunction(() => document.documentElement.dataset.searchState === 'done')
        await listen(page)
      })

      expect([...said].filter((text) => /[A-Za-z]/.test(unmarked(text)))).toEqual([])
      const heard = new Set([...said].flatMap(namesIn))
      expect([...usedByScripts()].filter((word) => names.includes(word) && !heard.has(word))).toEqual([])
    })

    test.each([320, 1280])('a page %d wide has its parts where they belong', async (width) => {
      await visit('/cards/', async (page) => {
        await page.setViewport({ width, height: 800 })
        await page.evaluate(() => {
          location.hash = '#how'
        })
        await page.waitForFunction(() => document.querySelector('.answer h2:target'))
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        // With marks, a name that is heard does not begin with the one that is seen.
        const violations = await axeViolations(page)
        expect(violations.filter((one) => !one.startsWith('label-content-name-mismatch'))).toEqual([])
        const at = await page.evaluate(placesOnPage)
        expect(at.name).toBeGreaterThan(at.box)
        expect(at.bar).toEqual(['4px', '0px'])
        if (width === 1280) expect(at.answers).toBeGreaterThan(at.questions)
      })
    })
  })
})

/** Every text of the page, and every name that is only heard. Runs in the browser. */
function everythingSaid(): string[] {
  const texts: string[] = [document.title]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '')
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(element.getAttribute(name) ?? '')
  }
  return texts
}

/** Whether copying works: browsers in a test would rather ask somebody. Runs in the browser. */
function pretendClipboard(works: boolean): void {
  const write = {
    value: () => (works ? Promise.resolve() : Promise.reject(new Error('forbidden'))),
    configurable: true,
  }
  Object.defineProperties(navigator.clipboard, { write, writeText: write })
  for (const said of document.querySelectorAll('.tool-said')) said.textContent = ''
}

/** Where parts begin, from the left, and how wide the edges of the answer are that a link led to. Runs in the browser. */
function placesOnPage() {
  const left = (selector: string): number => document.querySelector(selector)?.getBoundingClientRect().left ?? -1
  const { borderRightWidth, borderLeftWidth } = getComputedStyle(
    document.querySelector('.answer:has(h2:target)') ?? document.body,
  )
  return {
    name: left('.header-name'),
    box: left('.header .search-button'),
    answers: left('.column-main'),
    questions: left('.on-this-page'),
    bar: [borderRightWidth, borderLeftWidth],
  }
}
