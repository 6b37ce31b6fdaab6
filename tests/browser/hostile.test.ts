import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { permalink } from '../../src/links/follow.ts'
import type { Site } from '../../src/model.ts'
import type { Files } from '../files.ts'
import { hostileCases, hostileSettings } from '../hostile-cases.ts'
import { writeFiles } from '../temporary.ts'
import { browserNames, findBrowser } from './browsers.ts'
import { serveFolder, type TestServer } from './server.ts'
import { searched, withBrowser } from './visits.ts'

/** All hostile content that is shown, in one site with hostile settings. */
let folder: string
let server: TestServer
let site: Site
let themeScript: string

/** Bytes of a case. What is only long is harmless to a browser, and held against plain text elsewhere (`tests/hostile.test.ts`). */
const largest = 40_000
const sizeOf = (files: Files): number =>
  Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answerbook-hostile-'))
  const content = join(folder, 'content')
  const shown = hostileCases
    .filter(({ outcome }) => outcome === 'shown')
    .map(({ files }) => files)
    .filter((files) => sizeOf(files) < largest)
  for (const files of shown) writeFiles(content, files)
  // Of these there is one in a site: it has the lines of all.
  for (const name of ['glossary.yml', 'permalinks.txt', 'search-tests.yml'])
    writeFiles(content, { [name]: shown.map((files) => files[name] ?? '').join('') })
  writeFiles(content, { 'site.yml': hostileSettings })
  const built = await build({ content, output: join(folder, 'site'), drafts: false, say: () => undefined })
  expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  site = built.site
  // The one script that stands in pages, as a page has it that no hostile content is on.
  themeScript = /<script>([^<]*)<\/script>/.exec(readFileSync(join(folder, 'site', '404.html'), 'utf8'))?.[1] ?? ''
  expect(themeScript).toContain('localStorage')
  server = await serveFolder(join(folder, 'site'))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(browserNames)('%s', (name) => {
  describe.skipIf(!findBrowser(name))('hostile content', () => {
    const { visit, visitEach } = withBrowser(name, () => server.origin)

    test('nothing of it runs, asks another place for anything, or breaks a page', async () => {
      const signs = [
        ...site.links.signposts.map(({ address }) => address),
        ...site.ledger.map(({ id }) => permalink(id)),
      ]
      const paths = [
        ...site.pages.filter(({ kind }) => kind !== 'not-found').map(({ address }) => address),
        ...signs,
      ].map(encodeURI)
      expect(paths.length).toBeGreaterThan(30)
      await visitEach(paths, async (page, path) => {
        const found = await page.evaluate(() => {
          // What is hovered over, focused and loaded late must be as harmless as what is only there.
          for (const element of document.querySelectorAll('main *')) {
            for (const type of ['mouseover', 'focus', 'load', 'error', 'click']) {
              if (type !== 'click' || element.tagName !== 'A') element.dispatchEvent(new Event(type))
            }
          }
          const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
            element.getAttributeNames().filter((attribute) => attribute.startsWith('on') || attribute === 'style'),
          )
          const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map((link) => link.protocol)
          return {
            tricked: 'tricked' in window,
            handlers,
            schemes: [...new Set(links)].filter((scheme) => !/^(https?|mailto):$/.test(scheme)),
            strange: document.querySelectorAll(
              'main :is(script, iframe, object, embed, base, form:not([role]), svg:not([focusable]))',
            ).length,
            scripts: [...document.scripts]
              .filter(({ type }) => type !== 'application/ld+json')
              .map((script) =>
                script.src === ''
                  ? `in the page: ${script.text}`
                  : script.src.replace(/^.*\/assets\//, '').replace(/\..*$/, ''),
              ),
          }
        })
        expect(found, path).toMatchObject({ tricked: false, handlers: [], schemes: [], strange: 0 })
        const known = ['site', 'search', 'moved', `in the page: ${themeScript}`]
        expect(
          found.scripts.filter((script) => !known.includes(script)),
          path,
        ).toEqual([])
      })
    })

    test.each([
      'Trickster',
      'mark',
      'window.tricked',
      '"><img src=x onerror=window.tricked=1>',
      '__proto__ constructor',
      '\u202eabc\u0000 %zz {question} javascript:window.tricked=1',
      `"${'-a "b '.repeat(200)}${'🙂'.repeat(300)}`,
    ])('a search for %j shows it as text', async (query) => {
      await visit(`/search/?q=${encodeURIComponent(query)}`, async (page) => {
        await searched(page)
        const found = await page.evaluate(() => ({
          tricked: 'tricked' in window,
          strange: document.querySelectorAll('[data-search-results] :is(img, script, svg, iframe)').length,
          results: document.querySelectorAll('[data-search-results] .result-link').length,
        }))
        expect(found).toMatchObject({ tricked: false, strange: 0 })
        if (query === 'Trickster') expect(found.results).toBe(1)
      })
    })

    test('a failed address of markup is searched as words', async () => {
      await visit(`/no/${encodeURIComponent('<img src=x onerror=window.tricked=1>')}/trickster`, async (page) => {
        await page.waitForFunction(() => document.documentElement.dataset.searchState === 'done')
        const found = await page.evaluate(() => ({
          tricked: 'tricked' in window,
          results: document.querySelectorAll('[data-search-results] .result-link').length,
        }))
        expect(found.tricked).toBe(false)
        expect(found.results).toBeGreaterThan(0)
      })
    })
  })
})
