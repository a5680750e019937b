import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Installs what package-lock.json asks for, when node_modules is missing or was made from another lock file or another Node.
 * Plain Node without dependencies: it runs before anything is installed. Throws when npm fails.
 */
export function ensureInstalled(root) {
  const wanted = `${createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')} ${process.version} ${process.platform}-${process.arch}`
  const mark = join(root, 'node_modules', '.lot-one-installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return false
  console.log('Installing packages (npm ci) …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error('npm ci failed; nothing was started.')
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(mark, wanted)
  return true
}
