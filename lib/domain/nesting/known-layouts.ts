import type { Ring, Vec2 } from '../geometry/mesh'
import type { NestPart, NestRequest, NestSheet } from './nest'

/** Ten layouts by which the nest is measured: parts on a strip; the second five have parts that fill less than 75 % of their boxes. */
export interface Layout {
  name: string
  parts: NestPart[]
  sheet: NestSheet
  sparse: boolean
}

const strip = (width: number): NestSheet => ({
  outline: [
    [0, 0],
    [width, 0],
    [width, 4_000_000],
    [0, 4_000_000],
  ],
  defects: [],
  zones: [],
})
const rectangle = (w: number, h: number): Ring => [
  [0, 0],
  [w, 0],
  [w, h],
  [0, h],
]
const triangle = (w: number, h: number, tip: number): Ring => [
  [0, 0],
  [w, 0],
  [Math.round(w * tip), h],
]
const angle = (size: number, arm: number): Ring => [
  [0, 0],
  [size, 0],
  [size, arm],
  [arm, arm],
  [arm, size],
  [0, size],
]
const tee = (w: number, h: number, stem: number, bar: number): Ring => {
  const left = Math.round((w - stem) / 2)
  return [
    [left, 0],
    [left + stem, 0],
    [left + stem, h - bar],
    [w, h - bar],
    [w, h],
    [0, h],
    [0, h - bar],
    [left, h - bar],
  ]
}
const rounded = (w: number, h: number, r: number): Ring =>
  [0, 1, 2, 3].flatMap((corner) =>
    Array.from({ length: 7 }, (_, k): Vec2 => {
      const turn = ((corner + k / 6) * Math.PI) / 2
      const [cx, cy] = [corner === 0 || corner === 3 ? w - r : r, corner < 2 ? h - r : r]
      return [Math.round(cx + r * Math.cos(turn)), Math.round(cy + r * Math.sin(turn))]
    }),
  )
/** A crescent: the outer arc there, the inner arc back. */
const crescent = (radius: number, share: number): Ring => {
  const arc = (r: number, shift: number, back: boolean) =>
    Array.from({ length: 13 }, (_, k): Vec2 => {
      const turn = ((back ? 12 - k : k) / 12) * Math.PI
      return [Math.round(r * Math.cos(turn)), Math.round(r * share * Math.sin(turn) + shift)]
    })
  const inner = arc(Math.round(radius * 0.93), 0, true).map(([x, y]): Vec2 => [x, Math.round(y * 0.45)])
  return [...arc(radius, 0, false), ...inner]
}

const many = (count: number, make: (i: number) => Ring, turns: readonly number[]): NestPart[] =>
  Array.from({ length: count }, (_, i) => ({ id: `p${i}`, outline: make(i), turns, quality: 1 }))
const GRAIN = [0, 180]
const FREE = [0, 90, 180, 270]

export const layouts: readonly Layout[] = [
  { name: 'equal rectangles', parts: many(18, () => rectangle(96_000, 70_000), GRAIN), sheet: strip(300_000), sparse: false },
  {
    name: 'mixed rectangles',
    parts: many(24, (i) => rectangle(50_000 + 9_000 * (i % 5), 40_000 + 11_000 * (i % 4)), GRAIN),
    sheet: strip(330_000),
    sparse: false,
  },
  {
    name: 'rounded panels',
    parts: many(16, (i) => rounded(90_000 + 6_000 * (i % 3), 66_000 + 4_000 * (i % 2), 9_000), GRAIN),
    sheet: strip(320_000),
    sparse: false,
  },
  {
    name: 'one of each',
    parts: many(12, (i) => rectangle(30_000 + 13_000 * i, 95_000 - 5_000 * i), GRAIN),
    sheet: strip(400_000),
    sparse: false,
  },
  {
    name: 'few and large',
    parts: many(7, (i) => rounded(206_000 - 40_000 * (i % 3), 72_000, 8_000), GRAIN),
    sheet: strip(450_000),
    sparse: false,
  },
  {
    name: 'triangles',
    parts: many(20, (i) => triangle(70_000 + 6_000 * (i % 4), 90_000 + 5_000 * (i % 3), 0.5), FREE),
    sheet: strip(300_000),
    sparse: true,
  },
  {
    name: 'lopsided triangles',
    parts: many(18, (i) => triangle(80_000 + 8_000 * (i % 3), 60_000 + 7_000 * (i % 4), 0), FREE),
    sheet: strip(340_000),
    sparse: true,
  },
  {
    name: 'angles',
    parts: many(16, (i) => angle(70_000 + 8_000 * (i % 3), 24_000 + 3_000 * (i % 2)), FREE),
    sheet: strip(320_000),
    sparse: true,
  },
  {
    name: 'tees',
    parts: many(18, (i) => tee(90_000, 70_000 + 6_000 * (i % 3), 30_000, 20_000), FREE),
    sheet: strip(330_000),
    sparse: true,
  },
  {
    name: 'crescents',
    parts: many(16, (i) => crescent(45_000 + 4_000 * (i % 3), 0.8), FREE),
    sheet: strip(300_000),
    sparse: true,
  },
]

/** What every shop does without software: boxes in rows, tallest first, each row as tall as its first. Length of the strip, µm. */
export function shelves({ parts, sheet, spacing, margin }: NestRequest): number {
  const width = Math.max(...sheet.outline.map(([x]) => x)) - 2 * margin
  const boxes = parts
    .map(({ outline, turns }) => {
      const size = (axis: 0 | 1) => Math.max(...outline.map((p) => p[axis])) - Math.min(...outline.map((p) => p[axis]))
      const [w, h] = [size(0), size(1)]
      return turns.includes(90) && h > w ? { w: h, h: w } : { w, h }
    })
    .sort((a, b) => b.h - a.h)
  let [x, y, tall] = [0, 0, 0]
  for (const { w, h } of boxes) {
    if (x > 0 && x + w > width) [x, y, tall] = [0, y + tall + spacing, 0]
    x += w + spacing
    tall = Math.max(tall, h)
  }
  return y + tall + 2 * margin
}
