import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededProfiles } from '@/db/seed/seed'
import { measure } from '@/lib/domain/manufacturability/measure'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import { catalogue } from '@/lib/domain/products/catalogue'
import type { Draft } from '@/lib/domain/products/draft'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { glb } from './glb'
import { randomDocument } from './random-document'
import { hasEzdxf } from './readers'
import { hasShapely, shapely } from './shapely'
import { nestOnHides, requestFor, sheetFiles } from './sheet-files'

const COUNT = Number(process.env.LOT_ONE_SWEEP ?? 200)
/** Most of the time goes into what a screen draws, which the sweep looks at as well: one in so many is drawn here, every one in the long run. */
const DRAWN_EVERY = COUNT > 200 ? 1 : 10
/** Files that one reader is given. */
const AT_ONCE = 200
const folder = mkdtempSync(join(tmpdir(), 'lot-one-sheets-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What ezdxf reads of each file: errors of its audit, units, closed area and count by layer. */
const AUDIT = `
import json, sys, ezdxf
out = []
for path in sys.argv[1:]:
    doc = ezdxf.readfile(path)
    audit = doc.audit()
    layers = {}
    for e in doc.modelspace():
        one = layers.setdefault(e.dxf.layer, {"count": 0, "area": 0, "open": 0})
        one["count"] += 1
        if e.dxftype() != "LWPOLYLINE": continue
        p = [(v[0], v[1]) for v in e.get_points()]
        if not e.closed: one["open"] += 1
        else: one["area"] += sum(p[i][0] * p[(i + 1) % len(p)][1] - p[(i + 1) % len(p)][0] * p[i][1] for i in range(len(p))) / 2
    out.append({"errors": len(audit.errors), "fixes": len(audit.fixes), "units": doc.units, "layers": layers})
print(json.dumps(out))
`
interface Read {
  errors: number
  fixes: number
  units: number
  layers: Record<string, { count: number; area: number; open: number }>
}

describe.each(catalogue.filter(({ making }) => making === 'sewn'))('files of $id', (entry) => {
  const made: { seed: number; draft: Draft; measurements: Measurements; path: string; glb?: Uint8Array; closed: string[] }[] = []

  /** Leathers that are in stock somewhere; a random document's seldom are. */
  let presets: Draft[] = []

  beforeAll(async () => {
    const [kernel, fonts, family] = await Promise.all([loadKernel(), loadFonts(), entry.load()])
    presets = family.presets.map(({ choices }) =>
      family.draft({ kernel, fonts }, { family: family.id, model: family.model, choices }, 'full'),
    )
    for (let seed = 0; seed < COUNT; seed++) {
      const draft = family.draft({ kernel, fonts }, randomDocument(family, seed), 'full')
      const files = sheetFiles(draft, [], `po_${seed}`)
      const path = join(folder, `${entry.id}-${seed}.dxf`)
      writeFileSync(path, files.get('panels.dxf')!)
      const closed = draft.parts.map(({ mesh }) => {
        const solid = new kernel.Manifold(
          new kernel.Mesh({ numProp: 3, vertProperties: mesh.positions, triVerts: mesh.triangles }),
        )
        const status = String(solid.status())
        solid.delete()
        return status
      })
      const drawn = seed % DRAWN_EVERY === 0
      made.push({
        seed,
        draft,
        measurements: measure(draft, kernel),
        path,
        ...(drawn ? { glb: await glb([{ name: entry.id, material: '', mesh: family.shade(draft, kernel) }], '') } : {}),
        closed,
      })
    }
  }, 1_800_000)

  it('are closed solids to the kernel', () => {
    expect(made.filter(({ closed }) => closed.some((status) => status !== 'NoError')).map(({ seed }) => seed)).toEqual([])
  })

  it.skipIf(!hasEzdxf())(
    'pass the audit of ezdxf, with the panels’ area and a hole for each that is sewn through',
    { timeout: 600_000 },
    () => {
      const found: Read[] = []
      for (let i = 0; i < made.length; i += AT_ONCE)
        found.push(
          ...(JSON.parse(
            execFileSync('/usr/bin/python3', ['-c', AUDIT, ...made.slice(i, i + AT_ONCE).map(({ path }) => path)], {
              encoding: 'utf8',
              maxBuffer: 1 << 26,
            }),
          ) as Read[]),
        )
      for (const [i, { errors, fixes, units, layers }] of found.entries()) {
        const { seed, draft, measurements } = made[i]!
        expect({ seed, errors, fixes, units }).toEqual({ seed, errors: 0, fixes: 0, units: 4 })
        expect(layers.CUT!.open).toBe(0)
        expect(layers.CUT!.count).toBe(draft.sheets!.panels.length)
        const net = measurements.sheets!.reduce((sum, sheet) => sum + sheet.net, 0)
        expect(Math.abs(layers.CUT!.area - net), `seed ${seed}`).toBeLessThan(1)
        if (draft.regions.some(({ shape }) => shape.length > 0)) expect(layers.FOIL!.count).toBeGreaterThan(0)
      }
    },
  )

  it.skipIf(!hasShapely())(
    'agree with shapely on areas, holes in leather and distances to the edge',
    { timeout: 600_000 },
    () => {
      const given = made.map(({ draft }) => ({
        panels: draft.sheets!.panels.map(({ id, cut, outline }) => ({ id, cut, outline })),
        seams: draft.sheets!.seams.map(({ holes, panels, hole }) => ({ holes, panels, hole })),
      }))
      const found = shapely<{ area: number; stitches: number; edge: number; gap: number; valid: boolean }[]>(
        `
found = []
for d in given:
    cut = [Polygon(p["cut"]) for p in d["panels"]]
    outline = {p["id"]: Polygon(p["outline"]) for p in d["panels"]}
    edge = 1e9
    for s in d["seams"]:
        points = [Point(h) for h in s["holes"]]
        for name in s["panels"]:
            panel = outline[name]
            if all(panel.contains(p) for p in points):
                edge = min(edge, min(panel.exterior.distance(p) for p in points))
    holes = [(Point(h), s["hole"]) for s in d["seams"] for h in s["holes"]]
    gap = min((a.distance(b) - (r + q) / 2 for i, (a, r) in enumerate(holes) for b, q in holes[i+1:]), default=0) if len(holes) < 400 else None
    found.append({"area": sum(c.area for c in cut), "stitches": sum(len(s["holes"]) - 1 for s in d["seams"]), "edge": edge, "gap": gap, "valid": all(c.is_valid for c in cut)})
`,
        given,
      )
      for (const [i, { area, stitches, edge, gap, valid }] of found.entries()) {
        const { seed, measurements } = made[i]!
        const said = (key: keyof Measurements['facts']) => measurements.facts[key]!.value
        expect(valid, `seed ${seed}`).toBe(true)
        expect(Math.abs(measurements.sheets!.reduce((sum, sheet) => sum + sheet.net, 0) - area), `seed ${seed}`).toBeLessThan(
          1e-3,
        )
        expect(said('seam.stitches'), `seed ${seed}`).toBe(stitches)
        if (edge < 1e9) expect(said('seam.edge-distance'), `seed ${seed}`).toBeCloseTo(edge, 6)
        if (gap !== null) expect(said('seam.hole-gap'), `seed ${seed}`).toBeCloseTo(gap, 6)
      }
    },
  )

  it.skipIf(!hasShapely())('lie on real hides without touching, inside, off scars and poorer zones', { timeout: 300_000 }, () => {
    const profiles = seededProfiles().filter(({ hides }) => hides)
    expect(profiles).toHaveLength(2)
    let nests = 0
    for (const [seed, draft] of presets.entries()) {
      const nested = nestOnHides(draft.sheets!, profiles[seed % profiles.length]!, 2)
      for (const { hide, panels, nest } of nested) {
        nests++
        const { parts, sheet, spacing, margin } = requestFor(hide, panels, 0)
        const said = shapely<{ overlap: number; nearest: number; outside: number; bad: number; edge: number }>(
          `
parts = {p["id"]: p for p in given["parts"]}
placed = []
for p in given["placements"]:
    s = -1 if p["turn"] == 180 else 1
    placed.append((parts[p["part"]]["quality"], affinity.affine_transform(Polygon(parts[p["part"]]["outline"]), [s, 0, 0, s, p["x"], p["y"]])))
hide = Polygon(given["sheet"]["outline"])
found = {"overlap": 0, "nearest": 1e12, "outside": 0, "bad": 0, "edge": 1e12}
for i, (q, one) in enumerate(placed):
    found["outside"] = max(found["outside"], one.difference(hide).area)
    found["edge"] = min(found["edge"], one.distance(hide.exterior))
    for d in given["sheet"]["defects"]: found["bad"] = max(found["bad"], one.intersection(Polygon(d)).area)
    for z in given["sheet"]["zones"]:
        if z["quality"] > q: found["bad"] = max(found["bad"], one.intersection(Polygon(z["outline"])).area)
    for _, two in placed[i+1:]:
        found["overlap"] = max(found["overlap"], one.intersection(two).area)
        found["nearest"] = min(found["nearest"], one.distance(two))
`,
          { parts, sheet, placements: nest.placements },
        )
        expect([said.overlap, said.outside, said.bad], `seed ${seed}`).toEqual([0, 0, 0])
        if (nest.placements.length > 1) expect(said.nearest).toBeGreaterThanOrEqual(spacing)
        if (nest.placements.length > 0) expect(said.edge).toBeGreaterThanOrEqual(margin)
      }
    }
    expect(nests).toBeGreaterThan(3)
  })

  it('are valid glTF', { timeout: 600_000 }, async () => {
    const validator = createRequire(import.meta.url)('gltf-validator') as {
      validateBytes(bytes: Uint8Array): Promise<{ issues: { numErrors: number; numWarnings: number; messages: unknown[] } }>
    }
    const wrong: unknown[] = []
    for (const { seed, glb: bytes } of made) {
      if (!bytes) continue
      const { issues } = await validator.validateBytes(bytes)
      if (issues.numErrors + issues.numWarnings > 0) wrong.push([seed, issues.messages.slice(0, 3)])
    }
    expect(wrong).toEqual([])
  })
})
