import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface Bundle {
  folder: string
  /** Gzipped bytes of all chunks together, level 9. */
  gzipped: number
  /** Gzipped bytes of the entry and of these modules that it imports when they are wanted, with everything that they import at once. */
  loaded(...wanted: readonly string[]): number
  remove(): void
}

/** A browser bundle of one entry with its lazy chunks, minified, in a folder of its own. */
export async function bundle(entry: { path: string } | { source: string }): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'lot-one-bundle-'))
  const { metafile } = await build({
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
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['module', 'fs', 'path', 'worker_threads', 'node:*'],
    logLevel: 'error',
  })
  const chunks = new Map(Object.entries(metafile.outputs).map(([path, chunk]) => [basename(path), chunk]))
  const sizes = new Map(
    [...chunks.keys()]
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, gzipSync(readFileSync(join(folder, name)), { level: 9 }).length]),
  )
  const loaded = (...wanted: readonly string[]): number => {
    const seen = new Set<string>()
    const load = (name: string) => {
      if (seen.has(name)) return
      seen.add(name)
      for (const { path, kind } of chunks.get(name)?.imports ?? []) if (kind === 'import-statement') load(basename(path))
    }
    load('entry.js')
    for (const module of wanted) {
      const found = [...chunks].find(([, { entryPoint }]) => entryPoint?.endsWith(module))
      if (!found) throw new Error(`${module} is no chunk of its own`)
      load(found[0])
    }
    return [...seen].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0)
  }
  const gzipped = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return { folder, gzipped, loaded, remove: () => rmSync(folder, { recursive: true }) }
}
