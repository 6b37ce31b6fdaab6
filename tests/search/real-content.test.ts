import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close as closePagefind } from 'pagefind'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check } from '../../src/check.ts'
import type { SearchTest } from '../../src/model.ts'
import { openSearch } from '../../src/search/node.ts'
import { printScore } from '../../src/search/print.ts'
import { type Score, scoreSearch } from '../../src/search/score.ts'
import { writeIndex } from '../../src/search/write-index.ts'

/** The searches of `content/search-tests.yml` on the project's own content. */
let folder: string
let tests: readonly SearchTest[]
let score: Score

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'answerbook-search-')))
  const { site } = await check({ content: join(import.meta.dirname, '..', '..', 'content'), drafts: false })
  await writeIndex(site, folder)
  tests = site.searchTests
  score = await scoreSearch(await openSearch(folder), tests)
})
afterAll(async () => {
  await closePagefind()
  rmSync(folder, { recursive: true, force: true })
})

test('what must be found is found', () => {
  expect(score.outcomes.filter(({ group, passed }) => group === 'must' && !passed)).toEqual([])
})

test('there are searches of every kind, at least ten of each', () => {
  const groups = new Map(tests.map(({ group }) => [group, tests.filter((one) => one.group === group)]))
  groups.delete('must')
  expect([...groups.values()].map((group) => group.length).filter((count) => count < 10)).toEqual([])
  expect(groups.size).toBe(8)
})

/** Figures of the day on which the ranking was last tuned, rounded down: 0.946, 0.907, none. */
test('the search is no worse than it was', () => {
  const { meanReciprocalRank, first, nothing } = score
  expect({ good: meanReciprocalRank >= 0.94 && first >= 0.9, nothing }, printScore(score)).toEqual({
    good: true,
    nothing: 0,
  })
})

test('misses are printed with what came instead, and what an earlier run found', async () => {
  const printed = printScore(
    {
      tests: 2,
      passed: 1,
      meanReciprocalRank: 0.75,
      first: 0.5,
      nothing: 0,
      outcomes: [
        { group: 'typos', query: 'a', finds: ['/a/'], top: 1, place: 1, passed: true, found: ['/a/'] },
        { group: 'typos', query: 'b', finds: ['/b/', '/c/'], top: 3, passed: false, found: ['/d/', '/e/'] },
      ],
    },
    {
      tests: 1,
      passed: 1,
      meanReciprocalRank: 1,
      first: 1,
      nothing: 0,
      outcomes: [{ group: 'typos', query: 'b', finds: ['/b/'], top: 3, place: 1, passed: true, found: ['/b/'] }],
    },
  )
  expect(printed).toMatchInlineSnapshot(`
    "typos: b
      Wanted: /b/ or /c/, among the first 3
      Place:  not among the first ten
      1.      /d/
      2.      /e/

    Found before, and not now:
      b

    1 of 2 searches found their answer (before: 1 of 1)
    mean reciprocal rank of the first ten: 0.750 (before: 1.000)
    right answer first: 0.500 (before: 1.000)
    nothing found: 0.000 (before: 0.000)"
  `)
})
