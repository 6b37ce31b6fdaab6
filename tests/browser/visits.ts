import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page, SerializedAXNode } from 'puppeteer-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Borrowed, type BrowserName, borrow, type LaunchOptions, openPage } from './browsers.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Visits {
  /** Opens an address, does what the test wants, and makes sure that the page was quiet and kept to its own site. */
  readonly visit: (path: string, look: (page: Page) => Promise<void>) => Promise<void>
  /** The same for many addresses, one after the other in one tab: a new tab takes longer than most pages. */
  readonly visitEach: (paths: readonly string[], look: (page: Page, path: string) => Promise<void>) => Promise<void>
  readonly browser: () => Browser
}

/** A browser for the tests of one group. `origin` is asked only when a page is opened: servers start later than groups are made. */
export function withBrowser(name: BrowserName, origin: () => string, options: LaunchOptions = {}): Visits {
  let borrowed: Borrowed
  beforeAll(async () => {
    borrowed = await borrow(name, options)
  })
  afterAll(() => borrowed.giveBack())
  const visitEach: Visits['visitEach'] = async (paths, look) => {
    const { page, noise } = await openPage(borrowed.browser, name, origin(), options)
    try {
      for (const path of paths) {
        await page.goto(origin() + path, { waitUntil: 'load' })
        await look(page, path)
        // Browsers themselves write a line when an address is answered with 404; that page is the one place for it.
        const heard = noise.splice(0)
        expect(
          heard.filter((line) => !(path.startsWith('/no/') && line.includes('404'))),
          path,
        ).toEqual([])
      }
    } finally {
      await page.close()
    }
  }
  return {
    browser: () => borrowed.browser,
    visit: (path, look) => visitEach([path], look),
    visitEach,
  }
}

/** As the button does. (Puppeteer's own `goBack` waits for ever in Firefox.) */
export async function goBack(page: Page): Promise<void> {
  const from = page.url()
  await page.evaluate(() => history.back())
  await page.waitForFunction((left) => location.href !== left, {}, from)
}

/** Waits until the results, for that query if one is named, are there. */
export async function searched(page: Page, query?: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.dataset.searchState === 'done' &&
      (wanted === null || (document.querySelector('[data-search-status]')?.textContent ?? '').includes(`“${wanted}”`)),
    {},
    query ?? null,
  )
}

/** The rules of axe that look at colours. */
export const colourRules: readonly string[] = ['color-contrast', 'link-in-text-block']

/** What axe finds against WCAG 2.0 to 2.2, levels A and AA, and against its own good practice; or against some rules alone. */
export async function axeViolations(page: Page, only?: readonly string[]): Promise<string[]> {
  // Once for each document: it is long.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  return page.evaluate(async (ids) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, {
      // What has passed is only counted: to describe it takes as long as to find it.
      resultTypes: ['violations'],
      ...(ids
        ? { runOnly: { type: 'rule', values: [...ids] } }
        : {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            // It belongs to them, and is off unless it is asked for.
            rules: { 'target-size': { enabled: true } },
          }),
    })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }, only)
}

/** Boxes that say nothing by themselves. */
const silent = new Set([
  'generic',
  'none',
  'InlineTextBox',
  'LineBreak',
  'LayoutTable',
  'LayoutTableRow',
  'LayoutTableCell',
])

/** What a screen reader is told of a page, or of a part of it, as indented lines. Chromium only: Firefox has no interface to it. */
export async function spokenPage(page: Page, selector?: string): Promise<string> {
  const part = selector === undefined ? null : await page.$(selector)
  const tree = await page.accessibility.snapshot({ interestingOnly: false, ...(part ? { root: part } : {}) })
  return tree ? outline(tree).join('\n') : ''
}

/** The accessibility tree as indented lines: role, name, and what else is said. A name that only repeats the text is left out. */
function outline(node: SerializedAXNode, depth = 0): string[] {
  const children = (from: number): string[] => (node.children ?? []).flatMap((child) => outline(child, from))
  if (silent.has(node.role)) return children(depth)
  const said = [
    node.role === 'StaticText' ? 'text' : node.role,
    node.name ? JSON.stringify(node.name.trim()) : '',
    node.level ? `level ${node.level}` : '',
    node.pressed === undefined ? '' : `pressed ${node.pressed}`,
    node.expanded === undefined ? '' : node.expanded ? 'expanded' : 'collapsed',
    node.selected ? 'selected' : '',
    node.checked ? 'checked' : '',
    node.focused ? 'focused' : '',
  ]
  const line = '  '.repeat(depth) + said.filter((part) => part !== '').join(' ')
  const below = children(depth + 1)
  const [only] = below
  const repeats = below.length === 1 && only?.trim() === `text ${JSON.stringify(node.name?.trim())}`
  return [line, ...(repeats ? [] : below)]
}
