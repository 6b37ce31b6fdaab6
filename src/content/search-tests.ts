import type { Address, SearchTest } from '../model.ts'
import type { Problem } from '../problem.ts'
import { searchTestsFile } from './schema.ts'
import type { SourceText } from './text.ts'
import { readYaml } from './yaml.ts'

export interface SearchTests {
  readonly tests: readonly SearchTest[]
  readonly problems: readonly Problem[]
}

/** Reads `search-tests.yml`, in its own order. A site without one has no tests. */
export function readSearchTests(sources: readonly SourceText[]): SearchTests {
  const source = sources.find(({ path }) => path === 'search-tests.yml' || path === 'search-tests.yaml')
  if (!source) return { tests: [], problems: [] }
  const read = readYaml({ shown: source.shown, yaml: source.text, line: 0, rule: 'search-tests' }, searchTestsFile)
  const tests = Object.entries(read.value ?? {}).flatMap(([group, own]) =>
    own.map(
      ({ query, finds, top = 1 }, index): SearchTest => ({
        group,
        query,
        top,
        finds: finds.map((address) => ({ address: address as Address, at: read.place([group, index, 'finds']) })),
        at: read.place([group, index, 'query']),
      }),
    ),
  )
  return { tests, problems: read.problems }
}
