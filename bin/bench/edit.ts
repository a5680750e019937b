import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { seedMarket } from '@/db/seed/market'
import type { DesignDocument } from '@/lib/domain/design/document'
import { catalogue } from '@/lib/domain/products/catalogue'
import type { Family } from '@/lib/domain/products/family'
import type { Market, Reply, Request } from '@/lib/drafting/protocol'
import { launchChromium } from '../chromium'
import { bundle } from './bundle'
import { percentile, print } from './figure'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.html': 'text/html',
  '.ttf': 'font/ttf',
}

/** One edit: text edits change the letters only; others step one parameter of the preset. */
function edits(family: Family): { text: DesignDocument[]; any: DesignDocument[] } {
  const base = family.presets[0]?.choices ?? {}
  const document = (change: DesignDocument['choices']): DesignDocument => ({
    family: family.id,
    model: family.model,
    choices: { ...base, ...change },
  })
  const letters = [...'ABCDEFGHIJKLMNOPRSTUVWXYZ']
  const text = letters.map((letter, index) => document({ letters: `${letter}${letters[(index * 7 + 3) % letters.length]}` }))
  const any = family.parameters.flatMap((parameter) => {
    if (parameter.kind === 'choice')
      return parameter.options
        .filter((option) => option !== base[parameter.key])
        .map((option) => document({ [parameter.key]: option }))
    if (parameter.kind === 'text') return [document({ [parameter.key]: 'QR' })]
    if (parameter.kind === 'outline') return []
    const value = Number(base[parameter.key])
    return [-2, -1, 1, 2]
      .map((steps) => value + steps * parameter.step)
      .filter((next) => next >= parameter.min && next <= parameter.max)
      .map((next) => document({ [parameter.key]: next }))
  })
  return { text, any }
}

/** The drafting worker in Chromium, the page otherwise empty: from the post of an edit to the mesh, and to all ateliers' verdicts. */
export async function run(): Promise<void> {
  const built = await bundle({ path: 'lib/drafting/worker.ts' })
  const kernel = createRequire(import.meta.url).resolve('manifold-3d/manifold.wasm')
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = path.endsWith('/manifold.wasm')
      ? kernel
      : path.startsWith('/engraving-fonts/')
        ? join('public', path)
        : join(built.folder, path)
    const known = path === '/' || existsSync(file)
    const body = path === '/' ? '<!doctype html><title>bench</title>' : known ? readFileSync(file) : ''
    const type = path === '/' ? 'text/html' : (TYPES[extname(path)] ?? 'application/octet-stream')
    response.writeHead(known ? 200 : 404, { 'content-type': type }).end(body)
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    // The runner's compiler marks functions with a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (marked) => marked')
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const market = seedMarket('2026-11-23T09:00:00+01:00')
    for (const entry of catalogue) {
      const { text, any } = edits(await entry.load())
      const measured = await page.evaluate(drive, { text, any, family: entry.id, market })
      for (const [name, samples] of Object.entries(measured)) {
        print('edit', `${name}_p50`, percentile(samples, 0.5), 'ms', { family: entry.id })
        print('edit', `${name}_p95`, percentile(samples, 0.95), 'ms', { family: entry.id })
      }
    }
  } finally {
    await browser.close()
    server.close()
    built.remove()
  }
}

/** Runs in the page. */
async function drive(given: { text: DesignDocument[]; any: DesignDocument[]; family: string; market: Market }) {
  const worker = new Worker('/entry.js', { type: 'module' })
  const post = (request: Request) => worker.postMessage(request)
  const first = given.text[0] as DesignDocument
  let id = 0
  const one = (document: DesignDocument) =>
    new Promise<{ mesh: number; verdict: number }>((done, failed) => {
      id += 1
      const started = performance.now()
      let mesh = 0
      worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if (data.kind === 'preview' && data.id === id) mesh = performance.now() - started
        else if (data.kind === 'judged' && data.judged.id === id) done({ mesh, verdict: performance.now() - started })
        else if (data.kind === 'failed' || data.kind === 'refused') failed(new Error(JSON.stringify(data)))
      }
      post({ kind: 'edit', id, document })
    })
  post({ kind: 'open', family: given.family, market: given.market, fallback: first })
  for (const document of [...given.text.slice(0, 8), ...given.any.slice(0, 12)]) await one(document)
  const figures = { edit_text_to_mesh: [] as number[], edit_any_to_mesh: [] as number[], edit_to_verdict: [] as number[] }
  for (const document of given.text) {
    const { mesh, verdict } = await one(document)
    figures.edit_text_to_mesh.push(mesh)
    figures.edit_to_verdict.push(verdict)
  }
  for (const document of given.any) {
    const { mesh, verdict } = await one(document)
    figures.edit_any_to_mesh.push(mesh)
    figures.edit_to_verdict.push(verdict)
  }
  worker.terminate()
  return figures
}
