import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededProfiles } from '@/db/seed/seed'
import type { Mesh } from '@/lib/domain/geometry/mesh'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import { catalogue } from '@/lib/domain/products/catalogue'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { type Compensation, castingPatterns } from './casting-pattern'
import { geometryFiles } from './package'
import { randomDocument } from './random-document'
import { admesh, type DxfAudit, ezdxf, has, hasEzdxf, prusaInfo } from './readers'

const COUNT = Number(process.env.LOT_ONE_SWEEP ?? 200)
const BATCH = 40
const folder = mkdtempSync(join(tmpdir(), 'lot-one-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Made {
  seed: number
  stl: string
  threeMf: string
  dxf?: string
  glb: Uint8Array
  kernelVolume: number
  kernelStatus: string
  shapeArea: number
  nominal: number
  /** Of the widest cylinder that passes through the pattern as it stands in the STL. */
  patternBore: number
  compensation: Compensation
}

/** Diameter of the widest cylinder about an axis through the origin that the mesh leaves free, read from STL bytes. */
function boreOf(stl: Uint8Array, axis: readonly number[]): number {
  const view = new DataView(stl.buffer, stl.byteOffset)
  const count = view.getUint32(80, true)
  const across = [0, 1, 2].filter((i) => Math.abs(axis[i]!) < 0.5)
  let least = Infinity
  for (let t = 0; t < count; t++) {
    const corner = (k: number) => across.map((i) => view.getFloat32(84 + t * 50 + 12 + k * 12 + i * 4, true))
    for (let k = 0; k < 3; k++) {
      const [ax, ay] = corner(k) as [number, number]
      const [bx, by] = corner((k + 1) % 3) as [number, number]
      const squared = (bx - ax) ** 2 + (by - ay) ** 2
      const share = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / squared))
      least = Math.min(least, Math.hypot(ax + (bx - ax) * share, ay + (by - ay) * share))
    }
  }
  return least * 2
}

/** mm³ inside the facets of an STL file, added in double precision. */
function volumeOfFile(path: string): number {
  const bytes = readFileSync(path)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let sum = 0
  for (let t = 0; t < view.getUint32(80, true); t++) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = Array.from({ length: 9 }, (_, i) =>
      view.getFloat32(84 + t * 50 + 12 + i * 4, true),
    ) as [number, number, number, number, number, number, number, number, number]
    sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
  }
  return sum / 6
}

const ringArea = (ring: readonly (readonly [number, number])[]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length]!
    return sum + (x * ny - nx * y) / 2
  }, 0)

const inBatches = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, i) => items.slice(i * BATCH, (i + 1) * BATCH))

describe.each(catalogue.filter(({ making }) => making === 'cast'))('files of $id', (entry) => {
  const made: Made[] = []

  beforeAll(async () => {
    const [kernel, fonts, family] = await Promise.all([loadKernel(), loadFonts(), entry.load()])
    const volumeOf = (mesh: Mesh): { volume: number; status: string } => {
      const solid = new kernel.Manifold(new kernel.Mesh({ numProp: 3, vertProperties: mesh.positions, triVerts: mesh.triangles }))
      const found = { volume: solid.volume(), status: String(solid.status()) }
      solid.delete()
      return found
    }
    const profiles = seededProfiles()
    const began = performance.now()
    let spent = 0
    for (let seed = 0; seed < COUNT; seed++) {
      const profile = profiles[seed % profiles.length]!
      const draft = family.draft({ kernel, fonts }, randomDocument(family, seed), 'full')
      const render = family.shade(draft, kernel)
      const verdict: Verdict = {
        atelier: profile.id,
        profileVersion: profile.version,
        outcome: 'makeable',
        findings: [],
        operations: [],
        at: '2026-11-22T10:00:00Z',
      }
      const start = performance.now()
      const patterns = castingPatterns(draft, [], verdict, profile)
      const reference = { id: `po_${seed}`, url: 'urn:test', designHash: '', issuedAt: '2026-11-22T10:00:00Z' }
      const files = await geometryFiles({ draft, render, reference }, patterns)
      spent += performance.now() - start
      const write = (name: string) => {
        const path = join(folder, `${entry.id}-${seed}-${name}`)
        writeFileSync(path, files.get(name)!)
        return path
      }
      const [pattern] = patterns
      const fit = draft.fits[0]!
      const { volume, status } = volumeOf(pattern!.mesh)
      made.push({
        seed,
        stl: write('pattern.stl'),
        threeMf: write('pattern.3mf'),
        ...(files.has('engraving.dxf') ? { dxf: write('engraving.dxf') } : {}),
        glb: files.get('piece.glb')!,
        kernelVolume: volume,
        kernelStatus: status,
        shapeArea: draft.regions.flatMap((region) => region.shape.map(ringArea)).reduce((sum, area) => sum + area, 0),
        nominal: fit.nominal,
        patternBore: boreOf(files.get('pattern.stl')!, fit.axis),
        compensation: pattern!.compensation,
      })
    }
    console.log(
      `${entry.id}: ${COUNT} documents in ${Math.round((performance.now() - began) / 1000)} s, geometry files ${Math.round(spent / COUNT)} ms each`,
    )
  }, 3_600_000)

  it('are closed solids to the kernel', () => {
    expect(made.filter((one) => one.kernelStatus !== 'NoError').map((one) => one.seed)).toEqual([])
  })

  it('leave the finished bore within 0.02 mm of its size after shrinkage and finishing', () => {
    const off = made.map(({ seed, patternBore, nominal, compensation }) => {
      const finished =
        patternBore * (1 - compensation.shrinkage) + (compensation.allowance === 'offset' ? 2 * compensation.finishingLoss : 0)
      return { seed, error: Math.abs(finished - nominal) }
    })
    expect(off.filter(({ error }) => error > 0.02)).toEqual([])
  })

  it('carry the finishing allowance in the mesh, but for one in five hundred whose skin would fold', () => {
    const noted = made.filter((one) => one.compensation.allowance !== 'offset').map((one) => one.seed)
    expect(noted.length, `${noted}`).toBeLessThanOrEqual(Math.floor(COUNT / 500))
  })

  it.skipIf(!has('admesh'))('are closed, whole and one part to admesh', { timeout: 600_000 }, async () => {
    const wrong: unknown[] = []
    for (const batch of inBatches(made))
      for (const [i, found] of (await Promise.all(batch.slice().map((one) => admesh(one.stl)))).entries())
        if (found.disconnected + found.degenerate + found.reversed > 0 || found.parts !== 1) wrong.push([batch[i]!.seed, found])
    expect(wrong).toEqual([])
  })

  it.skipIf(!has('prusa-slicer'))(
    'are manifold to prusa-slicer with the volume of the kernel',
    { timeout: 1_800_000 },
    async () => {
      const wrong: unknown[] = []
      for (const batch of inBatches(made)) {
        const found = await prusaInfo(batch.map((one) => one.stl))
        expect(found.length).toBe(batch.length)
        for (const [i, info] of found.entries()) {
          const { seed, stl, kernelVolume } = batch[i]!
          const error = Math.abs(info.volume / kernelVolume - 1)
          // PrusaSlicer adds in single precision, which strays past 10⁻⁵ on two rings of a thousand; the bytes added in double do not.
          const isRight = error < 1e-5 || (error < 2e-5 && Math.abs(volumeOfFile(stl) / kernelVolume - 1) < 1e-6)
          if (!info.manifold || info.parts !== 1 || info.repaired || info.openEdges > 0 || !isRight)
            wrong.push([seed, info, error])
        }
      }
      const sample = made.slice(0, 10)
      for (const [i, info] of (await prusaInfo(sample.map((one) => one.threeMf))).entries())
        if (!info.manifold || !(Math.abs(info.volume / sample[i]!.kernelVolume - 1) < 1e-5))
          wrong.push(['3mf', sample[i]!.seed, info])
      expect(wrong).toEqual([])
    },
  )

  it.skipIf(!hasEzdxf())('pass the audit of ezdxf with the area that was drawn', { timeout: 600_000 }, async () => {
    const engraved = made.filter((one) => one.dxf !== undefined)
    expect(engraved.length).toBeGreaterThan(0)
    const found: DxfAudit[] = []
    for (const batch of inBatches(engraved)) found.push(...(await ezdxf(batch.map((one) => one.dxf!))))
    for (const [i, audit] of found.entries()) {
      const { seed, shapeArea } = engraved[i]!
      const letters = audit.polylines.filter((line) => line.layer === 'CUT' || line.layer === 'RAISED')
      expect({ seed, errors: audit.errors, fixes: audit.fixes, units: audit.units }).toEqual({
        seed,
        errors: 0,
        fixes: 0,
        units: 4,
      })
      expect(letters.every((line) => line.closed)).toBe(true)
      // Rounding to micrometres moves an outline by half a micrometre at most.
      const area = letters.reduce((sum, line) => sum + line.area, 0)
      expect(Math.abs(area - shapeArea), `seed ${seed}`).toBeLessThan(0.05)
    }
  })

  it('are valid glTF', { timeout: 600_000 }, async () => {
    const validator = createRequire(import.meta.url)('gltf-validator') as {
      validateBytes(bytes: Uint8Array): Promise<{ issues: { numErrors: number; numWarnings: number; messages: unknown[] } }>
    }
    const wrong: unknown[] = []
    for (const { seed, glb } of made) {
      const { issues } = await validator.validateBytes(glb)
      if (issues.numErrors + issues.numWarnings > 0) wrong.push([seed, issues.messages.slice(0, 3)])
    }
    expect(wrong).toEqual([])
  })
})

describe('zip parts', () => {
  it('can be read back', async () => {
    const { threeMf } = await import('./three-mf')
    const tetra: Mesh = {
      positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1.1),
      triangles: Uint32Array.of(0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2),
      surfaceOf: new Uint16Array(4),
    }
    const parts = unzipSync(threeMf([{ name: 'a & b', mesh: tetra }], { Title: '<t>' }))
    const model = new TextDecoder().decode(parts['3D/3dmodel.model'])
    expect(Object.keys(parts)).toEqual(['[Content_Types].xml', '_rels/.rels', '3D/3dmodel.model'])
    expect(model).toContain('unit="millimeter"')
    expect(model).toContain('name="a &amp; b"')
    expect(model).toContain(`z="${Number(Math.fround(1.1).toPrecision(9))}"`)
  })
})
