import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSalonWorker } from './salon-worker'

/** What goes into a build of the pages. */
const SOURCES = ['app', 'components', 'lib', 'public', 'db', 'package-lock.json', 'tsconfig.json']
const ROOT_FILE = /^(next\.config|postcss\.config|proxy|i18n|instrumentation)[^/]*$/

function* filesBelow(path: string): Generator<string> {
  if (!existsSync(path)) return
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name)
    if (entry.isDirectory()) yield* filesBelow(below)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield below
  }
}

/** SHA-256 over names and contents of the sources, however the folder is written. */
export function sourceHash(folder: string): string {
  const root = resolve(folder)
  const hash = createHash('sha256')
  const top = readdirSync(root).filter((name) => ROOT_FILE.test(name))
  const named = SOURCES.filter((name) => existsSync(join(root, name)))
  for (const name of [...top, ...named].sort()) {
    const path = join(root, name)
    const files = name.includes('.') ? [path] : [...filesBelow(path)].sort()
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Names sources and build both, since `next build` may have been run by hand in between. */
function markOf(root: string, hash: string): string {
  const build = join(root, '.next', 'BUILD_ID')
  return `${hash} ${existsSync(build) ? readFileSync(build, 'utf8') : 'unfinished'}`
}

/** `next build`, unless the last build was made from these very sources. Throws when it fails. */
export async function ensureBuilt(root: string, say: (line: string) => void): Promise<void> {
  const mark = join(root, '.next', 'lot-one-build')
  const hash = sourceHash(root)
  if (existsSync(mark) && readFileSync(mark, 'utf8') === markOf(root, hash)) {
    say('the pages are built already')
    return
  }
  rmSync(mark, { force: true })
  say('building the pages (about a minute) …')
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const environment = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const child = spawn(process.execPath, [next, 'build'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const withMe = () => child.kill()
  process.once('exit', withMe)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  const code = await new Promise((done, failed) => child.once('close', done).once('error', failed))
  process.off('exit', withMe)
  if (code !== 0) throw new Error(`The pages could not be built:\n${said}`)
  await buildSalonWorker(root)
  writeFileSync(mark, markOf(root, hash))
}
