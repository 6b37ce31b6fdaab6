import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { writeFiles } from '../temporary.ts'
import { browserNames, findBrowser, openPage, type Watched } from './browsers.ts'
import { serveFolder, type TestServer } from './server.ts'
import { searched, withBrowser } from './visits.ts'

/** A site is published anew while readers have pages of it open. */
const page = (title: string, body: string): string => `---\ntitle: ${title}\ncategory: House\n---\n\n${body}`
const first = {
  'site.yml': 'name: House\n',
  'garden.md': page('Garden', '## Where is the garden?\n\nBehind the house.\n\n## Who mows it?\n\nThe gardener.\n'),
  'cats.md': page('Cats', '## Who feeds the cats?\n\nThe porter, on weekdays.\n'),
}
const second = { ...first, 'cats.md': page('Cats', '## Who feeds the animals?\n\nThe porter feeds cats and dogs.\n') }

type Release = 'first' | 'second' | 'second, keeping the first' | 'second, written in another way' | 'broken'
let folder: string
let server: TestServer
let published: Release

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answerbook-release-'))
  const publish = async (name: Release, files: typeof first, keepPrevious?: Release): Promise<void> => {
    const content = join(folder, `content of ${name}`)
    writeFiles(content, files)
    const { written } = await build({
      content,
      output: join(folder, name),
      drafts: false,
      say: () => undefined,
      ...(keepPrevious ? { keepPrevious: join(folder, keepPrevious) } : {}),
    })
    expect(written).toBe(true)
  }
  await publish('first', first)
  // Both releases have the same scripts; one that is loaded late is made another.
  change('first', 'assets', /^suggest\./, (text) => `${text}\n//`, 'garden/index.html')
  await publish('second', second)
  await publish('second, keeping the first', second, 'first')
  // The search of a later version of Answerbook: script and file agree, and those of the first release do not know it.
  cpSync(join(folder, 'second'), join(folder, 'second, written in another way'), { recursive: true })
  const rename = (text: string): string => text.replace(/\bfolder\b/g, 'place')
  change('second, written in another way', 'assets', /^search\./, rename, 'search/index.html')
  change('second, written in another way', '.', /^pagefind\.json$/, rename)
  cpSync(join(folder, 'second'), join(folder, 'broken'), { recursive: true })
  rmSync(join(folder, 'broken', 'pagefind'), { recursive: true })
  server = await serveFolder(() => join(folder, published))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Changes the one file of that name; for a page that names it, it gets another. */
function change(release: Release, where: string, name: RegExp, how: (text: string) => string, page?: string): void {
  const [file = ''] = readdirSync(join(folder, release, where)).filter((one) => name.test(one))
  const path = join(folder, release, where, file)
  const text = readFileSync(path, 'utf8')
  expect(how(text)).not.toBe(text)
  writeFileSync(path, how(text))
  if (page === undefined) return
  const other = file.replace('.', '.other.')
  renameSync(path, join(folder, release, where, other))
  const html = join(folder, release, page)
  writeFileSync(html, readFileSync(html, 'utf8').replace(file, other))
}

const results = (page: Page): Promise<string[]> =>
  page.$$eval('[data-search-results] .result-link', (links) => links.map(({ textContent }) => textContent ?? ''))
const status = (page: Page): Promise<string | null> => page.$eval('[data-search-status]', (said) => said.textContent)

async function search(page: Page, words: string): Promise<void> {
  await page.$eval('#search', (box) => {
    ;(box as HTMLInputElement).value = ''
  })
  await page.type('#search', words)
  await searched(page, words)
}

/** Everything that a first search needs has come, but for the parts of the index that hang on its words. */
const opened = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    ['pf_meta', 'wasm', 'pagefind.js'].every((part) =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes(part)),
    ),
  )

describe.each(browserNames)('%s', (name) => {
  describe.skipIf(!findBrowser(name))('a search across a release', () => {
    const { browser } = withBrowser(name, () => server.origin)

    /** Opens a page of the first release. What is asked for in vain from then on is in `missing`. */
    async function inFirst(
      path: string,
      look: (watched: Watched & { missing: string[] }) => Promise<void>,
    ): Promise<void> {
      published = 'first'
      const watched = await openPage(browser(), name, server.origin)
      const missing: string[] = []
      watched.page.on('response', (response) => {
        if (response.status() >= 400) missing.push(response.url())
      })
      await watched.page.goto(server.origin + path)
      await look({ ...watched, missing })
      await watched.page.close()
    }

    test('with what the first had: its own results, nothing asked for in vain', async () => {
      await inFirst('/search/', async ({ page, noise, missing }) => {
        await page.focus('#search')
        await opened(page)
        published = 'second, keeping the first'
        await search(page, 'porter')
        expect(await results(page)).toEqual(['Who feeds the cats?'])
        expect([...noise, ...missing]).toEqual([])
      })
      await inFirst('/garden/', async ({ page, noise, missing }) => {
        published = 'second, keeping the first'
        await page.type('#HeaderSearch', 'porter')
        await page.waitForSelector('#HeaderSearch[data-search-state=done]')
        expect(await page.$$eval('[role=option]', ([option]) => option?.textContent)).toContain(
          'Who feeds the animals?',
        )
        expect([...noise, ...missing]).toEqual([])
      })
    })

    test('without: the results of the second, although what had been opened is gone', async () => {
      await inFirst('/search/', async ({ page, missing }) => {
        await page.focus('#search')
        await opened(page)
        published = 'second'
        await search(page, 'porter')
        expect(await results(page)).toEqual(['Who feeds the animals?'])
        expect(missing).not.toEqual([])
        // From here on it is as if the page had been opened now.
        const before = missing.length
        await search(page, 'dogs')
        expect(await results(page)).toEqual(['Who feeds the animals?'])
        expect(missing).toHaveLength(before)
      })
      await inFirst('/search/?q=garden', async ({ page }) => {
        await searched(page)
        published = 'second'
        await search(page, 'porter')
        expect(await results(page)).toEqual(['Who feeds the animals?'])
      })
    })

    test('when the second is written in another way, the page loads itself anew, once', async () => {
      await inFirst('/search/?q=garden', async ({ page }) => {
        await searched(page)
        published = 'second, written in another way'
        await page.$eval('#search', (box) => {
          ;(box as HTMLInputElement).value = ''
        })
        await page.type('#search', 'porter')
        await page.waitForFunction(
          () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).type === 'reload',
        )
        await searched(page, 'porter')
        expect(await results(page)).toEqual(['Who feeds the animals?'])
      })
    })

    test('when there is no search at all, that is said, and the page stays', async () => {
      await inFirst('/search/', async ({ page }) => {
        published = 'broken'
        let loads = 0
        page.on('load', () => loads++)
        await page.type('#search', 'porter')
        await page.waitForFunction(() => document.documentElement.dataset.searchState === 'done')
        expect(await status(page)).toContain('search')
        expect(await results(page)).toEqual([])
        expect(loads).toBe(0)
      })
    })
  })
})
