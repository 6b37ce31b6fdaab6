import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { settings } from '../files.ts'
import { folderForAll, writeFiles } from '../temporary.ts'
import { browserNames, findBrowser } from './browsers.ts'
import { serveFolder, type TestServer } from './server.ts'
import { axeViolations, searched, withBrowser } from './visits.ts'

/** As many topics as a large site has, each with an answer to the same word. */
const topics = Array.from({ length: 40 }, (_, number) => `Topic ${number + 1}`)
const folder = folderForAll()
let server: TestServer

beforeAll(async () => {
  const pages = topics.map((topic, index): [string, string] => [
    `p${index}.md`,
    `---\ntitle: ${topic}\ncategory: ${topic}\n---\n\n## Where is the lantern of ${topic}?\n\nOn the shelf.\n`,
  ])
  writeFiles(join(folder(), 'content'), { ...settings, ...Object.fromEntries(pages) })
  const output = join(folder(), 'site')
  const built = await build({ content: join(folder(), 'content'), output, drafts: true, say: () => undefined })
  expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  server = await serveFolder(output)
})
afterAll(() => server.close())

describe.each(browserNames)('%s', (name) => {
  describe.skipIf(!findBrowser(name))('a search that finds answers in forty topics', () => {
    const { visit } = withBrowser(name, () => server.origin)

    test('shows the first answer within a screen and a half of a phone, and every topic can be chosen', async () => {
      await visit('/search/?q=lantern', async (page) => {
        await page.setViewport({ width: 320, height: 700 })
        await searched(page, 'lantern')
        const top = await page.$eval('.result-link', (link) => link.getBoundingClientRect().top)
        expect(top).toBeLessThan(1050)
        expect(await page.$$eval('.filter', (labels) => labels.length)).toBe(topics.length + 1)
        expect(await axeViolations(page)).toEqual([])

        await page.focus('.filter:last-of-type input')
        await page.keyboard.press(' ')
        await page.waitForFunction(() => document.querySelectorAll('.result').length === 1)
        const isInSight = await page.$eval('.filter input:checked', (input) => {
          const [own, around] = [input, input.closest('fieldset') ?? input].map((part) => part.getBoundingClientRect())
          return own !== undefined && around !== undefined && own.top >= around.top && own.bottom <= around.bottom
        })
        expect(isInSight).toBe(true)
      })
    })
  })
})
