import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../src/build.ts'
import { check } from '../../src/check.ts'
import { enter } from '../../src/links/enter.ts'
import { printLedger } from '../../src/links/ledger.ts'
import { follow } from '../links/judge.ts'
import { writeFiles } from '../temporary.ts'
import { type Borrowed, type BrowserName, borrow, browserNames, openPage } from './browsers.ts'
import { land } from './landing.ts'
import { serveFolder, type TestServer } from './server.ts'
import { axeViolations } from './visits.ts'

/**
 * What may happen to a page in its life, one thing after another. Each first fails with a message; done as it says, each builds;
 * and after each, every address ever promised leads to its answer: in the files, and, where it leads elsewhere than before, in both
 * browsers, with script, and without it there or to a note one link away.
 */
const page = `---
title: What is ITK?
category: Standards
---

The toolkit has letters of its own. [lead-fact]

## What is ITK?

It is a family of documents that help systems exchange information. They have one name and many parts. [itk-fact]

## What isn't ITK?

It is no single specification. A product that has the name on its box need not fit the next one. [isnt-fact]

## What is ITK accreditation?

Somebody has looked at a product, and has found that it does what one specification asks. A certificate says so. [accreditation-fact]

## How do I apply?

Ask early. Fill in the list of requirements while you build, and send it in with the results of your tests. [apply-fact]
`

let folder: string
let server: TestServer
const browsers: (Borrowed & { name: BrowserName; script: boolean; page: Page })[] = []
/** Each address ever promised, with what its reader must find. */
const promised = new Map<string, RegExp>()

const content = (name = ''): string => join(folder, 'content', name)
const read = (name: string): string => readFileSync(content(name), 'utf8')
const change = (name: string, edit: (text: string) => string): void => writeFileSync(content(name), edit(read(name)))

/** What the check says, with the file names as the author of this content would see them. */
async function told(): Promise<string[]> {
  const { problems } = await check({ content: content(), drafts: false })
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ at, what, fix }) => `${at.file}:${at.line} ${what}\n${fix}`.replaceAll(content('/'), ''))
}

/** Where each address led after the last change, by the files alone. */
const led = new Map<string, string>()

/**
 * Builds, enters, builds again, and follows every address that was ever promised: in the files as they are, and in the browsers
 * wherever it leads elsewhere now. At the end they follow all of them: Firefox, and both without script, every third, as it takes
 * its time.
 */
async function everyPromiseHolds({ atTheEnd = false } = {}): Promise<void> {
  const { site } = await check({ content: content(), drafts: false })
  const { ledger } = enter(site, '2026-11-24')
  writeFileSync(content('permalinks.txt'), printLedger(ledger))
  const built = await build({
    content: content(),
    output: join(folder, 'site'),
    drafts: false,
    frozen: true,
    say: () => undefined,
  })
  expect(built.problems).toEqual([])
  for (const one of built.site.pages) {
    for (const { address, text } of [...(one.lead ? [one.lead] : []), ...one.answers]) {
      const fact = /\[(\w+-fact)\]/.exec(text)?.[1]
      if (!fact) throw new Error(`${address} has no fact`)
      const id = built.site.links.ids.get(address)
      for (const place of [address, `/a/${id}/`]) if (!promised.has(place)) promised.set(place, new RegExp(fact))
    }
  }
  const wrong: string[] = []
  const readFile = (path: string): string | undefined => {
    const file = join(folder, 'site', path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  const elsewhere = new Set<string>()
  for (const [address, wants] of promised) {
    const { kind, address: to, text } = follow(readFile, address)
    if (!wants.test(text)) wrong.push(`files ${address}: ${kind} ${to} ${text.slice(0, 100)}`)
    if (led.get(address) !== `${kind} ${to}`) elsewhere.add(address)
    led.set(address, `${kind} ${to}`)
  }
  await Promise.all(
    browsers.map(async ({ name, script, page }) => {
      const isQuick = name === 'chromium' && script
      for (const [index, [address, wants]] of [...promised].entries()) {
        if (!elsewhere.has(address) && !(atTheEnd && (isQuick || index % 3 === 0))) continue
        const seen = await land(page, server.origin + address, { script, wants })
        if (!seen.found) wrong.push(`${name} ${script} ${address}: ${seen.url} ${seen.text.slice(0, 100)}`)
      }
    }),
  )
  expect(wrong).toEqual([])
}

/** From now on, readers are told that it is gone. */
const isGone = (fact: string): void => {
  for (const [address, wants] of promised) if (wants.source === fact) promised.set(address, /no longer answered/i)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'answerbook-promises-'))
  writeFiles(folder, {
    'content/site.yml': 'name: Answers\nurl: http://localhost/\n',
    'content/index.md':
      '---\ntitle: Standards\ncategory: Standards\nlayout: index_page\n---\n\nAll the standards. [index-fact]\n',
    'content/what-is-itk.md': page,
    'content/other.md':
      '---\ntitle: Other things\ncategory: Standards\n---\n\nWhat is left over. [other-fact]\n\n## Who keeps the list?\n\nA team of three, in an office by the river. [list-fact]\n',
  })
  server = await serveFolder(join(folder, 'site'))
  for (const name of browserNames)
    for (const script of [true, false]) {
      const borrowed = await borrow(name, { script })
      const { page } = await openPage(borrowed.browser, name, server.origin, { script })
      browsers.push({ ...borrowed, name, script, page })
    }
})
afterAll(async () => {
  for (const { giveBack } of browsers) await giveBack()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a new page is entered', async () => {
  expect(await told()).toEqual([])
  await everyPromiseHolds()
  expect([...promised.keys()].filter((address) => address.startsWith('/a/'))).toEqual([
    '/a/standards/',
    '/a/other/',
    '/a/who-keeps-the-list/',
    '/a/what-is-itk-page/',
    '/a/what-is-itk/',
    '/a/what-isnt-itk/',
    '/a/what-is-itk-accreditation/',
    '/a/how-do-i-apply/',
  ])
})

test('a heading is reworded', async () => {
  change('what-is-itk.md', (text) => text.replace("## What isn't ITK?", '## What does ITK not promise?'))
  expect(await told()).toEqual([
    [
      `what-is-itk.md:12 The answer "What isn't ITK?" was promised at /what-is-itk/#what-isnt-itk, and is gone. It looks like "What does ITK not promise?" (what-is-itk.md:12).`,
      'If it is, write at the end of that heading: {#what-isnt-itk}',
      'If it is gone for good, add this line to permalinks.txt: what-isnt-itk retired',
      'or, with what to read instead: what-isnt-itk retired /page/#anchor',
    ].join('\n'),
  ])
  change('what-is-itk.md', (text) => text.replace('not promise?', 'not promise? {#what-isnt-itk}'))
  await everyPromiseHolds()
})

test('a heading is reworded again, and its new anchor is wanted', async () => {
  change('what-is-itk.md', (text) =>
    text
      .replace('not promise? {#what-isnt-itk}', 'leave open?')
      .replace(
        'category: Standards',
        'category: Standards\nanswers:\n  what-does-itk-leave-open:\n    redirect_from: [/what-is-itk/#what-isnt-itk]',
      ),
  )
  expect(await told()).toEqual([])
  await everyPromiseHolds()
})

test('a heading is deleted', async () => {
  change('what-is-itk.md', (text) => text.replace(/## How do I apply[\s\S]*/, ''))
  expect(await told()).toEqual([
    [
      'permalinks.txt:3 The answer "How do I apply?" was promised at /what-is-itk/#how-do-i-apply, and is gone.',
      'If it has moved, write in the front matter of its page now, with its anchor there:',
      'answers:',
      '  its-anchor:',
      '    redirect_from: [/what-is-itk/#how-do-i-apply]',
      'If it is gone for good, add this line to permalinks.txt: how-do-i-apply retired',
      'or, with what to read instead: how-do-i-apply retired /page/#anchor',
    ].join('\n'),
  ])
  change('permalinks.txt', (text) => `${text}how-do-i-apply retired\n`)
  isGone('apply-fact')
  await everyPromiseHolds()
})

test('an answer is moved to another page', async () => {
  const answer = /## What is ITK accreditation\?[\s\S]*/.exec(read('what-is-itk.md'))?.[0] ?? ''
  change('what-is-itk.md', (text) => text.replace(answer, ''))
  change('other.md', (text) => `${text}\n${answer}`)
  expect(await told()).toEqual([
    [
      'other.md:12 The answer "What is ITK accreditation?" was promised at /what-is-itk/#what-is-itk-accreditation, and is gone. It looks like "What is ITK accreditation?" (other.md:12).',
      'If it is, write in the front matter of other.md, without repeating a line that is there:',
      'answers:',
      '  what-is-itk-accreditation:',
      '    redirect_from: [/what-is-itk/#what-is-itk-accreditation]',
      'If it is gone for good, add this line to permalinks.txt: what-is-itk-accreditation retired',
      'or, with what to read instead: what-is-itk-accreditation retired /page/#anchor',
    ].join('\n'),
  ])
  change('other.md', (text) =>
    text.replace(
      'category: Standards',
      'category: Standards\nanswers:\n  what-is-itk-accreditation:\n    redirect_from: [/what-is-itk/#what-is-itk-accreditation]',
    ),
  )
  await everyPromiseHolds()
})

test('a file is renamed', async () => {
  renameSync(content('other.md'), content('people.md'))
  expect(await told()).toEqual([
    [
      'people.md:1 The page "Other things" was promised at /other/, with 2 answers on it, and is gone. It looks like "Other things" (people.md:1).',
      'If it is, write in the front matter of people.md: redirect_from: [/other/]',
      'If it is gone for good, add this line to permalinks.txt: other retired',
      'or, with what to read instead: other retired /page/#anchor',
    ].join('\n'),
  ])
  change('people.md', (text) => text.replace('category:', 'redirect_from: [/other/]\ncategory:'))
  await everyPromiseHolds()
})

test('a page is split in two, under new names', async () => {
  const text = read('what-is-itk.md')
  const second = /## What does ITK leave open\?[\s\S]*/.exec(text)?.[0] ?? ''
  rmSync(content('what-is-itk.md'))
  writeFiles(folder, {
    'content/the-toolkit.md': text.replace(second, '').replace(/answers:[\s\S]*?\]\n/, ''),
    'content/its-limits.md': `---\ntitle: Its limits\ncategory: Standards\n---\n\nWhat to bear in mind. [limits-fact]\n\n${second}`,
  })
  expect(await told()).toEqual([
    [
      'its-limits.md:8 The answer "What does ITK leave open?" was promised at /what-is-itk/#what-does-itk-leave-open, and is gone. It looks like "What does ITK leave open?" (its-limits.md:8).',
      'If it is, write in the front matter of its-limits.md, without repeating a line that is there:',
      'answers:',
      '  what-does-itk-leave-open:',
      '    redirect_from: [/what-is-itk/#what-does-itk-leave-open]',
      'If it is gone for good, add this line to permalinks.txt: what-isnt-itk retired',
      'or, with what to read instead: what-isnt-itk retired /page/#anchor',
    ].join('\n'),
    [
      'the-toolkit.md:1 The page "What is ITK?" was promised at /what-is-itk/, with 2 answers on it, and is gone. It looks like "What is ITK?" (the-toolkit.md:1).',
      'If it is, write in the front matter of the-toolkit.md: redirect_from: [/what-is-itk/]',
      'If it is gone for good, add this line to permalinks.txt: what-is-itk-page retired',
      'or, with what to read instead: what-is-itk-page retired /page/#anchor',
    ].join('\n'),
  ])
  change('the-toolkit.md', (own) => own.replace('category:', 'redirect_from: [/what-is-itk/]\ncategory:'))
  change('its-limits.md', (own) =>
    own.replace(
      'category: Standards',
      'category: Standards\nanswers:\n  what-does-itk-leave-open:\n    redirect_from: [/what-is-itk/#what-does-itk-leave-open]',
    ),
  )
  await everyPromiseHolds()
})

test('a page is retired', async () => {
  rmSync(content('people.md'))
  expect(await told()).toEqual([
    [
      'permalinks.txt:6 The page "Other things" was promised at /people/, with 2 answers on it, and is gone.',
      'If it has moved, write in the front matter of its page now: redirect_from: [/people/]',
      'If it is gone for good, add this line to permalinks.txt: other retired',
      'or, with what to read instead: other retired /page/#anchor',
    ].join('\n'),
  ])
  change('permalinks.txt', (text) => `${text}other retired /the-toolkit/\n`)
  for (const fact of ['other-fact', 'list-fact', 'accreditation-fact']) isGone(fact)
  await everyPromiseHolds({ atTheEnd: true })
  expect(promised.size).toBeGreaterThan(25)
  for (const { page, script } of browsers) {
    if (!script) continue
    for (const path of ['/people/', '/the-toolkit/', '/a/other/']) {
      await page.goto(server.origin + path, { waitUntil: 'load' })
      expect(await axeViolations(page), path).toEqual([])
    }
  }
})
