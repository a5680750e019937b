import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'

/** `npm run demo [-- --fresh]`: installs what is missing, then hands over to the supervisor, which is TypeScript. */
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
try {
  ensureInstalled(process.cwd())
  const { register } = await import('tsx/esm/api')
  register()
  const { demo } = await import('./demo-house.ts')
  await demo(process.argv.slice(2))
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
