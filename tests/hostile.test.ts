import { beforeAll, expect, test } from 'vitest'
import { type Files, readFiles, settings } from './files.ts'
import { hostileCases, hostileSettings, refusedSettings } from './hostile-cases.ts'

const harmless = { ...settings, 'harmless.md': '---\ntitle: Harmless\ncategory: Topic\n---\n\n## Why?\n\nText.\n' }

/** What plain text of the same length takes, times this: more, and a build has been brought to its knees. */
const mostTimes = 60
/** Shorter cases are measured as if they had so many bytes: a few milliseconds tell nothing. */
const leastBytes = 100_000

/** Seconds of processor time, which do not depend on what else the machine has to do. */
function cost(files: Files): number {
  const before = process.cpuUsage()
  readFiles(files)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

let perByte: number
beforeAll(() => {
  const sentence = 'Some words of plain text, as anyone might write them on a page of answers. '
  const plain = `${sentence.repeat(10)}\n\n`.repeat(600)
  const files = { ...harmless, 'plain.md': `---\ntitle: Plain\ncategory: Topic\n---\n\n## What?\n\n${plain}` }
  cost(files)
  perByte = Math.max(...Array.from({ length: 3 }, () => cost(files))) / plain.length
})

test.each(hostileCases)('$name: $outcome', ({ files, outcome }) => {
  const bytes = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0)
  const before = process.cpuUsage()
  const { problems } = readFiles({ ...harmless, ...files })
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6 / (perByte * Math.max(bytes, leastBytes))).toBeLessThan(mostTimes)
  const errors = [...new Set(problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))]
  if (outcome === 'shown') expect(errors).toEqual([])
  else expect(errors).toContain(outcome)
  expect(globalThis).not.toHaveProperty('tricked')
  expect({}).not.toHaveProperty('owner')
})

test('there are a hundred of them and more, and no two have one name', () => {
  expect(new Set(hostileCases.map(({ name }) => name)).size).toBe(hostileCases.length)
  expect(hostileCases.length).toBeGreaterThan(100)
})

test.each(refusedSettings)('site.yml: %s', (line) => {
  const { problems } = readFiles({ ...harmless, 'site.yml': `name: T\n${line}\n` })
  expect(problems.map(({ rule, severity }) => `${severity} ${rule}`)).toContain('error site-settings')
})

test('a rule that guards safety cannot be lowered', () => {
  const rules = ['unsafe-link', 'outside', 'front-matter', 'file-type'].map((rule) => `  ${rule}: "off"`).join('\n')
  const { problems } = readFiles({
    ...harmless,
    'site.yml': `name: T\nrules:\n${rules}\n`,
    'bad.md': '---\ntitle: A\ncategory: T\n---\n\n[x](javascript:1) ![y](../../z.png)\n',
  })
  expect(problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
    'unsafe-link',
    'outside',
    // And site.yml is told, once for each, that these are not for it to say.
    ...Array(4).fill('site-settings'),
  ])
})

test('settings of markup are no problem: they are text', () => {
  const { problems } = readFiles({ ...harmless, 'site.yml': hostileSettings })
  expect(problems).toEqual([])
})
