import { expect, it } from 'vitest'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { family } from '../products/signet-ring/family'
import type { Shape2 } from './mesh'
import { heightOf } from './shape-facts'
import { thinnestStroke } from './strokes'

/** Side of a pixel, mm. */
const PIXEL = 0.005

/**
 * Squared distance of every pixel's middle to the nearest one of the other colour, by the lower envelope of parabolas (Felzenszwalb and
 * Huttenlocher 2012), in pixels: nothing of the search is in it.
 */
function distances(inside: Uint8Array, width: number, height: number): Float64Array {
  const far = 1e12
  const field = Float64Array.from(inside, (one) => (one ? far : 0))
  const pass = (start: number, stride: number, count: number) => {
    const f = Float64Array.from({ length: count }, (_, i) => field[start + i * stride]!)
    const v = new Int32Array(count)
    const z = new Float64Array(count + 1)
    let k = 0
    z[0] = Number.NEGATIVE_INFINITY
    z[1] = Number.POSITIVE_INFINITY
    for (let q = 1; q < count; q++) {
      let s = 0
      for (;;) {
        const p = v[k]!
        s = (f[q]! + q * q - (f[p]! + p * p)) / (2 * q - 2 * p)
        if (s > z[k]!) break
        k--
      }
      v[++k] = q
      z[k] = s
      z[k + 1] = Number.POSITIVE_INFINITY
    }
    k = 0
    for (let q = 0; q < count; q++) {
      while (z[k + 1]! < q) k++
      field[start + q * stride] = (q - v[k]!) ** 2 + f[v[k]!]!
    }
  }
  for (let x = 0; x < width; x++) pass(x, width, height)
  for (let y = 0; y < height; y++) pass(y * width, 1, width)
  return field
}

/** Where a horizontal line goes in and out of a shape, from left to right. */
function crossings(shape: Shape2, y: number): number[] {
  const found: number[] = []
  for (const ring of shape) {
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]!
      if (ay > y !== by > y) found.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
    })
  }
  return found.sort((a, b) => a - b)
}

/** Pixels whose middle lies between an odd crossing and the next. */
function fillRow(inside: Uint8Array, from: number, width: number, found: readonly number[], left: number): void {
  for (let k = 0; k + 1 < found.length; k += 2) {
    const first = Math.max(0, Math.ceil((found[k]! - left) / PIXEL - 0.5))
    const last = Math.min(width - 1, Math.ceil((found[k + 1]! - left) / PIXEL - 0.5) - 1)
    inside.fill(1, from + first, from + last + 1)
  }
}

const { presets } = family
const typefaces = family.parameters.flatMap((one) => (one.key === 'typeface' && one.kind === 'choice' ? one.options : []))
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

it.each(typefaces)(
  'letters of %s are as wide where they are finest as a distance transform at 5 µm says',
  {
    timeout: 600_000,
  },
  async (typeface) => {
    const [kernel, fonts] = await Promise.all([loadKernel(), loadFonts()])
    let looked = 0
    for (const letters of LETTERS) {
      const choices = { ...presets[0]!.choices, letters, typeface, letterHeight: 3200 }
      const draft = family.draft({ kernel, fonts }, { family: family.id, model: family.model, choices }, 'full')
      const shape: Shape2 = draft.regions[0]!.shape
      const found = thinnestStroke(shape, 'inside', heightOf(shape), 1.5)
      if (found.beyondCap) continue
      const [p, q] = found.at
      const points = shape.flat()
      const left = Math.min(...points.map(([x]) => x)) - 4 * PIXEL
      const bottom = Math.min(...points.map(([, y]) => y)) - 4 * PIXEL
      const width = Math.ceil((Math.max(...points.map(([x]) => x)) - left) / PIXEL) + 4
      const height = Math.ceil((Math.max(...points.map(([, y]) => y)) - bottom) / PIXEL) + 4
      const inside = new Uint8Array(width * height)
      for (let y = 0; y < height; y++) fillRow(inside, y * width, width, crossings(shape, bottom + (y + 0.5) * PIXEL), left)
      const field = distances(inside, width, height)
      // The middle of the finest place is a ridge: its distance is half the stroke, to a pixel and its diagonal.
      const column = Math.floor(((p![0] + q![0]) / 2 - left) / PIXEL)
      const row = Math.floor(((p![1] + q![1]) / 2 - bottom) / PIXEL)
      let ridge = 0
      for (let y = row - 2; y <= row + 2; y++) {
        for (let x = column - 2; x <= column + 2; x++) ridge = Math.max(ridge, Math.sqrt(field[y * width + x]!))
      }
      expect(Math.abs(2 * ridge * PIXEL - found.minimum), `${letters} in ${typeface}`).toBeLessThanOrEqual(4 * PIXEL)
      looked++
    }
    expect(looked).toBeGreaterThanOrEqual(20)
  },
)
