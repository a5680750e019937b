import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import type { Choices } from '../../design/document'
import type { DraftEnvironment } from '../../geometry/kernel'
import type { Mesh } from '../../geometry/mesh'
import type { Draft, Fineness } from '../draft'
import type { Parameter } from '../family'
import { family } from './family'
import { genus, openEdges, selfIntersections, volume } from './solid-oracle'

let environment: DraftEnvironment
beforeAll(async () => {
  environment = { kernel: await loadKernel(), fonts: await loadFonts() }
})

const usual: Choices = Object.fromEntries(family.parameters.map(({ key, default: value }) => [key, value]))
const draft = (change: Choices, fineness: Fineness = 'edit'): Draft =>
  family.draft(environment, { family: family.id, model: family.model, choices: { ...usual, ...change } }, fineness)
const meshOf = (change: Choices, fineness: Fineness = 'edit'): Mesh =>
  (draft(change, fineness).parts[0] as Draft['parts'][0]).mesh
const bytes = (mesh: Mesh) => Buffer.concat([Buffer.from(mesh.positions.buffer), Buffer.from(mesh.triangles.buffer)])

const arbitrary = (parameter: Parameter): fc.Arbitrary<string | number> => {
  if (parameter.kind === 'choice') return fc.constantFrom(...parameter.options)
  if (parameter.kind === 'outline') throw new Error('a ring has no mark of its own')
  if (parameter.kind === 'text') {
    const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcghÉÀÑÖŁ')
    return fc.array(letter, { maxLength: 3 }).map((letters) => letters.join(''))
  }
  return fc
    .integer({ min: 0, max: (parameter.max - parameter.min) / parameter.step })
    .map((n) => parameter.min + n * parameter.step)
}
const anyChoices: fc.Arbitrary<Choices> = fc.record(
  Object.fromEntries(family.parameters.map((parameter) => [parameter.key, arbitrary(parameter)])),
)

/** Radius of the largest cylinder round the y axis that touches no bore triangle, from the triangles' shadows on the xz plane. */
function clearRadius({ positions, triangles, surfaceOf }: Mesh, bore: number): number {
  let least = Number.POSITIVE_INFINITY
  surfaceOf.forEach((surface, triangle) => {
    if (surface !== bore) return
    for (let i = 0; i < 3; i++) {
      const at = (j: number) => 3 * (triangles[3 * triangle + (j % 3)] as number)
      const [ax, az] = [positions[at(i)] as number, positions[at(i) + 2] as number]
      const [dx, dz] = [(positions[at(i + 1)] as number) - ax, (positions[at(i + 1) + 2] as number) - az]
      const along = Math.min(1, Math.max(0, -(ax * dx + az * dz) / (dx * dx + dz * dz || 1)))
      least = Math.min(least, Math.hypot(ax + along * dx, az + along * dz))
    }
  })
  return least
}

describe('the blank', () => {
  it('is one closed ring at both ends of every parameter', () => {
    for (const parameter of family.parameters) {
      const ends =
        parameter.kind === 'number' ? [parameter.min, parameter.max] : parameter.kind === 'choice' ? parameter.options : []
      for (const face of parameter.key.startsWith('face') ? ['round', 'oval', 'cushion', 'octagon'] : ['oval']) {
        for (const end of ends) {
          const mesh = meshOf({ letters: '', face, [parameter.key]: end })
          expect([openEdges(mesh), genus(mesh), selfIntersections(mesh)], `${parameter.key} ${end} ${face}`).toEqual([0, 1, 0])
        }
      }
    }
  })

  it('never crosses itself, whatever is combined', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const mesh = meshOf({ ...choices, letters: '' })
        expect([openEdges(mesh), genus(mesh), selfIntersections(mesh)]).toEqual([0, 1, 0])
        expect(volume(mesh)).toBeGreaterThan(0)
      }),
      { seed: 41, numRuns: 40 },
    )
  })

  it('fits the finger: the narrowest bore is the size within 0.02 mm', () => {
    for (const innerCircumference of [41000, 56000, 76000]) {
      for (const fineness of ['edit', 'full'] as const) {
        for (const face of ['oval', 'octagon']) {
          const { parts, fits } = draft({ innerCircumference, face, comfortFit: 300 }, fineness)
          const part = parts[0] as Draft['parts'][0]
          const bore = part.surfaces.findIndex(({ kind }) => kind === 'bore')
          // ISO 8653: the size is the inner circumference.
          expect(fits[0]?.nominal).toBeCloseTo(innerCircumference / 1000 / Math.PI, 9)
          expect(Math.abs(2 * clearRadius(part.mesh, bore) - innerCircumference / 1000 / Math.PI)).toBeLessThan(0.02)
        }
      }
    }
  })

  it('is mirror symmetric across and along the finger', () => {
    for (const face of ['round', 'oval', 'cushion', 'octagon']) {
      const { positions } = meshOf({ letters: '', face })
      const points = new Set<string>()
      for (let i = 0; i < positions.length; i += 3) points.add(`${positions[i]} ${positions[i + 1]} ${positions[i + 2]}`)
      for (const point of points) {
        const [x, y, z] = point.split(' ').map(Number) as [number, number, number]
        // Adding 0 makes of −0 what a template prints as 0.
        expect(points.has(`${-x + 0} ${y} ${z}`) && points.has(`${x} ${-y + 0} ${z}`)).toBe(true)
      }
    }
  })

  it('gains metal with the thickness of face and shank', () => {
    for (const face of ['round', 'oval', 'cushion', 'octagon']) {
      for (const [key, from, to, step] of [
        ['faceThickness', 1000, 5000, 500],
        ['shankThickness', 1000, 3000, 250],
      ] as const) {
        let last = 0
        for (let value = from; value <= to; value += step) {
          const now = volume(meshOf({ letters: '', face, [key]: value }))
          expect(now, `${face} ${key} ${value}`).toBeGreaterThan(last)
          last = now
        }
      }
    }
  })

  it('has the face of its outline: π·a·b for an oval, the gamma function’s area for a cushion', () => {
    // Area of a superellipse: 4ab Γ(1+1/p)² / Γ(1+2/p); Γ(1+1/3.4) = 0.898382, Γ(1+2/3.4) = 0.892245 (Python’s math.gamma).
    const areas = { oval: Math.PI, cushion: (4 * 0.898382 ** 2) / 0.892245 }
    for (const [face, share] of Object.entries(areas)) {
      const mesh = meshOf({ letters: '', face, faceWidth: 11400, faceHeight: 13600 }, 'full')
      const bevel = 3
      const feet = new Set<string>()
      const top = Math.max(...mesh.positions.filter((_, i) => i % 3 === 2))
      const ring: [number, number][] = []
      mesh.triangles.forEach((vertex, corner) => {
        const [x, y, z] = [0, 1, 2].map((i) => mesh.positions[3 * vertex + i] as number) as [number, number, number]
        if (mesh.surfaceOf[Math.floor(corner / 3)] !== bevel || z > top - 0.06 || feet.has(`${x} ${y}`)) return
        feet.add(`${x} ${y}`)
        ring.push([x, y])
      })
      ring.sort(([ax, ay], [bx, by]) => Math.atan2(ay, ax) - Math.atan2(by, bx))
      const area = ring.reduce((sum, [x, y], i) => {
        const [nextX, nextY] = ring[(i + 1) % ring.length] as [number, number]
        return sum + (x * nextY - nextX * y) / 2
      }, 0)
      expect(area / (5.7 * 6.8 * share)).toBeGreaterThan(0.998)
      expect(area / (5.7 * 6.8 * share)).toBeLessThan(1.0005)
    }
  })
})

describe('the engraved ring', () => {
  it('is closed for 200 random documents, and a solid to the kernel', () => {
    const { kernel } = environment
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const mesh = meshOf(choices)
        expect(openEdges(mesh)).toBe(0)
        expect(volume(mesh)).toBeGreaterThan(0)
        const solid = new kernel.Manifold(
          new kernel.Mesh({ numProp: 3, vertProperties: mesh.positions, triVerts: mesh.triangles }),
        )
        const [status, kernelVolume] = [solid.status(), solid.volume()]
        solid.delete()
        expect(status).toBe('NoError')
        expect(Math.abs(volume(mesh) / kernelVolume - 1)).toBeLessThan(1e-5)
      }),
      { seed: 8653, numRuns: 200 },
    )
  }, 120_000)

  it.each(['edit', 'full'] as const)('does not cross itself in any preset (%s) and weighs less than its pattern', (fineness) => {
    for (const { choices } of family.presets) {
      const part = draft(choices, fineness).parts[0] as Draft['parts'][0]
      expect([openEdges(part.mesh), genus(part.mesh), selfIntersections(part.mesh)]).toEqual([0, 1, 0])
      if (choices.relief === 'recessed') expect(volume(part.pattern as Mesh)).toBeGreaterThan(volume(part.mesh))
      else expect(part.pattern).toBeUndefined()
    }
  })

  it('does not cross itself where a hairline is hardly wider than the contours are true', () => {
    const mesh = meshOf(
      {
        innerCircumference: 73000,
        face: 'round',
        faceWidth: 13200,
        faceThickness: 3700,
        letters: 'GLW',
        layout: 'stacked',
        typeface: 'script',
        letterHeight: 5400,
        lineWeight: 470,
        engravingDepth: 700,
      },
      'full',
    )
    expect([openEdges(mesh), selfIntersections(mesh)]).toEqual([0, 0])
  })

  it('takes away what slanted walls of 51° take away', () => {
    // A capital I of a face with straight stems would be a trapezoid prism; any letter lies between the upright prism of its area and none.
    const part = draft({ letters: 'B', engravingDepth: 300 }, 'full').parts[0] as Draft['parts'][0]
    const region = draft({ letters: 'B', engravingDepth: 300 }, 'full').regions[0] as Draft['regions'][0]
    const { kernel } = environment
    const shape = new kernel.CrossSection(
      region.shape.map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
      'EvenOdd',
    )
    // Volume under the offset surface: ∫ area(inset by z·cot 51°) dz, by Simpson's rule on 40 slices.
    const slices = 40
    let integral = 0
    for (let i = 0; i <= slices; i++) {
      const inset = shape.offset(-((0.3 * i) / slices) / Math.tan((51 * Math.PI) / 180), 'Round', 2, 64)
      integral += inset.area() * (i === 0 || i === slices ? 1 : i % 2 === 1 ? 4 : 2)
      inset.delete()
    }
    shape.delete()
    const expected = (integral * 0.3) / slices / 3
    expect((volume(part.pattern as Mesh) - volume(part.mesh)) / expected).toBeGreaterThan(0.97)
    expect((volume(part.pattern as Mesh) - volume(part.mesh)) / expected).toBeLessThan(1.03)
  })

  it('cuts through where it is told to, and stays closed over the edge of the face', () => {
    const through = meshOf({ letters: 'I', letterHeight: 6000, faceThickness: 1000, engravingDepth: 1000, lineWeight: 500 })
    expect(openEdges(through)).toBe(0)
    const over = meshOf({ letters: 'M', letterHeight: 12000, faceWidth: 7000 })
    expect(openEdges(over)).toBe(0)
  })

  it('tags what was cut, and the tops of raised letters', () => {
    const kinds = (change: Choices) => {
      const { mesh, surfaces } = draft(change).parts[0] as Draft['parts'][0]
      return [...new Set(mesh.surfaceOf)].map((index) => surfaces[index]?.kind).sort()
    }
    expect(kinds({ relief: 'recessed' })).toEqual(['bevel', 'body', 'bore', 'cut-floor', 'cut-wall', 'face'])
    expect(kinds({ relief: 'raised' })).toEqual(['bevel', 'body', 'bore', 'face', 'ground', 'raised-top', 'raised-wall'])
  })

  it('is the same bytes however one comes to it', () => {
    const first = bytes(meshOf({ letters: 'QX' }))
    meshOf({ letters: 'M' })
    meshOf({ letters: 'QX', face: 'cushion' })
    expect(bytes(meshOf({ letters: 'QX' })).equals(first)).toBe(true)
  })

  it('keeps letters it cannot draw as missing, and the rest', () => {
    const region = draft({ letters: 'AЖ', typeface: 'script' }).regions[0]
    expect(region?.missing).toEqual(['Ж'])
    expect(region?.glyphs.map(({ grapheme }) => grapheme)).toEqual(['A'])
  })

  it('sets accents and cap height as asked', () => {
    const region = draft({ letters: 'H', typeface: 'roman', letterHeight: 5000, lineWeight: 0 }, 'full').regions[0]
    const heights = (region?.shape ?? []).flat().map(([, y]) => y)
    expect(Math.max(...heights) - Math.min(...heights)).toBeCloseTo(5, 1)
    const plain = draft({ letters: 'E' }).regions[0]?.shape.length ?? 0
    expect(draft({ letters: 'É' }).regions[0]?.shape.length).toBe(plain + 1)
  })

  it('frees what it takes from the kernel', () => {
    const { kernel } = environment
    // Every kernel handle is of a class that shares one `delete`; handles are made by methods that answer with one.
    const probe = new kernel.CrossSection([
      [0, 0],
      [1, 0],
      [0, 1],
    ])
    const shared = Object.getPrototypeOf(Object.getPrototypeOf(probe)) as { delete(): void }
    const prototype = Object.getPrototypeOf(probe) as Record<string, (...parameters: unknown[]) => unknown>
    probe.delete()
    const remove = shared.delete
    let freed = 0
    shared.delete = function (this: unknown) {
      freed++
      remove.call(this)
    }
    let made = 0
    const watched = ['offset', 'simplify', 'translate', 'subtract'] as const
    const originals = watched.map((name) => prototype[name] as (...parameters: unknown[]) => unknown)
    watched.forEach((name, i) => {
      prototype[name] = function (this: unknown, ...parameters: unknown[]) {
        made++
        return (originals[i] as (...parameters: unknown[]) => unknown).apply(this, parameters)
      }
    })
    try {
      for (let i = 0; i < 200; i++)
        draft({
          letters: 'I',
          typeface: 'roman',
          letterHeight: 4000 + 100 * (i % 10),
          innerCircumference: 50000 + 500 * Math.floor(i / 20),
        })
      expect(made).toBeGreaterThan(200)
      expect(freed).toBeGreaterThanOrEqual(made)
    } finally {
      shared.delete = remove
      watched.forEach((name, i) => {
        prototype[name] = originals[i] as (...parameters: unknown[]) => unknown
      })
    }
  })
})

describe('shading', () => {
  it('has unit normals that look the way of their triangles', () => {
    for (const { choices } of family.presets) {
      const mesh = family.shade(draft(choices), environment.kernel)
      let against = 0
      for (let base = 0; base < mesh.triangles.length; base += 3) {
        const [a, b, c] = [0, 1, 2].map((i) => 3 * (mesh.triangles[base + i] as number)) as [number, number, number]
        const edge = (to: number, axis: number) => (mesh.positions[to + axis] as number) - (mesh.positions[a + axis] as number)
        const normal = [1, 2, 0].map((i, axis) => {
          const j = [2, 0, 1][axis] as number
          return edge(b, i) * edge(c, j) - edge(b, j) * edge(c, i)
        })
        const size = Math.hypot(...normal)
        for (const corner of [a, b, c]) {
          const own = [0, 1, 2].map((axis) => mesh.normals[corner + axis] as number)
          expect(Math.hypot(...own)).toBeCloseTo(1, 4)
          const agreement = own.reduce((sum, value, axis) => sum + value * (normal[axis] as number), 0)
          if (size > 1e-4 && agreement < 0.2 * size) against++
        }
      }
      expect(against).toBe(0)
    }
  })
})
