import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take minutes. One that began last would be waited for alone. */
const long =
  /\/tests\/(browser\/(site|promises|policy|search|preview|hostile)|links\/random-edits|cli|faults)\.test\.ts$/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Eleventy loads its TypeScript config by itself, past the test runner.
    execArgv: ['--import', 'tsx'],
    pool: 'forks',
    sequence: { sequencer: LongFirst },
    // One more than Vitest would take on two cores: much of the time goes into waiting for browsers and servers.
    maxWorkers: '100%',
    // Real builds, servers and browsers, on machines that may be slow or busy: the limits are only for what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
