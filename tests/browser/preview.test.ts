import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { page as pageOf, settings } from '../files.ts'
import { copyOfProject, failingLayout, startPreview } from '../preview-process.ts'
import { type Borrowed, borrow, browserNames, findBrowser, openPage } from './browsers.ts'

/** Long enough to be scrolled, whatever the window. */
const long = Array.from({ length: 60 }, (_, number) => `Line ${number} of the text.\n`).join('\n')
const good = (text: string): string => pageOf(`## One?\n\n${long}\n${text}\n`, 'title: First')
const bad = pageOf(`## One?\n\n[a link](#nowhere)\n\n${long}`, 'title: First')

/** The preview's own part of a page, in words; nothing if there is none. */
interface Overlay {
  readonly isOpen: boolean
  readonly badge: string
  readonly heading: string
  readonly list: string
  readonly focused: string
}

const overlay = (page: Page): Promise<Overlay | undefined> =>
  page.evaluate(() => {
    const root = document.querySelector('answerbook-preview')?.shadowRoot
    const dialog = root?.querySelector('dialog')
    const badge = root?.querySelector<HTMLElement>('.badge')
    if (!root || !dialog || !badge) return undefined
    const text = (selector: string): string => root.querySelector(selector)?.textContent ?? ''
    return {
      isOpen: dialog.open,
      badge: badge.hidden ? '' : (badge.textContent ?? ''),
      heading: text('.heading'),
      list: text('.problems'),
      focused: root.activeElement?.className ?? '',
    }
  })

/** Waits until the overlay is as it should be. Pages may be loaded anew meanwhile. */
async function until(page: Page, fits: (overlay: Overlay) => boolean): Promise<Overlay> {
  for (;;) {
    stillOpen(page)
    const found = await overlay(page).catch(() => undefined)
    if (found && fits(found)) return found
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done))).catch(() => undefined)
  }
}

/** Whoever waits for a page that has gone would wait for ever. */
function stillOpen(page: Page): void {
  if (page.isClosed() || !page.browser().connected) throw new Error('The page was closed.')
}

async function untilText(page: Page, text: string): Promise<void> {
  for (;;) {
    stillOpen(page)
    const found = await page.evaluate(() => document.body?.textContent ?? '').catch(() => '')
    if (found.includes(text)) return
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done))).catch(() => undefined)
  }
}

describe.each(browserNames)('%s', (name) => {
  describe.skipIf(!findBrowser(name))('the preview', () => {
    let borrowed: Borrowed
    beforeAll(async () => {
      borrowed = await borrow(name)
    })
    afterAll(() => borrowed.giveBack())

    test('a saved page shows by itself, where the reader was; errors open a list that goes when they are mended', async () => {
      const folder = copyOfProject({ 'first.md': good('The first text.') })
      const file = join(folder, 'content', 'first.md')
      const { address } = await startPreview(folder)
      const { page, noise } = await openPage(borrowed.browser, name, new URL(address).origin)
      await page.goto(`${address}first/`)
      await until(page, ({ badge }) => badge === '1 warning')
      await page.evaluate(() => scrollTo(0, 700))

      writeFileSync(file, good('The second text.'))
      await untilText(page, 'The second text.')
      await page.waitForFunction(() => scrollY === 700)

      // As many editors write: beside, then in its place.
      writeFileSync(`${file}.new`, good('The third text.'))
      renameSync(`${file}.new`, file)
      await untilText(page, 'The third text.')

      writeFileSync(file, bad)
      const opened = await until(page, ({ isOpen }) => isOpen)
      expect(opened.heading).toBe('1 error, 1 warning')
      expect(opened.list).toContain('content/first.md:8:10')
      expect(opened.list).toContain('has no heading with the anchor "nowhere"')
      expect(opened.focused).toBe('heading')
      expect(await page.evaluate(() => document.body.textContent)).toContain('The third text.')

      await page.keyboard.press('Escape')
      await until(page, ({ isOpen, badge }) => !isOpen && badge === '1 error, 1 warning')
      // Whoever closed it is left in peace until something else is wrong.
      writeFileSync(file, `${bad}\nOne line more.\n`)
      await until(page, ({ badge }) => badge === '1 error, 1 warning')
      writeFileSync(file, `${bad}\n[another](#nothing)\n`)
      await until(page, ({ isOpen, heading }) => isOpen && heading === '2 errors, 1 warning')

      writeFileSync(file, good('Mended.'))
      await untilText(page, 'Mended.')
      await until(page, ({ isOpen, badge }) => !isOpen && badge === '1 warning')
      // Whatever the policy of the page had stopped would be in here.
      expect(noise).toEqual([])
      await page.close()
    })

    test('warnings wait behind a button, which the keyboard reaches', async () => {
      const folder = copyOfProject({ 'first.md': good('<center>old') })
      const { address } = await startPreview(folder)
      const { page, noise } = await openPage(borrowed.browser, name, new URL(address).origin)
      await page.setViewport({ width: 320, height: 640 })
      await page.goto(`${address}first/`)
      const quiet = await until(page, ({ badge }) => badge !== '')
      expect(quiet).toMatchObject({ isOpen: false, badge: '2 warnings' })
      await page.keyboard.down('Shift')
      await page.keyboard.press('Tab')
      await page.keyboard.up('Shift')
      expect((await overlay(page))?.focused).toBe('badge')
      await page.keyboard.press('Enter')
      const open = await until(page, ({ isOpen }) => isOpen)
      expect(open.list).toContain('(raw-html)')
      const width = await page.evaluate(() => {
        const dialog = document.querySelector('answerbook-preview')?.shadowRoot?.querySelector('dialog')
        return [document.documentElement.scrollWidth, dialog?.scrollWidth ?? 0, dialog?.clientWidth ?? 0]
      })
      expect(width[0]).toBeLessThanOrEqual(320)
      expect(width[1]).toBe(width[2])
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await until(page, ({ isOpen, focused }) => !isOpen && focused !== 'close')).toMatchObject({
        badge: '2 warnings',
        focused: 'badge',
      })
      expect(noise).toEqual([])
      await page.close()
    })

    test('a first build that fails shows what is wrong, and the site as soon as that is mended', async () => {
      const folder = copyOfProject({ 'first.md': bad })
      const { address, get } = await startPreview(folder)
      const { page } = await openPage(borrowed.browser, name, new URL(address).origin)
      await page.goto(`${address}first/`)
      expect((await until(page, ({ isOpen }) => isOpen)).list).toContain('content/first.md:8:10')
      expect((await get('/first/')).text).toContain('content/first.md:8:10 error (anchor)')
      writeFileSync(join(folder, 'content', 'first.md'), good('Here it is.'))
      await untilText(page, 'Here it is.')
      expect((await until(page, ({ badge }) => badge !== '')).isOpen).toBe(false)
      await page.close()
    })

    test('a layout that fails is told on the page, without a stack', async () => {
      const folder = copyOfProject({ ...settings })
      const { address } = await startPreview(folder)
      const { page } = await openPage(borrowed.browser, name, new URL(address).origin)
      await page.goto(`${address}first/`)
      const { file, whole, failing, line } = failingLayout(folder)
      writeFileSync(file, failing)
      const { list } = await until(page, ({ isOpen }) => isOpen)
      expect(list).toContain(`layouts/content_page.tsx:${line}:`)
      expect(list).not.toMatch(/base64|\bat \S+ \(/)
      writeFileSync(file, whole.replace('<h1>', '<h1>Mended: '))
      await untilText(page, 'Mended: First')
      await page.close()
    })
  })
})
