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
  console.log('Installing packages …')
  const npm = (command, stdio) =>
    spawnSync('npm', [...command, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio }).status === 0
  // A registry that lacks packages for other platforms makes a lock file that `npm ci` calls incomplete; `npm install` reads the same
  // versions from it and leaves out what is optional.
  const isInstalled = npm(['ci'], ['ignore', 'inherit', 'ignore']) || npm(['install', '--no-save'], 'inherit')
  if (!isInstalled) throw new Error('Neither npm ci nor npm install worked; nothing was started.')
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(mark, wanted)
  return true
}
