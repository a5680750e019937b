import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Kernel } from '@/lib/domain/geometry/kernel'
import { meshOf, rectangle } from '@/lib/domain/geometry/known-parts'
import type { Mesh, Vec3 } from '@/lib/domain/geometry/mesh'
import { densityOf } from '@/lib/domain/network/materials'
import type { Draft, Region } from '@/lib/domain/products/draft'
import { family } from '@/lib/domain/products/signet-ring/family'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { measure } from './measure'
import type { FactKey, Measurements } from './measurements'

let kernel: Kernel
beforeAll(async () => {
  kernel = await loadKernel()
})

const BARS = [rectangle(-0.8685, -2, -0.4685, 2), rectangle(-0.1315, -2, 0.2685, 2)]
const SURFACES = [
  { kind: 'body', feature: 'blank' },
  { kind: 'cut-wall', feature: 'monogram' },
] as const

interface Tablet {
  thickness?: number
  turn?: Vec3
  shift?: Vec3
  relief?: Region['relief']
}

/**
 * A tube of bore 9 and 12 × 12 outside, 10 long, lying along y, with two bars of 0.4 mm, 0.337 apart, cut 0.45 deep
 * into its top; or, in relief, standing 0.45 high on it.
 */
function tablet({ thickness = 1.5, turn = [0, 0, 0], shift = [0, 0, 0], relief = 'recessed' }: Tablet = {}): Draft {
  const half = 4.5 + thickness
  const bore = kernel.Manifold.cylinder(12, 4.5 / Math.cos(Math.PI / 96), 4.5 / Math.cos(Math.PI / 96), 96, true).rotate([
    90, 0, 0,
  ])
  const block = kernel.Manifold.cube([12, 10, half + 6])
    .translate([-6, -5, -6])
    .subtract(bore)
  const bars = BARS.map((ring) => ring.map(([x, y]): [number, number] => [x, y]))
  const tool = kernel.Manifold.extrude(bars, relief === 'recessed' ? 1 : 0.5).asOriginal()
  const solid =
    relief === 'recessed' ? block.subtract(tool.translate([0, 0, half - 0.45])) : block.add(tool.translate([0, 0, half - 0.05]))
  const place = (mesh: typeof solid) => meshOf(mesh.rotate([...turn]).translate([...shift]), [tool.originalID()])
  const turned = (v: Vec3): Vec3 => {
    const point = kernel.Manifold.cube([1, 1, 1]).rotate([...turn])
    const axes = point.getMesh().vertProperties
    const basis = [4, 2, 1].map((corner) => [0, 1, 2].map((axis) => axes[corner * 3 + axis]! - axes[axis]!))
    return [0, 1, 2].map((axis) => basis.reduce((sum, column, i) => sum + column[axis]! * v[i]!, 0)) as unknown as Vec3
  }
  const at = (v: Vec3): Vec3 => turned(v).map((x, axis) => x + shift[axis]!) as unknown as Vec3
  const frame = { origin: at([0, 0, half]), u: turned([1, 0, 0]), v: turned([0, 1, 0]), n: turned([0, 0, 1]) }
  const region: Region = {
    feature: 'monogram',
    frame,
    shape: BARS,
    relief,
    depth: 0.45,
    wallAngle: 90,
    field: rectangle(-5, -4, 5, 4),
    glyphs: BARS.map((ring) => ({ grapheme: 'I', shape: [ring] })),
    missing: ['Ж'],
  }
  const part = { id: 'ring', material: 'gold-18k-yellow', mesh: place(solid), surfaces: SURFACES }
  return {
    document: { family: 'signet-ring', model: 'signet-ring@1', choices: {} },
    fineness: 'full',
    parts: [relief === 'recessed' ? { ...part, pattern: place(block) } : part],
    regions: [region],
    fits: [{ feature: 'blank', nominal: 9, axis: turned([0, 1, 0]), kind: 'bore' }],
    wallCap: 1.2,
    facing: { towards: frame.n, up: frame.v },
  }
}

const value = (measurements: Measurements, key: FactKey) => {
  const fact = measurements.facts[key]
  if (!fact) throw new Error(`no ${key}`)
  return fact
}

describe('a part known on paper', () => {
  it('has every fact of a recessed monogram', () => {
    const found = measure(tablet(), kernel)
    // 12 × 12 × 10 less the 96-gon round the bore, less two bars.
    const bore = 96 * 4.5 ** 2 * Math.tan(Math.PI / 96) * 10
    const cut = 2 * 0.4 * 4 * 0.45
    const truths: [FactKey, number, number][] = [
      ['part.volume', 1440 - bore - cut, 1e-3],
      ['part.mass', ((1440 - bore - cut) * densityOf('gold-18k-yellow')) / 1000, 1e-4],
      ['pattern.volume', 1440 - bore, 1e-3],
      ['pattern.height', 10, 1e-5],
      ['bore.diameter', 9, 1e-5],
      ['envelope.long', 12, 1e-5],
      ['envelope.middle', 12, 1e-5],
      ['envelope.short', 10, 1e-5],
      // From the floor of the engraving down to the topmost corner of the polygon round the bore.
      ['wall.minimum', 6 - 0.45 - 4.5 / Math.cos(Math.PI / 96), 5e-4],
      ['wall.knife-length', 0, 0],
      ['engraving.stroke', 0.4, 1e-6],
      ['engraving.land', 0.337, 1e-6],
      ['engraving.depth', 0.45, 1e-6],
      ['engraving.depth-to-width', 0.45 / 0.4, 1e-5],
      ['engraving.stroke-length', 8, 1e-6],
      ['engraving.area', 3.2, 1e-6],
      ['engraving.letter-height', 4, 1e-9],
      ['engraving.field-margin', 2, 1e-9],
      ['engraving.missing-glyphs', 1, 0],
      // Eight square corners lose (1 − π/4)·r² each to a tool of 0.196.
      ['engraving.tips-lost', 8 * (1 - Math.PI / 4) * 0.196 ** 2, 0.004],
    ]
    for (const [key, truth, tolerance] of truths) {
      expect.soft(Math.abs(value(found, key).value - truth), key).toBeLessThanOrEqual(tolerance)
      expect.soft(value(found, key).errorBound, key).toBeGreaterThanOrEqual(0)
    }
    expect(found.missing).toEqual(['Ж'])
    // The gap between the bars, on the face.
    for (const [x, , z] of value(found, 'engraving.land').at) {
      expect([-0.4685, -0.1315].some((edge) => Math.abs(edge - x) < 1e-6)).toBe(true)
      expect(z).toBeCloseTo(6, 6)
    }
    // The crown over the bore is 1.5 thick, its corners more: the largest ball sits in a corner of the block.
    const corner = (6 * Math.SQRT2 - 4.5) / (1 + Math.SQRT2)
    const section = value(found, 'section.thickest')
    expect(Math.abs(section.value - 2 * corner)).toBeLessThanOrEqual(section.errorBound)
    expect(found.reach).toHaveLength(1)
    const [curve] = found.reach
    expect(curve!.critical).toEqual([expect.closeTo(0.2, 6)])
    expect([...curve!.remainder].sort((a, b) => a - b)).toEqual(curve!.remainder)
    expect(curve!.remainder.at(-1)).toBeCloseTo(3.2, 5)
  })

  it('has the facts of standing letters', () => {
    const found = measure(tablet({ relief: 'raised' }), kernel)
    expect(value(found, 'relief.stroke').value).toBeCloseTo(0.4, 6)
    expect(value(found, 'relief.land').value).toBeCloseTo(0.337, 6)
    expect(value(found, 'engraving.area').value).toBeCloseTo(80 - 3.2, 3)
    expect(found.facts['engraving.stroke']).toBeUndefined()
  })

  it('has no facts of an engraving that is not there', () => {
    const found = measure({ ...tablet(), regions: [] }, kernel)
    expect(Object.keys(found.facts).filter((key) => /^(engraving|relief)/.test(key))).toEqual([])
    expect(found.reach).toEqual([])
  })

  it('says "at least" for walls beyond the cap', () => {
    expect(value(measure({ ...tablet(), wallCap: 1 }, kernel), 'wall.minimum')).toMatchObject({ value: 1, atLeast: true })
  })
})

describe('measuring', () => {
  const metres: readonly FactKey[] = [
    'part.volume',
    'part.area',
    'wall.minimum',
    'envelope.long',
    'envelope.short',
    'engraving.depth',
  ]

  it('does not care where the piece lies or which way it faces', () => {
    const here = measure(tablet(), kernel)
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 0, max: 359 }), fc.integer({ min: 0, max: 359 })),
        (turn) => {
          const there = measure(tablet({ turn }), kernel)
          for (const key of [...metres, 'bore.diameter', 'pattern.height'] as const) {
            expect(Math.abs(value(there, key).value / value(here, key).value - 1), key).toBeLessThan(5e-4)
          }
        },
      ),
      { seed: 5, numRuns: 12 },
    )
    const moved = measure(tablet({ shift: [7, -3, 20] }), kernel)
    for (const key of metres) expect(Math.abs(value(moved, key).value / value(here, key).value - 1)).toBeLessThan(1e-4)
  })

  it('grows with the metal and not with what was asked before', () => {
    const first = measure(tablet({ thickness: 1.2 }), kernel)
    let volume = value(first, 'part.volume').value
    for (const thickness of [1.3, 1.4, 1.6]) {
      const next = measure(tablet({ thickness }), kernel)
      expect(value(next, 'part.volume').value).toBeGreaterThan(volume)
      expect(value(next, 'wall.minimum').value).toBeCloseTo(Math.min(thickness - 0.45, 1.5), 2)
      volume = value(next, 'part.volume').value
    }
    expect(measure(tablet({ thickness: 1.2 }), kernel)).toEqual(first)
  })

  it('hashes equal geometry equally, however its corners were shared', () => {
    const draft = tablet()
    const { mesh } = draft.parts[0]!
    const positions = new Float32Array(mesh.triangles.length * 3)
    mesh.triangles.forEach((vertex, corner) => {
      positions.set(mesh.positions.subarray(vertex * 3, vertex * 3 + 3), corner * 3)
    })
    const soup: Mesh = { positions, triangles: Uint32Array.from(mesh.triangles, (_, i) => i), surfaceOf: mesh.surfaceOf }
    const again = measure({ ...draft, parts: [{ ...draft.parts[0]!, mesh: soup }] }, kernel)
    expect(again.geometryHash).toBe(measure(draft, kernel).geometryHash)
  })
})

describe('the presets', () => {
  it.each(family.presets.map((preset) => [preset.id, preset] as const))('%s is measured', async (_id, preset) => {
    const environment = { kernel, fonts: await loadFonts() }
    const document = { family: family.id, model: family.model, choices: preset.choices }
    const draft = family.draft(environment, document, 'full')
    const found = measure(draft, kernel)
    const fit = draft.fits[0]!
    expect(Math.abs(value(found, 'bore.diameter').value - fit.nominal)).toBeLessThan(0.02)
    for (const [key, fact] of Object.entries(found.facts)) {
      expect.soft(Number.isFinite(fact.value) && Number.isFinite(fact.errorBound), key).toBe(true)
    }
    expect(value(found, 'wall.minimum').value).toBeGreaterThan(0.3)
    // Bevels turn by 45° and chased walls by 70°: no edge of a preset is a knife's.
    expect(value(found, 'wall.knife-length').value).toBe(0)
    // What is judged at checkout agrees with what a drag showed, within both bounds.
    const edit = measure(family.draft(environment, document, 'edit'), kernel)
    for (const key of ['part.volume', 'bore.diameter', 'section.thickest', 'engraving.area'] as const) {
      const [fine, coarse] = [value(found, key), value(edit, key)]
      expect.soft(Math.abs(fine.value - coarse.value), key).toBeLessThanOrEqual(fine.errorBound + coarse.errorBound)
    }
  })
})
