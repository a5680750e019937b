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

function step(name, command, args, count) {
  const began = Date.now()
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, { cwd: root, env: environment, stdio: 'inherit' })
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - began) / 1000)} s`)
  const counts = count?.()
  if (counts) for (const key of Object.keys(tally)) tally[key] += counts[key]
  else tally[status === 0 ? 'passed' : 'failed'] += 1
  if (status !== 0) {
    problems.push(name)
    if (counts && counts.failed === 0) tally.failed += 1
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

step('lint', 'npx', ['biome', 'check', '.'])
step('build', 'npx', ['next', 'build'])
step('types', 'npm', ['run', '--silent', 'types'])
step('notices', 'npx', ['tsx', 'bin/notice.ts', '--check'])
step(
  'unit, database and payment tests',
  'npx',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'unit.json')}`],
  unitCounts,
)
if (chromium) {
  environment.PLAYWRIGHT_JSON_OUTPUT_NAME = join(reports, 'browser.json')
  step('browser journeys', 'npx', ['playwright', 'test', '--reporter=list,json'], browserCounts)
}
rmSync(reports, { recursive: true, force: true })

if (missing.length > 0) console.log(`\nNot to be had on this machine, so skipped: ${missing.join(', ')}`)
if (problems.length > 0) console.log(`\nFailed: ${problems.join(', ')}`)
console.log(`\n${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`)
process.exit(problems.length > 0 ? 1 : 0)
