import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Eleventy loads its TypeScript config by itself, past the test runner.
    execArgv: ['--import', 'tsx'],
    pool: 'forks',
    // Real builds, servers and browsers, on machines that may be slow or busy: the limits are only for what hangs.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
  },
})
