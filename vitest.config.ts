import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/run-folder.ts',
    // Two cores, and suites that start engines of their own: more workers only wait for each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    sequence: { shuffle: { files: false, tests: true } },
    reporters: process.env.CI === undefined ? ['default'] : [['default', { summary: false }]],
  },
})
