import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { ensureTools, findChromium } from './tools.mjs'

/** All checks, in the order in which they fail fastest. `--long` holds the same suites with large counts. */
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const long = process.argv.includes('--long')
ensureInstalled(root)
const { register } = await import('tsx/esm/api')
const missing = await ensureTools()
const chromium = await findChromium()
const reports = mkdtempSync(join(tmpdir(), 'lot-one-verify-'))
const environment = {
  ...process.env,
  ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  ...(long ? { LOT_ONE_SWEEP: '1000' } : {}),
  NEXT_TELEMETRY_DISABLED: '1',
}
const tally = { passed: 0, failed: 0, skipped: 0 }
const problems = []

/** `check` says whether all is well; `count` finds how many tests there were, where there were several. */
async function step(name, check, count) {
  const began = Date.now()
  console.log(`\n── ${name}`)
  const isWell = await check()
  console.log(`── ${name}: ${isWell ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - began) / 1000)} s`)
  const counts = count?.()
  if (counts) for (const key of Object.keys(tally)) tally[key] += counts[key]
  else tally[isWell ? 'passed' : 'failed'] += 1
  if (!isWell) {
    problems.push(name)
    if (counts && counts.failed === 0) tally.failed += 1
  }
}

const run =
  (command, ...args) =>
  () =>
    spawnSync(command, args, { cwd: root, env: environment, stdio: 'inherit' }).status === 0

/** With the demo's own mark, so that the journeys' house finds its pages built. */
async function build() {
  register()
  const { ensureBuilt } = await import('./web-build.ts')
  try {
    await ensureBuilt(root, console.log)
    return true
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return false
  }
}

const report = (name) => {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'))
  } catch {
    return undefined
  }
}
const unitCounts = () => {
  const result = report('unit.json')
  return (
    result && {
      passed: result.numPassedTests,
      failed: result.numFailedTests,
      skipped: result.numPendingTests + result.numTodoTests,
    }
  )
}
const browserCounts = () => {
  const result = report('browser.json')
  return (
    result && {
      passed: result.stats.expected + result.stats.flaky,
      failed: result.stats.unexpected,
      skipped: result.stats.skipped,
    }
  )
}

await step('lint', run('npx', 'biome', 'check', '.'))
await step('build', build)
await step('types', run('npm', 'run', '--silent', 'types'))
await step('notices', run('npx', 'tsx', 'bin/notice.ts', '--check'))
await step(
  'unit, database and payment tests',
  run('npx', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'unit.json')}`),
  unitCounts,
)
if (chromium) {
  environment.PLAYWRIGHT_JSON_OUTPUT_NAME = join(reports, 'browser.json')
  await step('browser journeys', run('npx', 'playwright', 'test', '--reporter=list,json'), browserCounts)
} else {
  console.log('\n── browser journeys: skipped, since there is no Chromium')
  tally.skipped += 1
}
rmSync(reports, { recursive: true, force: true })

if (missing.length > 0) console.log(`\nNot to be had on this machine, so skipped: ${missing.join(', ')}`)
if (problems.length > 0) console.log(`\nFailed: ${problems.join(', ')}`)
console.log(`\n${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`)
process.exit(problems.length > 0 ? 1 : 0)
