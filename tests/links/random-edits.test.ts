import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { type Layouts, loadLayouts } from '../../src/layouts.ts'
import type { Site } from '../../src/model.ts'
import { outputFiles } from '../../src/outputs/index.ts'
import type { OutputFile } from '../../src/outputs/output.ts'
import { browserNames, openPage } from '../browser/browsers.ts'
import { land } from '../browser/landing.ts'
import { serveFolder, type TestServer } from '../browser/server.ts'
import { withBrowser } from '../browser/visits.ts'
import { assets, related, strings } from '../files.ts'
import { writeFiles } from '../temporary.ts'
import { judge, mend, type Promised, publish } from './author.ts'
import { Editor, filesOf, random, type Site as Written } from './edits.ts'
import type { ReadFile } from './judge.ts'

/**
 * An author who never thinks of links: 1,000 random edits, each mended by doing what the messages say. Whatever was promised on
 * the way must lead to its answer for ever.
 */
const edits = 1000
const sampled = 50

describe(`${edits} random edits, each mended as told`, () => {
  const chance = random(20261124)
  const site: Written = { pages: [], ledger: '' }
  const promised: Promised = new Map()
  let folder: string
  let server: TestServer

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'answerbook-edits-'))
    const layouts = await loadLayouts(join(import.meta.dirname, '..', '..', 'layouts'))
    const editor = new Editor(site, chance)
    for (let page = 0; page < 7; page++)
      site.pages.push(editor.newPage(Array.from({ length: 6 }, () => editor.newAnswer())))
    publish(site, promised, 'first')
    const count = { messages: 0, guesses: 0, right: 0 }
    for (let edit = 1; edit <= edits; edit++) {
      while (site.pages.reduce((sum, { answers }) => sum + answers.length, 0) < 30)
        site.pages[edit % site.pages.length]?.answers.push(editor.newAnswer())
      const done = `${edit}: ${editor.edit()}`
      editor.tidy()
      mend(site, promised, done, count)
      const read = publish(site, promised, done)
      if (edit % 100 === 0) expect(judge(promised, filesBuilt(read, layouts)), done).toEqual([])
    }
    // What the messages took for the successor was it, nearly always; an author reads before she writes.
    expect(count.messages).toBeGreaterThan(edits / 2)
    expect(count.right / count.guesses).toBeGreaterThan(0.9)
    console.log(
      `${promised.size} addresses; ${count.messages} messages, ${count.right} of ${count.guesses} guesses right`,
    )

    writeFiles(join(folder, 'content'), filesOf(site).files)
    const built = await build({
      content: join(folder, 'content'),
      output: join(folder, 'site'),
      drafts: false,
      frozen: true,
      say: () => undefined,
    })
    expect(built.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    server = await serveFolder(join(folder, 'site'))
  })
  afterAll(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('in the files of the finished site, every address ever promised leads to its answer', () => {
    expect(promised.size).toBeGreaterThan(edits)
    const read: ReadFile = (path) => {
      const file = join(folder, 'site', path)
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    }
    expect(judge(promised, read)).toEqual([])
  })

  describe.each(browserNames)('%s', (name) => {
    for (const script of [true, false]) {
      const { browser } = withBrowser(name, () => server.origin, { script })
      test(`${sampled} of them, ${script ? 'with' : 'without'} script`, async () => {
        const sample = [...promised]
          .map((one) => ({ one, key: chance() }))
          .sort((a, b) => a.key - b.key)
          .slice(0, sampled)
        const wrong: string[] = []
        const { page } = await openPage(browser(), name, server.origin, { script })
        for (const {
          one: [address, fact],
        } of sample) {
          const seen = await land(page, server.origin + address, {
            script,
            wants: fact === 'gone' ? /no longer answered/i : new RegExp(fact),
          })
          if (!seen.found) wrong.push(`${address} (${fact}): ${seen.url} ${seen.text.slice(0, 200)}`)
        }
        expect(wrong).toEqual([])
      })
    }
  })
})

/** The files of a built site, each made when it is asked for: by the real layouts and outputs. */
function filesBuilt(site: Site, layouts: Layouts): ReadFile {
  const files = new Map<string, OutputFile['content']>(
    [...outputFiles(site, assets, strings)].map(({ path, content }) => [path, content]),
  )
  const pages = new Map([...site.pages, ...site.links.signposts].map((page) => [page.address, page]))
  return (path) => {
    const known = files.get(path)
    if (known !== undefined) return String(known)
    const page = pages.get(path.replace(/index\.html$/, '') as `/${string}`)
    if (!page) return undefined
    const html = layouts.render(page.layout, { site, page, assets, strings, related })
    files.set(path, html)
    return html
  }
}
