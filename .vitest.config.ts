import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const file = (name: string): string => `tests/${name}.test.ts`

/** Those that measure their processor time, or have a program of the whole process fail: each has a process of its own. */
const apart = ['hostile', 'checks/ignores', 'search/pagefind-fails'].map(file)

/** Those that take longest, in that order. One that began last would be waited for alone. */
const long = [
  'browser/site',
  'links/random-edits',
  'browser/promises',
  'browser/policy',
  'browser/search',
  'cli',
  'browser/preview',
  'faults',
  'browser/hostile',
  'serve',
  'fuzz',
  'publish',
  'package',
].map(file)

/** Those apart come first: between the others they would end the processes that those share. */
class LongFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const order = [...apart, ...long]
    const place = ({ moduleId }: TestSpecification): number => {
      const found = order.findIndex((name) => moduleId.endsWith(`/${name}`))
      return found < 0 ? order.length : found
    }
    const sorted = await super.sort(specifications)
    return sorted.sort((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    // Eleventy loads its TypeScript config by itself, past the test runner.
    execArgv: ['--import', 'tsx'],
    pool: 'forks',
    sequence: { sequencer: LongFirst },
    // One more than Vitest would take on two cores: much of the time goes into waiting for browsers and servers.
    maxWorkers: '100%',
    // Real builds, servers and browsers, on machines that may be slow or busy: the limits are only for what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      // A process for each file would take longer to start than most files to run.
      { extends: true, test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: apart, isolate: false } },
    ],
  },
})
