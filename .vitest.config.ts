import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Eleventy loads its TypeScript config by itself, past the test runner.
    execArgv: ['--import', 'tsx'],
    pool: 'forks',
    // One more than Vitest would take on two cores: much of the time goes into waiting for browsers and servers.
    maxWorkers: '100%',
    // Real builds, servers and browsers, on machines that may be slow or busy: the limits are only for what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
