import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface Bundle {
  folder: string
  /** Gzipped bytes of all chunks together, level 9. */
  gzipped: number
  remove(): void
}

/** A browser bundle of one entry with its lazy chunks, minified, in a folder of its own. */
export async function bundle(entry: { path: string } | { source: string }): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'lot-one-bundle-'))
  await build({
    ...('path' in entry
      ? { entryPoints: { entry: entry.path } }
      : { stdin: { contents: entry.source, resolveDir: process.cwd(), sourcefile: 'entry.ts', loader: 'ts' } }),
    ...('path' in entry ? { outdir: folder } : { outdir: folder, entryNames: 'entry' }),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['module', 'fs', 'path', 'worker_threads', 'node:*'],
    logLevel: 'error',
  })
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const gzipped = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0)
  return { folder, gzipped, remove: () => rmSync(folder, { recursive: true }) }
}
