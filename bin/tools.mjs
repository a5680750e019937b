import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const onPath = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
const hasFont = (family) =>
  spawnSync('fc-list', [`:family=${family}`, 'family'], { encoding: 'utf8' }).stdout?.includes(family) ?? false
const pythonHas = (module) => spawnSync('/usr/bin/python3', ['-c', `import ${module}`]).status === 0

/**
 * What tests use: programs that are independent readers, and typefaces with the widths of those that clients' machines have, which stand
 * in until ours arrive. Debian package → is it here?
 */
export const readers = {
  admesh: () => onPath('admesh'),
  'prusa-slicer': () => onPath('prusa-slicer'),
  'python3-ezdxf': () => pythonHas('ezdxf'),
  'python3-shapely': () => pythonHas('shapely'),
  'libxml2-utils': () => onPath('xmllint'),
  'poppler-utils': () => onPath('pdftotext'),
  'fonts-liberation': () => hasFont('Liberation Sans'),
}

/** The first Chromium that is there: CHROMIUM_PATH, Playwright's own, Debian's. */
export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const { chromium } = await import('@playwright/test')
  return [chromium.executablePath(), '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  )
}

/** Installs what is missing where we may (root on Debian); returns the names of what cannot be had. */
export async function ensureTools() {
  const absent = () => Object.keys(readers).filter((name) => !readers[name]())
  const wanted = [...absent(), ...((await findChromium()) ? [] : ['chromium'])]
  if (wanted.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) {
    console.log(`Installing test tools: ${wanted.join(', ')} …`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment })
    for (const name of wanted)
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { stdio: 'ignore', env: environment })
  }
  if (!(await findChromium())) spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 240_000 })
  return [...absent(), ...((await findChromium()) ? [] : ['chromium'])]
}
