import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Where the pages find it; lib/server/salon/worker-file.ts reads it there. */
const TARGET = ['.next', 'salon-worker.js'] as const
/** What the salon draws with: code, styles, the kernel, the faces of both languages. */
const PART = /\.(js|css|wasm)$|latin(-ext)?-[^/]*\.woff2$/

function* below(folder: string, path = ''): Generator<string> {
  if (!existsSync(join(folder, path))) return
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
    const name = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory()) yield* below(folder, name)
    else yield name
  }
}

const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)

/** The salon's worker for the build that lies in `.next`, with the list of what it keeps. Throws when there is no build. */
export async function buildSalonWorker(root: string): Promise<void> {
  const parts = [...below(join(root, '.next', 'static'))].filter((name) => PART.test(name))
  // Named after their content, so the name is the revision.
  const files = parts.map((name) => ({ url: `/_next/static/${name}`, revision: null as string | null }))
  for (const name of below(join(root, 'public', 'engraving-fonts'))) {
    if (name.endsWith('.json'))
      files.push({ url: `/engraving-fonts/${name}`, revision: sumOf(join(root, 'public', 'engraving-fonts', name)) })
  }
  const id = readFileSync(join(root, '.next', 'BUILD_ID'), 'utf8').trim()
  const result = await build({
    entryPoints: [join(root, 'components', 'salon', 'salon-worker.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: {
      SALON_FILES: JSON.stringify(files),
      SALON_BUILD: JSON.stringify(id),
      'process.env.NODE_ENV': '"production"',
    },
  })
  writeFileSync(join(root, ...TARGET), result.outputFiles[0]?.text ?? '')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildSalonWorker(process.cwd())
