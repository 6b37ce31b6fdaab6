import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checks, levels } from '../../src/checks/index.ts'

test('the README has every rule that authors can change, and how serious it is', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| .* \| (error|warning) \|$/gm)].map(([, name, level]) => [
    name,
    level,
  ])
  expect(rows).toEqual([...levels].filter(([, level]) => level !== 'always').sort(([a], [b]) => (a < b ? -1 : 1)))
})

test('a rule of which several checks tell is as serious in each', () => {
  const all = checks.flatMap((check) => Object.entries(check.rules))
  expect(all.filter(([name, level]) => levels.get(name) !== level)).toEqual([])
})
