import { describe, expect, it } from 'vitest'
import { hasShapely, shapely } from '@/lib/files/shapely'
import type { Ring } from '../geometry/mesh'
import { layouts, shelves } from './known-layouts'
import { type Nest, type NestRequest, nest, nestAll } from './nest'

const SPACING = 2000
const MARGIN = 3000

const request = (layout: (typeof layouts)[number], rounds: number): NestRequest => ({
  parts: layout.parts,
  sheet: layout.sheet,
  spacing: SPACING,
  margin: MARGIN,
  seed: 7,
  rounds,
})

interface Witness {
  overlap: number
  nearest: number
  outside: number
  toEdge: number
  inDefects: number
}
/** Another house's geometry on the placed outlines: overlaps, least distance, what sticks out. */
const witness = (asked: NestRequest, found: Nest): Witness =>
  shapely(
    `
parts = {p["id"]: Polygon(p["outline"]) for p in given["parts"]}
turns = {0: (1,0,0,1), 90: (0,-1,1,0), 180: (-1,0,0,-1), 270: (0,1,-1,0)}
placed = []
for p in given["placements"]:
    a, b, d, e = turns[p["turn"] % 360]
    placed.append(affinity.affine_transform(parts[p["part"]], [a, b, d, e, p["x"], p["y"]]))
sheet = Polygon(given["outline"])
defects = [Polygon(d) for d in given["defects"]]
found = {"overlap": 0, "nearest": 1e12, "outside": 0, "toEdge": 1e12, "inDefects": 0}
for i, one in enumerate(placed):
    found["outside"] = max(found["outside"], one.difference(sheet).area)
    found["toEdge"] = min(found["toEdge"], one.distance(sheet.exterior))
    for d in defects: found["inDefects"] = max(found["inDefects"], one.intersection(d).area)
    for two in placed[i+1:]:
        found["overlap"] = max(found["overlap"], one.intersection(two).area)
        found["nearest"] = min(found["nearest"], one.distance(two))
`,
    { parts: asked.parts, placements: found.placements, outline: asked.sheet.outline, defects: asked.sheet.defects },
  )

describe('a nest', () => {
  const seen = hasShapely()

  it.each(layouts)('of $name is never longer than shelves, and better by 15 % where parts leave their boxes empty', (layout) => {
    const asked = request(layout, 60)
    const found = nestAll(asked)
    expect(found.unplaced).toEqual([])
    const gain = shelves(asked) / found.length
    console.log(`${layout.name}: ${Math.round(found.utilisation * 100)} % used, ${gain.toFixed(2)} × shelves`)
    expect(gain).toBeGreaterThanOrEqual(layout.sparse ? 1.15 : 1)
    if (!seen) return
    const said = witness(asked, found)
    expect(said.overlap).toBe(0)
    expect(said.outside).toBe(0)
    expect(said.nearest).toBeGreaterThanOrEqual(SPACING)
    expect(said.toEdge).toBeGreaterThanOrEqual(MARGIN)
  })

  it('has ten layouts, five of whose parts fill less than three quarters of their boxes', () => {
    const fill = (ring: Ring) => {
      const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
      const twice = ring.reduce((sum, [x, y], i) => {
        const [nx, ny] = ring[(i + 1) % ring.length]!
        return sum + x * ny - nx * y
      }, 0)
      return Math.abs(twice) / 2 / ((Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys)))
    }
    expect(layouts).toHaveLength(10)
    expect(layouts.filter(({ sparse }) => sparse)).toHaveLength(5)
    for (const { parts, sparse } of layouts.filter((layout) => layout.sparse))
      for (const { outline } of parts) expect(fill(outline) < 0.75, String(sparse)).toBe(true)
  })

  it('is the same for the same seed, and tells how far it is', () => {
    const layout = layouts[5]!
    const [first, second] = [nestAll(request(layout, 20)), nestAll(request(layout, 20))]
    expect(second).toEqual(first)
    const other = nestAll({ ...request(layout, 20), seed: 8 })
    expect(other.placements).not.toEqual(first.placements)
    const steps = [...nest(request(layout, 20))]
    expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1))
    // A longer search never forgets what it had.
    for (const [i, step] of steps.entries()) if (i > 0) expect(step.best.length).toBeLessThanOrEqual(steps[i - 1]!.best.length)
  })

  it('stops when it is told to, with the best so far', () => {
    let asked = 0
    const found = nestAll(request(layouts[6]!, 10_000), () => ++asked === 5)
    expect(asked).toBe(5)
    expect(found.placements).toHaveLength(layouts[6]!.parts.length)
  })

  it('keeps off the holes, scars and poorer zones of a hide, and lays what has no room aside', () => {
    const square = (x: number, y: number, size: number): Ring => [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
    ]
    const hide: NestRequest = {
      ...request(layouts[2]!, 10),
      parts: [
        ...Array.from({ length: 6 }, (_, i) => ({ id: `best${i}`, outline: square(0, 0, 90_000), turns: [0, 180], quality: 1 })),
        { id: 'plain', outline: square(0, 0, 80_000), turns: [0, 180], quality: 3 },
        { id: 'giant', outline: square(0, 0, 700_000), turns: [0], quality: 1 },
      ],
      sheet: {
        // A flank that draws in, as hides do.
        outline: [
          [0, 0],
          [420_000, 30_000],
          [380_000, 260_000],
          [430_000, 520_000],
          [60_000, 560_000],
          [20_000, 250_000],
        ],
        defects: [square(150_000, 90_000, 30_000)],
        zones: [
          {
            quality: 3,
            outline: [
              [0, 0],
              [420_000, 30_000],
              [405_000, 110_000],
              [8_000, 110_000],
            ],
          },
        ],
      },
    }
    const found = nestAll(hide)
    expect(found.unplaced).toEqual(['giant'])
    for (const { part, y } of found.placements) if (part.startsWith('best')) expect(y).toBeGreaterThanOrEqual(110_000)
    expect(found.placements.find(({ part }) => part === 'plain')!.y).toBeLessThan(110_000)
    if (!seen) return
    const said = witness(hide, found)
    expect([said.overlap, said.outside, said.inDefects]).toEqual([0, 0, 0])
    expect(said.toEdge).toBeGreaterThanOrEqual(MARGIN)
  })
})
