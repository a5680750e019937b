import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * THIRD-PARTY-NOTICES.md from package-lock.json and the licences that the packages bring along. `--check` fails when it is not up to
 * date. Packages for one platform only are named without their text, so that the page is the same on every machine.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const NOTICE = join(root, 'THIRD-PARTY-NOTICES.md')
const FONTS = join(root, 'public', 'engraving-fonts')

interface LockedPackage {
  version?: string
  license?: string
  dev?: boolean
  devOptional?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
}

interface Component {
  name: string
  version: string
  license: string
  texts: string[]
}

const byName = (a: Component, b: Component): number =>
  a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1

/** Line ends and trailing space differ between packers; the words are what counts. */
const tidy = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')

function licenceTexts(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|ofl)([-_.].*)?$/i.test(name) && !/\.(json|js|ts)$/i.test(name))
    .sort()
    .map((name) => tidy(readFileSync(join(folder, name), 'utf8')))
}

function components(): Component[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> }
  const found = new Map<string, Component>()
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (path === '' || locked.dev || locked.devOptional) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const version = locked.version ?? ''
    const everywhere = !locked.optional && !locked.os && !locked.cpu && !locked.libc
    const texts = everywhere ? licenceTexts(join(root, path)) : []
    found.set(`${name}@${version}`, { name, version, license: locked.license ?? licenceNamed(join(root, path)), texts })
  }
  for (const file of existsSync(FONTS) ? readdirSync(FONTS) : []) {
    const typeface = /^(.+)-OFL\.txt$/.exec(file)?.[1]
    if (typeface)
      found.set(`font ${typeface}`, {
        name: `public/engraving-fonts/${typeface}.ttf`,
        version: '',
        license: 'OFL-1.1',
        texts: [tidy(readFileSync(join(FONTS, file), 'utf8'))],
      })
  }
  return [...found.values()].sort(byName)
}

function licenceNamed(folder: string): string {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) return 'see its page'
  const { license } = JSON.parse(readFileSync(path, 'utf8')) as { license?: string | { type?: string } }
  return (typeof license === 'string' ? license : license?.type) ?? 'see its page'
}

function page(): string {
  const all = components()
  const label = (one: Component) => (one.version ? `${one.name} ${one.version}` : one.name)
  const groups = new Map<string, string[]>()
  for (const one of all) {
    for (const text of one.texts) {
      const list = groups.get(text)
      if (list) list.push(label(one))
      else groups.set(text, [label(one)])
    }
  }
  const lines = [
    '# Third-party notices',
    '',
    'Lot One is licensed under Apache-2.0 (LICENSE). It ships or runs with the works below, each under its own licence.',
    'Made by `npx tsx bin/notice.ts` from package-lock.json; do not edit by hand.',
    '',
    '| work | version | licence |',
    '| --- | --- | --- |',
    ...all.map((one) => `| ${one.name} | ${one.version} | ${one.license} |`),
    '',
    '## Licence texts',
    '',
  ]
  for (const [text, names] of groups) lines.push(`### ${names.join(', ')}`, '', '```text', text.replace(/```/g, "'''"), '```', '')
  return `${lines.join('\n')}`
}

const made = page()
if (process.argv.includes('--check')) {
  const present = existsSync(NOTICE) ? readFileSync(NOTICE, 'utf8') : ''
  if (present !== made) {
    console.error('THIRD-PARTY-NOTICES.md is not up to date: run npx tsx bin/notice.ts')
    process.exitCode = 1
  }
} else {
  writeFileSync(NOTICE, made)
  console.log(`THIRD-PARTY-NOTICES.md: ${Math.round(made.length / 1000)} kB`)
}
