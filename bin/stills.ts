import { existsSync } from 'node:fs'
import { mkdir, readdir, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { MACRO, type MacroScene } from '@/components/viewer/macro-shot'
import type { PackedMesh, StillRequest } from '@/components/viewer/still-page'
import type { Choices } from '@/lib/domain/design/document'
import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'
import { catalogue } from '@/lib/domain/products/catalogue'
import type { Draft } from '@/lib/domain/products/draft'
import type { Family } from '@/lib/domain/products/family'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'

/**
 * Renders the pictures of every preset from our own geometry with the viewer's own light, into public/stills/<family>/:
 * `<preset>-1200.webp` and `-640`, each on transparent ground with its shadow, `-stage-1200` in the dark; of the first preset also
 * `-macro-1280` of the face and the share picture. `npx tsx bin/stills.ts oval-gold oval-gold-stage` renders only those.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const PAPER = '#F7F4EE'
const DEGREE = Math.PI / 180
const MOST_BYTES = 3 * 1024 * 1024

interface Shot {
  suffix: string
  request: Omit<StillRequest, 'mesh' | 'blank'>
}

const packed = (array: Float32Array | Uint32Array | Uint8Array) =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64')

const pack = (mesh: RenderMesh): PackedMesh => ({
  positions: packed(mesh.positions),
  normals: packed(mesh.normals),
  triangles: packed(mesh.triangles),
  surfaceOf: packed(mesh.surfaceOf),
  depth: packed(mesh.depth),
  ...(mesh.order ? { order: packed(mesh.order) } : {}),
  ...(mesh.shade ? { shade: packed(mesh.shade) } : {}),
  ...(mesh.hinge ? { hinge: mesh.hinge } : {}),
  surfaces: mesh.surfaces,
})

/** The pictures of one preset. Rings turn to alternate sides so that a row of them is not a pattern. */
function shotsOf(choices: Choices, index: number, folds: boolean): Shot[] {
  if (folds) return foldingShots(index)
  const side = index % 2 === 0 ? 1 : -1
  const settings = { metal: String(choices.metal), finish: String(choices.finish), theme: 'day' as const }
  const pose = { azimuth: side * 26 * DEGREE, elevation: 42 * DEGREE }
  const common = {
    width: 1200,
    height: 1200,
    supersample: 2,
    quality: 0.86,
    settings: { ...settings, fill: 0.8 },
    pose,
  }
  const shots: Shot[] = [{ suffix: '', request: { ...common, sizes: [1200, 640] } }]
  shots.push({
    suffix: '-stage',
    request: { ...common, settings: { ...settings, theme: 'stage', fill: 0.92 }, sizes: [1200, 640] },
  })
  if (index > 0) return shots
  return [
    ...shots,
    {
      suffix: '-macro',
      request: {
        ...common,
        width: MACRO.width,
        height: MACRO.height,
        settings: { ...settings, fill: MACRO.fill },
        pose: MACRO.pose,
        closeness: MACRO.closeness,
        sizes: [1280, 640],
      },
    },
    {
      suffix: '-share',
      request: { ...common, width: 1200, height: 630, ground: PAPER, settings: { ...settings, fill: 0.95 }, sizes: [1200] },
    },
  ]
}

/** A piece with a hinge: nearly closed, lying on the paper; open; and in the dark and shared where it stands for its family. */
function foldingShots(index: number): Shot[] {
  const side = index % 2 === 0 ? 1 : -1
  const common = { width: 1200, height: 1200, supersample: 2, quality: 0.86 }
  const closed = {
    ...common,
    settings: { theme: 'day' as const, fill: 0.78, fold: 0.95 },
    pose: { azimuth: side * 24 * DEGREE, elevation: 46 * DEGREE },
  }
  const open = {
    ...common,
    settings: { theme: 'day' as const, fill: 0.8, fold: 0.12 },
    pose: { azimuth: side * 14 * DEGREE, elevation: 52 * DEGREE },
  }
  const shots: Shot[] = [
    { suffix: '', request: { ...closed, sizes: [1200, 640] } },
    { suffix: '-open', request: { ...open, sizes: [1200, 640] } },
  ]
  if (index > 0) return shots
  return [
    ...shots,
    {
      suffix: '-stage',
      request: { ...closed, settings: { ...closed.settings, theme: 'stage', fill: 0.86 }, sizes: [1200, 640] },
    },
    {
      suffix: '-share',
      request: { ...closed, width: 1200, height: 630, ground: PAPER, settings: { ...closed.settings, fill: 0.9 }, sizes: [1200] },
    },
  ]
}

function chromiumPath(): string | undefined {
  return [process.env.CHROMIUM_PATH, chromium.executablePath(), '/usr/bin/chromium'].find((path) => path && existsSync(path))
}

async function openPage(): Promise<{ page: Page; close(): Promise<void> }> {
  const bundle = await build({
    entryPoints: [join(root, 'components/viewer/still-page.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    alias: { '@': root },
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  const path = chromiumPath()
  const browser = await chromium.launch({
    ...(path ? { executablePath: path } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--use-gl=angle', '--use-angle=swiftshader'],
  })
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error.stack))
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(message.text())
  })
  await page.setContent('<!doctype html><title>stills</title>')
  await page.addScriptTag({ type: 'module', content: bundle.outputFiles[0]!.text })
  await page.waitForFunction(() => 'renderStill' in globalThis)
  return { page, close: () => browser.close() }
}

async function draftOf(family: Family, choices: Choices): Promise<Draft> {
  const document = { family: family.id, model: family.model, choices }
  return family.draft({ kernel: await loadKernel(), fonts: await loadFonts() }, document, 'full')
}

/** What is drawn on the close picture is placed by this: the size of the piece, and where its tallest letter stands. */
function sceneOf({ parts, regions }: Draft): MacroScene | undefined {
  const least = [Infinity, Infinity, Infinity]
  const most = [-Infinity, -Infinity, -Infinity]
  for (const { mesh } of parts) {
    for (const [index, value] of mesh.positions.entries()) {
      const axis = index % 3
      least[axis] = Math.min(least[axis]!, value)
      most[axis] = Math.max(most[axis]!, value)
    }
  }
  const corners = regions.flatMap(({ frame, glyphs }) =>
    glyphs.map(({ shape }) => {
      const points = shape.flat()
      const left = Math.min(...points.map(([x]) => x))
      const heights = points.map(([, y]) => y)
      const place = (y: number): Vec3 =>
        [0, 1, 2].map((k) => frame.origin[k]! + left * frame.u[k]! + y * frame.v[k]!) as unknown as Vec3
      return {
        height: Math.max(...heights) - Math.min(...heights),
        low: place(Math.min(...heights)),
        high: place(Math.max(...heights)),
      }
    }),
  )
  const tallest = corners.sort((a, b) => b.height - a.height)[0]
  if (!tallest) return undefined
  const size = most.map((value, axis) => value - least[axis]!) as unknown as Vec3
  return { size, letter: [tallest.low, tallest.high] }
}

const chosen = process.argv.slice(2)
const { page, close } = await openPage()
for (const entry of catalogue) {
  const family = await entry.load()
  const folder = join(root, 'public/stills', family.id)
  await mkdir(folder, { recursive: true })
  const folding = new Set<boolean>()
  for (const [index, preset] of family.presets.entries()) {
    const draft = await draftOf(family, preset.choices)
    const folds = draft.hinge !== undefined
    const shots = shotsOf(preset.choices, index, folds).filter(
      ({ suffix }) => chosen.length === 0 || chosen.includes(preset.id + suffix),
    )
    folding.add(folds)
    if (shots.length === 0) continue
    const mesh = pack(family.shade(draft, await loadKernel()))
    for (const { suffix, request } of shots) {
      const files = await page.evaluate(
        (sent) => (globalThis as unknown as { renderStill(r: StillRequest): Promise<string[]> }).renderStill(sent),
        { ...request, mesh } as StillRequest,
      )
      for (const [i, file] of files.entries()) {
        const name = `${preset.id}${suffix}-${request.sizes[i]}.webp`
        await writeFile(join(folder, name), Buffer.from(file, 'base64'))
        console.log(`${family.id}/${name}`)
      }
      const scene = suffix === '-macro' && sceneOf(draft)
      if (scene) await writeFile(join(folder, `${preset.id}${suffix}.json`), `${JSON.stringify(scene)}\n`)
    }
  }
  const expected = new Set(
    family.presets.flatMap((preset, index) =>
      shotsOf(preset.choices, index, folding.has(true)).flatMap(({ suffix, request }) => [
        ...request.sizes.map((size) => `${preset.id}${suffix}-${size}.webp`),
        ...(suffix === '-macro' ? [`${preset.id}${suffix}.json`] : []),
      ]),
    ),
  )
  for (const name of await readdir(folder)) if (!expected.has(name)) await unlink(join(folder, name))
}
await close()

let total = 0
for (const entry of catalogue) {
  const folder = join(root, 'public/stills', entry.id)
  for (const name of await readdir(folder)) total += (await stat(join(folder, name))).size
}
console.log(`${Math.round(total / 1024)} KiB in all`)
if (total > MOST_BYTES) {
  console.error(`The stills weigh more than ${MOST_BYTES / 1024} KiB.`)
  process.exitCode = 1
}
