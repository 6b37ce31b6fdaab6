import { expect, test } from 'vitest'
import { readFiles, settings } from './files.ts'
import { hostileCases, hostileSettings, refusedSettings } from './hostile-cases.ts'

const harmless = { ...settings, 'harmless.md': '---\ntitle: Harmless\ncategory: Topic\n---\n\n## Why?\n\nText.\n' }

/** A build that takes longer has been brought to its knees. */
const longest = 10_000

test.each(hostileCases)('$name: $outcome', ({ files, outcome }) => {
  const start = performance.now()
  const { problems } = readFiles({ ...harmless, ...files })
  expect(performance.now() - start).toBeLessThan(longest)
  const errors = [...new Set(problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))]
  if (outcome === 'shown') expect(errors).toEqual([])
  else expect(errors).toContain(outcome)
  expect(globalThis).not.toHaveProperty('tricked')
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
