import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Eleventy loads its TypeScript config by itself, past the test runner.
    execArgv: ['--import', 'tsx'],
    pool: 'forks',
    // Real builds, servers and browsers on two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
