import { beforeAll, describe, expect, it } from 'vitest'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import type { Mesh, Surface, Vec2 } from '../geometry/mesh'
import { catalogue } from '../products/catalogue'
import type { Draft } from '../products/draft'
import { type Chain, lengthOf } from './chains'
import { draw } from './drawing'
import { DIRECTIONS } from './view-frame'
import { view } from './views'

/** A box from corner to corner, millimetres; faces counter-clockwise from outside. */
function box(low: readonly number[], high: readonly number[]): Mesh {
  const positions: number[] = []
  for (let i = 0; i < 8; i++) for (let axis = 0; axis < 3; axis++) positions.push((i >> axis) & 1 ? high[axis]! : low[axis]!)
  const quads = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ] as const
  const triangles = quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d])
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles), surfaceOf: new Uint16Array(12) }
}

const body: Surface = { kind: 'body', feature: 'blank' }
const draftOf = (...meshes: Mesh[]): Draft => ({
  document: { family: 'known', model: 'known@1', choices: {} },
  fineness: 'full',
  parts: meshes.map((mesh, i) => ({ id: `p${i}`, material: 'silver-925', mesh, surfaces: [body] })),
  regions: [],
  fits: [],
  wallCap: 1.2,
  facing: { towards: [0, 0, 1], up: [0, 1, 0] },
})
const total = (lines: readonly Chain[]) => lines.reduce((sum, line) => sum + lengthOf(line), 0)
const areaOf = (ring: readonly Vec2[]) =>
  Math.abs(
    ring.reduce((sum, [x, y], i) => sum + (x * ring[(i + 1) % ring.length]![1] - y * ring[(i + 1) % ring.length]![0]) / 2, 0),
  )

describe('known parts', () => {
  it('a box from the front is its rectangle and nothing else', () => {
    const drawing = draw(draftOf(box([-4, -3, -2], [4, 3, 2])), 'face')
    expect(total(drawing.lines.outline)).toBeCloseTo(2 * (8 + 6), 3)
    expect([drawing.lines.contour, drawing.lines.crease, drawing.lines.engraving].flat()).toEqual([])
    expect(areaOf(drawing.silhouette[0]!)).toBeCloseTo(48, 3)
    expect(drawing.dimensions.map(({ code, value }) => [code, Number(value.toFixed(6))])).toEqual([
      ['face-width', 8],
      ['face-height', 6],
    ])
  })

  it('a cube in three quarters shows nine of its twelve edges, each foreshortened as its direction is', () => {
    const drawing = draw(draftOf(box([-1, -1, -1], [1, 1, 1])), 'three-quarter')
    const { right, up } = drawing.frame
    const seen = [0, 1, 2].map((axis) => 2 * Math.hypot(right[axis]!, up[axis]!))
    const sum = seen.reduce((a, b) => a + b, 0)
    expect(total(drawing.lines.outline)).toBeCloseTo(2 * sum, 2)
    expect(total(drawing.lines.crease) + total(drawing.lines.contour)).toBeCloseTo(sum, 2)
  })

  it('what lies beneath is hidden by exactly what lies above', () => {
    // A bar 2 wide lies on a plate of 10 × 6 and stands out over its lower edge by 1.
    const plate = box([-5, -3, -1], [5, 3, 0])
    const bar = box([-1, -4, 1], [1, 2, 2])
    const both: Mesh = {
      positions: Float32Array.of(...plate.positions, ...bar.positions),
      triangles: Uint32Array.of(...plate.triangles, ...bar.triangles.map((vertex) => vertex + 8)),
      surfaceOf: new Uint16Array(24),
    }
    const { lines } = draw(draftOf(both), 'face')
    expect(total(lines.outline)).toBeCloseTo(2 * (10 + 6) - 2 + (1 + 1 + 2), 2)
    expect(total(lines.contour) + total(lines.crease)).toBeCloseTo(5 + 5 + 2, 2)
  })
})

describe.each(catalogue)('views of $id', (entry) => {
  let drafts: Draft[] = []
  beforeAll(async () => {
    const [kernel, fonts, family] = await Promise.all([loadKernel(), loadFonts(), entry.load()])
    drafts = family.presets.map(({ choices }) =>
      family.draft({ kernel, fonts }, { family: family.id, model: family.model, choices }, 'full'),
    )
  })

  it.each(DIRECTIONS)('%s: small, closed, the same twice, and nothing that a strict policy stops', (direction) => {
    for (const draft of drafts) {
      const options = { title: 'A & <B>', description: '"d"', figure: (value: number) => `${value.toFixed(2)} mm` }
      const svg = view(draft, direction, options)
      expect(svg.length).toBeLessThan(60_000)
      expect(svg).toBe(view(draft, direction, options))
      expect(svg).toContain(`<title id="view-${direction}-title">A &amp; &lt;B&gt;</title>`)
      expect(svg).not.toMatch(/style=|<style|<script|\son[a-z]+=|href=/)
      expect(svg).not.toContain('NaN')
      expect(draw(draft, direction).silhouette.length).toBeGreaterThan(0)
    }
  })

  it('the bore is open in its own view and as wide as it should be', () => {
    for (const draft of drafts) {
      const bore = draft.fits.find(({ kind }) => kind === 'bore')
      if (!bore) continue
      const drawing = draw(draft, 'bore')
      const { nominal } = bore
      const rings = drawing.silhouette.map(areaOf).sort((a, b) => b - a)
      expect(rings).toHaveLength(2)
      expect(2 * Math.sqrt(rings[1]! / Math.PI)).toBeCloseTo(nominal, 1)
      expect(drawing.dimensions.find(({ code }) => code === 'bore')?.value).toBe(nominal)
    }
  })
})
