import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: { alias: { '@': root } },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    include: ['{lib,db,api,sandbox,agent,bin,components}/**/*.test.{ts,tsx}', 'architecture.test.ts', 'permissions*.test.ts'],
    globalSetup: ['db/testing/global-setup.ts'],
    // For machines that do something else too; most tests take milliseconds.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
