import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { describe, expect, test } from 'vitest'
import { browserNames, findBrowser } from './browsers.ts'
import { serveRealSite } from './real-site.ts'
import { axeViolations, searched, spokenPage, withBrowser } from './visits.ts'

const { origin } = serveRealSite()

/** What must come first, whatever else changes. */
const must: readonly [query: string, address: string][] = [
  ['acreditation', '/what-is-itk/#what-is-itk-accreditation'],
  ['accredidation', '/what-is-itk/#what-is-itk-accreditation'],
  ['accreditaton', '/what-is-itk/#what-is-itk-accreditation'],
  ['accredited', '/what-is-itk/#what-is-itk-accreditation'],
  ['nullify', '/itk-messaging-faq/#must-my-system-support-nullify'],
  ['TRUD', '/glossary/#trud'],
  ['toolkit badge', '/what-is-itk/#what-isnt-itk'],
  ['how do i get my system certified', '/what-is-itk/#what-is-the-process-for-itk-accreditation--conformance'],
  ['interoperability tool kit', '/what-is-itk/#what-is-itk'],
]

const attacks: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  'x'.repeat(2000),
  '(',
  '%00',
  '‮⁦',
  'how do i',
  '?!…',
  '🙂',
  '"',
  '-',
]

/** Keeps the program that searches text from arriving until that is called for. */
async function holdProgram(page: Page): Promise<() => void> {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.setRequestInterception(true)
  page.on('request', async (request) => {
    if (request.url().includes('wasm.')) await held
    await request.continue()
  })
  return release
}

describe.each(browserNames)('%s', (name) => {
  describe.skipIf(!findBrowser(name))('search', () => {
    const { visit } = withBrowser(name, origin)
    const firstResult = (page: Page) =>
      page.$eval('[data-search-results] .result-link', (link) => link.getAttribute('href'))

    test('what is typed misspelt, short, long or in other words finds its answer first', async () => {
      await visit('/search/', async (page) => {
        for (const [query, address] of must) {
          await page.goto(`${origin()}/search/?q=${encodeURIComponent(query)}`, { waitUntil: 'load' })
          await searched(page)
          expect([query, await firstResult(page)]).toEqual([query, address])
        }
      })
    })

    test('a mended word is said, and the search for the word as it was finds words like it', async () => {
      await visit('/search/?q=acreditation', async (page) => {
        await searched(page)
        expect(await page.$eval('[data-search-repaired]', (note) => note.textContent)).toBe(
          'No answer has “acreditation”. These are the answers for “accreditation”. Search only for “acreditation”',
        )
        await page.click('[data-search-repaired] a')
        await searched(page, 'acreditation')
        expect(await page.$$eval('.result', (items) => items.length)).toBe(0)
        expect(new URL(page.url()).search).toBe('?q=acreditation&exactly=')
        expect(await page.$$eval('[data-search-near] a', (links) => links.map((link) => link.textContent))).toContain(
          'accreditation',
        )
        const letter = new URL(await page.$eval('[data-search-ask]', (link) => (link as HTMLAnchorElement).href))
        expect(letter.searchParams.get('subject')).toBe('A question that has no answer yet: acreditation')
        expect(await axeViolations(page)).toEqual([])
        await page.click('[data-search-near] a')
        await searched(page, 'accreditation')
        expect(await firstResult(page)).toBe('/what-is-itk/#what-is-itk-accreditation')
      })
    })

    test('answers can be narrowed to a topic; the numbers are right, and the address holds it', async () => {
      await visit('/search/?q=accreditation', async (page) => {
        await searched(page)
        const [all = 0, ...topics] = await page.$$eval('.filter', (labels) =>
          labels.map((label) => Number(/\((\d+)\)$/.exec(label.textContent ?? '')?.[1])),
        )
        expect(all).toBe(await page.$$eval('.result', (items) => items.length))
        await page.click('.filter:nth-of-type(2)')
        await page.waitForFunction((was) => document.querySelectorAll('.result').length < was, {}, all)
        await searched(page)
        expect(await page.$$eval('.result', (items) => items.length)).toBe(topics[0])
        expect(new URL(page.url()).searchParams.get('in')).toBe('Integrated Urgent Care Technical Standards')
        expect(await page.$eval('.filter input:checked', (input) => input === document.activeElement)).toBe(true)
      })
    })

    test('the start of an answer is read in its result', async () => {
      await visit('/search/?q=accreditation', async (page) => {
        await searched(page)
        await page.click('.result-opening summary')
        const text = await page.$eval('.result-opening p', (part) => (part as HTMLElement).innerText)
        expect(text).toMatch(/^[A-Z].{80,}[.…] Read the whole answer$/s)
        expect(await axeViolations(page)).toEqual([])
      })
    })

    test.each(attacks)('a search for %j shows it as text', async (query) => {
      await visit(`/search/?q=${encodeURIComponent(query)}`, async (page) => {
        await page.waitForFunction(() => ['done', 'idle'].includes(document.documentElement.dataset.searchState ?? ''))
        expect(await page.$$eval('main img, main script, main iframe', (parts) => parts.length)).toBe(0)
        expect(await page.$eval('main', (main) => (main as HTMLElement).innerText.length)).toBeGreaterThan(200)
      })
    })

    /** All that there is to offer is there; or, with `some`, what could be offered at once. */
    const offered = (page: Page, some = false) =>
      page.waitForFunction(
        (early) =>
          document.querySelector('.suggestions:not([hidden])') &&
          (early || document.querySelector<HTMLElement>('[role=combobox]')?.dataset.searchState === 'done'),
        {},
        some,
      )
    const chosen = (page: Page) =>
      page.evaluate(() => {
        const box = document.querySelector('[role=combobox]')
        const id = box?.getAttribute('aria-activedescendant')
        return {
          on: document.activeElement === box,
          option: id ? document.getElementById(id)?.getAttribute('href') : null,
        }
      })

    test('answers are offered as one types; arrow keys choose, Enter goes, Escape closes', async () => {
      await visit('/what-is-itk/', async (page) => {
        await page.keyboard.down('Control')
        await page.keyboard.press('k')
        await page.keyboard.up('Control')
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('HeaderSearch')
        await page.keyboard.type('nulify')
        await offered(page)
        expect(await chosen(page)).toEqual({ on: true, option: null })
        await page.keyboard.press('ArrowDown')
        expect(await chosen(page)).toEqual({ on: true, option: '/itk-messaging-faq/#must-my-system-support-nullify' })
        await page.keyboard.press('ArrowUp')
        expect((await chosen(page)).option).toBeNull()
        await page.keyboard.press('ArrowUp')
        expect((await chosen(page)).option).toContain('/search/?q=nulify')
        // What was mended is said here too.
        expect(await page.$eval('.suggestion-all', (option) => option.textContent)).toContain('for “nullify”')
        await page.keyboard.press('Escape')
        expect(await page.$eval('.suggestions', (list) => (list as HTMLElement).hidden)).toBe(true)
        expect(await page.$eval('#HeaderSearch', (box) => [(box as HTMLInputElement).value, box.ariaExpanded])).toEqual(
          ['nulify', 'false'],
        )
        await page.keyboard.press('ArrowDown')
        await offered(page)
        await page.keyboard.press('ArrowDown')
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
        expect(page.url()).toBe(`${origin()}/itk-messaging-faq/#must-my-system-support-nullify`)
      })
    })

    test('the search on the front page offers answers too, and leaving it closes them', async () => {
      await visit('/', async (page) => {
        await page.type('#search', 'certificate')
        await offered(page)
        expect(await axeViolations(page)).toEqual([])
        await page.keyboard.press('ArrowDown')
        expect(await axeViolations(page)).toEqual([])
        await page.keyboard.press('Tab')
        expect(await page.$eval('.suggestions', (list) => (list as HTMLElement).hidden)).toBe(true)
      })
    })

    test('nothing offered: it is said, and Enter still leads to the search page', async () => {
      await visit('/what-is-itk/', async (page) => {
        await page.type('#HeaderSearch', 'xyzzyq')
        await offered(page)
        expect(await page.$eval('.suggestion-none', (part) => part.textContent)).toBe('No answer for “xyzzyq”')
        expect(await axeViolations(page)).toEqual([])
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
        await searched(page, 'xyzzyq')
      })
    })

    if (name === 'firefox') return

    test('on a slow line questions answer first, and what a reader is on stays where it is', async () => {
      await visit('/what-is-itk/', async (page) => {
        const release = await holdProgram(page)
        await page.type('#HeaderSearch', 'certificate')
        await offered(page, true)
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('ArrowDown')
        const before = await page.$$eval('[role=option]', (options) =>
          options.map((option) => option.getAttribute('href')),
        )
        const on = await chosen(page)
        release()
        await page.waitForFunction(
          (was) => document.querySelector('.suggestion-all')?.textContent !== was,
          {},
          await page.$eval('.suggestion-all', (option) => option.textContent),
        )
        const after = await page.$$eval('[role=option]', (options) =>
          options.map((option) => option.getAttribute('href')),
        )
        expect(await chosen(page)).toEqual(on)
        expect(after.indexOf(on.option ?? '')).toBe(before.indexOf(on.option ?? ''))
      })
    })

    test('what comes before the text has been searched is not pushed down by what comes after', async () => {
      await visit('/what-is-itk/', async (page) => {
        const release = await holdProgram(page)
        await page.goto(`${origin()}/search/?q=accreditation`, { waitUntil: 'domcontentloaded' })
        const first = '[data-search-results] a.result-link'
        await page.waitForSelector(first)
        const topOfFirst = () => page.$eval(first, (link) => link.getBoundingClientRect().top)
        const before = await topOfFirst()
        release()
        await searched(page, 'accreditation')
        expect(await page.$eval('[data-search-filters]', (filters) => (filters as HTMLElement).hidden)).toBe(false)
        expect(Math.abs((await topOfFirst()) - before)).toBeLessThan(2)
      })
    })

    test('without Pagefind the search page says so, and still lists every question', async () => {
      await visit('/no/', async (page) => {
        await page.setRequestInterception(true)
        page.on('request', (request) =>
          request.url().includes('/pagefind/') ? request.respond({ status: 404, body: '' }) : request.continue(),
        )
        page.removeAllListeners('console')
        await page.goto(`${origin()}/search/?q=nullify`, { waitUntil: 'load' })
        await searched(page)
        expect(await page.$eval('[data-search-status]', (status) => status.textContent)).toBe(
          'The search could not be loaded. The list below leads to every question.',
        )
        expect(await page.$$eval('[data-search-browse] .letter a', (links) => links.length)).toBeGreaterThan(80)
      })
    })

    test('a screen reader is told each step of the box and of the page', async () => {
      const steps: string[] = []
      const step = async (page: Page, said: string, part: string): Promise<void> => {
        steps.push(`== ${said}`, await spokenPage(page, part))
      }
      await visit('/what-is-itk/', async (page) => {
        const form = 'form[role=search]'
        await page.focus('#HeaderSearch')
        await page.waitForSelector('[role=combobox]')
        await step(page, 'The box has the focus', form)
        await page.keyboard.type('nullify')
        await offered(page)
        await page.waitForFunction(() => document.querySelector('form [role=status]')?.textContent !== '')
        await step(page, 'nullify', form)
        for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Escape'] as const) {
          await page.keyboard.press(key)
          await step(page, key, form)
        }
      })
      await visit('/search/?q=acreditation', async (page) => {
        await searched(page)
        await page.evaluate(() => {
          // The texts are the content's, and change with it.
          for (const text of document.querySelectorAll('.result-text')) text.textContent = '(the passage)'
          for (const other of document.querySelectorAll('.result ~ .result ~ .result')) other.remove()
        })
        await step(page, 'The search page', 'main')
      })
      await expect(`${steps.join('\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'search-tree.txt'))
    })
  })
})
