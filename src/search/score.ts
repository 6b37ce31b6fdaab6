import type { SearchTest } from '../model.ts'
import type { Engine } from './engine.ts'
import { readQuery } from './query.ts'

/** Results that count: hardly anyone reads on. */
const looked = 10

export interface Outcome {
  readonly group: string
  readonly query: string
  readonly finds: readonly string[]
  readonly top: number
  /** The place of the right answer, from 1; absent when it is not among the first ten. */
  readonly place?: number
  readonly passed: boolean
  /** Addresses of the first three that were found. */
  readonly found: readonly string[]
}

export interface Score {
  readonly tests: number
  readonly passed: number
  /** Mean of 1 / place over all tests, nothing for an answer that is not among the first ten: MRR@10. */
  readonly meanReciprocalRank: number
  /** Share of tests whose right answer comes first. */
  readonly first: number
  /** Share of tests that find nothing at all. */
  readonly nothing: number
  readonly outcomes: readonly Outcome[]
}

/** Runs searches as a reader would, each to its end, and tells how they came out. */
export async function scoreSearch(engine: Engine, tests: readonly SearchTest[]): Promise<Score> {
  const outcomes: Outcome[] = []
  for (const { group, query, finds, top } of tests) {
    const hits = await engine.search(await engine.read(readQuery(query)))
    const answers = await Promise.all(hits.slice(0, looked).map((hit) => hit.load()))
    const found = answers.map(({ url }) => `/${url.slice(engine.home.length)}`)
    const wanted = finds.map(({ address }): string => address)
    const place = found.findIndex((address) => wanted.includes(address)) + 1
    const passed = place > 0 && place <= top
    outcomes.push({
      group,
      query,
      finds: wanted,
      top,
      passed,
      found: found.slice(0, 3),
      ...(place > 0 ? { place } : {}),
    })
  }
  const share = (count: number): number => (tests.length === 0 ? 0 : count / tests.length)
  return {
    tests: tests.length,
    passed: outcomes.filter(({ passed }) => passed).length,
    meanReciprocalRank: share(outcomes.reduce((sum, { place }) => sum + (place ? 1 / place : 0), 0)),
    first: share(outcomes.filter(({ place }) => place === 1).length),
    nothing: share(outcomes.filter(({ found }) => found.length === 0).length),
    outcomes,
  }
}
