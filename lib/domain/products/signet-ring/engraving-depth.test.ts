import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { TYPEFACES } from '../../geometry/typefaces'
import type { Fineness } from '../draft'
import { family } from './family'

const environment = { kernel: await loadKernel(), fonts: await loadFonts() }
/** A groove is true to a thousandth in the plane, and its walls are steeper than that. */
const LOOSE = 0.003

function depthOf(choices: object, depth: number, fineness: Fineness): number {
  const document = {
    family: family.id,
    model: family.model,
    choices: { ...family.presets[0]?.choices, ...choices, engravingDepth: depth },
  }
  const [part] = family.draft(environment, document, fineness).parts
  if (!part) throw new Error('no ring')
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  part.mesh.triangles.forEach((vertex, side) => {
    const kind = part.surfaces[part.mesh.surfaceOf[Math.floor(side / 3)] ?? 0]?.kind
    if (kind !== 'cut-wall' && kind !== 'cut-floor') return
    const z = part.mesh.positions[3 * vertex + 2] ?? 0
    low = Math.min(low, z)
    high = Math.max(high, z)
  })
  return high - low
}

describe('the depth of the engraving', () => {
  const letters = fc.record({
    letters: fc.constantFrom('A', 'S', 'MW', 'QR', 'É&'),
    typeface: fc.constantFrom(...TYPEFACES),
    lineWeight: fc.integer({ min: -2, max: 20 }).map((tens) => tens * 10),
    letterHeight: fc.integer({ min: 30, max: 50 }).map((tenths) => tenths * 100),
  })

  test.each(['edit', 'full'] as const)('rises with the choice until the strokes are too narrow for more (%s)', (fineness) => {
    fc.assert(
      fc.property(letters, fc.array(fc.integer({ min: 10, max: 100 }), { minLength: 3, maxLength: 3 }), (choices, depths) => {
        const deepest = depthOf(choices, 1000, fineness)
        for (const hundredths of depths) {
          const depth = depthOf(choices, 10 * hundredths, fineness)
          expect(Math.abs(depth - Math.min(hundredths / 100, deepest))).toBeLessThan(LOOSE)
        }
      }),
      { numRuns: fineness === 'edit' ? 12 : 4, seed: 20261122 },
    )
  })
})
