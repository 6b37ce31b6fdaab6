import fc from 'fast-check'
import { expect, test } from 'vitest'
import { enter } from '../../src/links/enter.ts'
import { permalink } from '../../src/links/follow.ts'
import { printLedger, readLedger } from '../../src/links/ledger.ts'
import { isPlainAddress } from '../../src/links/plain.ts'
import type { Address, Permalink, Site } from '../../src/model.ts'
import { type Files, readFiles, settings } from '../files.ts'
import { oddities } from '../oddities.ts'
import { tries } from '../properties.ts'
import { anyText } from '../texts.ts'

const shown = 'content/permalinks.txt'
const id = fc.constantFrom('a', 'b', 'c', 'one', 'two', 'constructor', 'was', 'retired', 'x-1', '1')
const address = fc.oneof(
  fc.constantFrom<Address>('/a/', '/b/', '/b/#one', '/b/#two', '/c c/', '/ü/#ö', '/old.html', '/a/#__proto__', '/'),
  anyText.map((text): Address => `/${text.normalize('NFC')}/`),
  anyText.map((text): Address => `/a/#${text.normalize('NFC')}`),
)

const entry = fc.record({
  id,
  day: fc.constantFrom('2026-01-31', '2025-12-01'),
  signature: fc.constantFrom('0123456789abcdef', 'ffffffffffffffff'),
  address: address.filter(isPlainAddress),
  question: anyText.map((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim()).filter((text) => text !== ''),
  former: fc.uniqueArray(address.filter(isPlainAddress), { maxLength: 3 }).map((list) => list.sort()),
  retired: fc.option(fc.option(address.filter(isPlainAddress), { nil: undefined }), { nil: null }),
})

const ledger = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 6 }).map((entries) =>
  entries.map(
    ({ retired, ...rest }): Permalink => ({
      ...rest,
      ...(retired === null ? {} : { retired: { ...(retired ? { instead: retired } : {}), at: nowhere } }),
      at: nowhere,
    }),
  ),
)
const nowhere = { file: shown, line: 1, column: 1 }

/** All that a ledger says, without the places where it says so. */
const facts = (permalinks: readonly Permalink[]): unknown[] =>
  permalinks
    .map(({ at: _at, retired, ...rest }) => ({ ...rest, ...(retired ? { gone: retired.instead ?? 'for good' } : {}) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

test('what is printed is read again, the same to the letter', () => {
  const property = fc.property(ledger, (permalinks) => {
    const printed = printLedger(permalinks)
    const read = readLedger(shown, printed.split('\n'))
    expect(read.problems).toEqual([])
    expect(facts(read.permalinks)).toEqual(facts(permalinks))
    expect(printLedger(read.permalinks)).toBe(printed)
  })
  fc.assert(property, tries(300))
})

test('lines of two branches in any order give what either has, and lines that say nothing take nothing away', () => {
  const strange = fc.array(fc.oneof(anyText, fc.constantFrom('a was', 'a retired x', '<<<<<<< HEAD', '=======')))
  const property = fc.property(ledger, strange, fc.infiniteStream(fc.nat(1000)), (permalinks, more, order) => {
    const lines = printLedger(permalinks)
      .split('\n')
      .concat(more.filter((line) => !line.includes('\n')))
    const keyed = lines.map((line) => [Number(order.next().value), line] as const)
    const mixed = keyed.sort(([a], [b]) => a - b).map(([, line]) => line)
    const read = readLedger(shown, [...mixed, ...mixed])
    expect(facts(read.permalinks)).toEqual(facts(permalinks))
  })
  fc.assert(property, tries(300))
})

/** A page of a site in the making: its questions, and where it says that something was. */
const page = fc.record({
  slug: fc.constantFrom('a', 'b', 'c', 'constructor'),
  questions: fc.array(fc.constantFrom('One?', 'Two?', 'Three?', 'Constructor', '日本?', 'Was?'), { maxLength: 4 }),
  former: fc.array(
    fc.constantFrom('/a/', '/b/', '/c/', '/d/', '/a/#one', '/b/#one', '/b/#two', '/c/#was', '/a/one/', '/x.html'),
    { maxLength: 2 },
  ),
})
const pages = fc.uniqueArray(page, { selector: ({ slug }) => slug, maxLength: 4 })
type Written = readonly {
  readonly slug: string
  readonly questions: readonly string[]
  readonly former: readonly string[]
}[]

const filesOf = (written: Written, ledgerText: string): Files => ({
  ...settings,
  'permalinks.txt': ledgerText,
  ...Object.fromEntries(
    written.map(({ slug, questions, former }) => [
      `${slug}.md`,
      `---\ntitle: Page ${slug}\ncategory: Topic\nredirect_from: ${JSON.stringify(former)}\n---\n\n${questions
        .map((question) => `## ${question}\n\nText of ${question} on ${slug}.\n`)
        .join('\n')}`,
    ]),
  ),
})

test('whatever becomes of a site, no promise is forgotten, and no id is given twice', () => {
  const property = fc.property(fc.array(pages, { minLength: 1, maxLength: 6 }), (history) => {
    let text = ''
    const days = new Map<string, string>()
    for (const [step, written] of history.entries()) {
      const { site, problems } = readFiles(filesOf(written, text))
      const { ledger: after, added } = enter(site, `2026-01-0${step + 1}`)
      const ids = after.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { id } of added) expect(days.has(id), `${id} is given anew`).toBe(false)
      expect(ids).toEqual(expect.arrayContaining([...days.keys()]))
      for (const before of site.ledger) {
        const now = after.find(({ id }) => id === before.id)
        expect([now?.address, ...(now?.former ?? [])]).toEqual(
          expect.arrayContaining([before.address, ...before.former]),
        )
        expect(now?.day).toBe(before.day)
      }
      for (const { id, day } of after) days.set(id, day)
      text = printLedger(after)
      // Where no promise is broken, who enters it all again has nothing new to say.
      const again = readFiles(filesOf(written, text))
      if (!problems.some(({ severity }) => severity === 'error'))
        expect(printLedger(enter(again.site, '2027-01-01').ledger)).toBe(text)
      expect(oddities(again)).toEqual([])
    }
  })
  fc.assert(property, tries(60))
})

test('every address that was ever in use leads to something that is there, or is told to be gone or lost', () => {
  const property = fc.property(pages, ledger, (written, permalinks) => {
    const read = readFiles(filesOf(written, printLedger(permalinks)))
    expect(oddities(read)).toEqual([])
    const present = presentIn(read.site)
    const { former, lost } = read.site.links
    for (const [address, to] of former) {
      const target = to.kind === 'moved' ? to.address : to.instead?.address
      if (target !== undefined) expect([...present], `${address} leads to ${target}`).toContain(target)
    }
    for (const { id, address, retired } of read.site.ledger) {
      const isKept = present.has(address) || former.has(address) || former.has(permalink(id))
      expect(isKept || retired !== undefined || lost.some((entry) => entry.id === id), id).toBe(true)
    }
  })
  fc.assert(property, tries(200))
})

const presentIn = ({ pages }: Site): Set<Address> =>
  new Set(
    pages.flatMap((one) => [
      one.address,
      ...one.answers.flatMap(({ address, subheadings }) => [
        address,
        ...subheadings.map(({ anchor }): Address => `${one.address}#${anchor}`),
      ]),
    ]),
  )

/** Each was at the address of each other before: so many ways lead round that nobody could go them all. */
test('a ledger whose addresses all lead to one another is followed in steps that its length bounds', () => {
  const count = 60
  const addresses = Array.from({ length: count }, (_, number): Address => `/p${number}/`)
  const tangled = addresses.map(
    (address, number): Permalink => ({
      id: `p${number}`,
      day: '2026-01-01',
      signature: '0123456789abcdef',
      address,
      question: `P${number}?`,
      former: addresses.filter((other) => other !== address),
      at: nowhere,
    }),
  )
  const { site } = readFiles(filesOf([{ slug: 'a', questions: ['One?'], former: [] }], printLedger(tangled)))
  expect(site.links.lost.map(({ id }) => id)).toHaveLength(count)
})
