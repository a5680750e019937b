import * as z from 'zod/mini'
import { fontLibrary, type TypefaceOutlines } from '@/lib/domain/geometry/font-library'
import type { DraftEnvironment, FontLibrary } from '@/lib/domain/geometry/kernel'
import { beyondLatin, TYPEFACES } from '@/lib/domain/geometry/typefaces'
import { makeDrafter } from './drafter'
import type { Reply, Request } from './protocol'

// The page's policy forbids code from text; zod would try to compile its checks otherwise.
z.config({ jitless: true })

async function typeface(name: string, part: '' | '-latin'): Promise<readonly [string, TypefaceOutlines]> {
  const path = `/engraving-fonts/${name}${part}.json`
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return [name, (await answer.json()) as TypefaceOutlines]
}

async function loadKernel(): Promise<DraftEnvironment['kernel']> {
  const { default: manifold } = await import('manifold-3d')
  const kernel = await manifold({ locateFile: () => new URL('manifold-3d/manifold.wasm', import.meta.url).href })
  kernel.setup()
  return kernel
}

async function library(part: '' | '-latin'): Promise<FontLibrary> {
  return fontLibrary(Object.fromEntries(await Promise.all(TYPEFACES.map((name) => typeface(name, part)))))
}

let letters: FontLibrary
let whole: Promise<void> | undefined

async function load(): Promise<DraftEnvironment> {
  const [kernel, latin] = await Promise.all([loadKernel(), library('-latin')])
  letters ??= latin
  return {
    kernel,
    fonts: {
      glyph: (id, grapheme) => letters.glyph(id, grapheme),
      kerning: (id, left, right) => letters.kerning(id, left, right),
      metrics: (id) => letters.metrics(id),
    },
  }
}

const isBeyondLatin = (request: Request) =>
  'document' in request &&
  Object.values(request.document.choices).some((choice) => typeof choice === 'string' && beyondLatin(choice))

/** A design with letters beyond Latin waits for all of them, and whatever was asked after it waits behind it. */
async function allLetters(): Promise<void> {
  letters = await library('')
}

const scope = self as unknown as { postMessage(reply: Reply, transfer: Transferable[]): void; onmessage: unknown }

/** A macrotask: messages that came in the meantime are heard before we go on. */
const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.onmessage = () => waiting.shift()?.()
const breathe = () =>
  new Promise<void>((resolve) => {
    waiting.push(resolve)
    channel.port2.postMessage(0)
  })

/** Longer than two frames of a drag and shorter than anybody's reading of a price, ms. */
const REST = 90

const receive = makeDrafter({
  environment: load(),
  now: () => performance.now(),
  breathe,
  rest: () => new Promise((resolve) => setTimeout(resolve, REST)),
  post: (reply) => {
    const transfer =
      reply.kind === 'preview' || reply.kind === 'peeked'
        ? [reply.mesh.positions, reply.mesh.normals, reply.mesh.triangles, reply.mesh.surfaceOf, reply.mesh.depth].map(
            (array) => array.buffer as ArrayBuffer,
          )
        : []
    scope.postMessage(reply, [...new Set(transfer)])
  },
})

scope.onmessage = ({ data }: MessageEvent<Request>) => {
  if (!whole && isBeyondLatin(data)) {
    whole = allLetters().catch((error: unknown) => {
      whole = undefined
      scope.postMessage({ kind: 'failed', what: 'kernel', detail: String(error) }, [])
    })
  }
  if (whole) void whole.then(() => receive(data))
  else receive(data)
}
