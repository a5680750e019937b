import type { Kernel } from './kernel'
import { blindPocket, chamfered, fence, knife, meshOf, offsetBore, plate, rectangle, shell, vGroove } from './known-parts'
import type { Mesh, Ring, Shape2 } from './mesh'

/** A part whose measure is known by construction. Lengths in mm. */
export type TruthPart = { name: string; truth: number } & (
  | { kind: 'wall'; mesh(): Mesh }
  /** Length of edges sharper than 50°. */
  | { kind: 'knife'; mesh(): Mesh }
  | { kind: 'stroke' | 'land'; shape: Shape2; height: number }
  | { kind: 'radius'; shape: Shape2 }
  | { kind: 'clearance'; mesh(): Mesh; other(): Mesh }
)

const range = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, i) => Math.round((from + ((to - from) * i) / (count - 1)) * 1e4) / 1e4)

/** Prism of a roof that begins at `end` mm and rises by `slope`: the ball in its thin end touches floor, roof and end face. */
function slope(kernel: Kernel, end: number, rise: number): Mesh {
  const profile: [number, number][] = [
    [0, 0],
    [20, 0],
    [20, end + 20 * rise],
    [0, end],
  ]
  return meshOf(kernel.Manifold.extrude([profile], 8))
}

/** A slot with round ends. */
function slot(radius: number, length: number): Ring {
  const half = Array.from({ length: 33 }, (_, i) => -Math.PI / 2 + (Math.PI * i) / 32)
  const right = half.map((a): [number, number] => [length / 2 + radius * Math.cos(a), radius * Math.sin(a)])
  return [...right, ...right.map(([x, y]): [number, number] => [-x, -y])]
}

const comb = (width: number, gap: number, bars: number): Shape2 =>
  Array.from({ length: bars }, (_, i) => rectangle(i * (width + gap), 0, i * (width + gap) + width, 4))

/** An H: two stems and a bar between them. */
const letterH = (stem: number, bar: number, counter: number): Shape2 => [
  [
    [0, 0],
    [stem, 0],
    [stem, 2],
    [stem + counter, 2],
    [stem + counter, 0],
    [2 * stem + counter, 0],
    [2 * stem + counter, 5],
    [stem + counter, 5],
    [stem + counter, 2 + bar],
    [stem, 2 + bar],
    [stem, 5],
    [0, 5],
  ],
]

/** Plates, wedges, shells, combs, lettered blocks, offset bores, grooves, pockets, knife edges, slots and gaps. */
export function truthParts(kernel: Kernel): TruthPart[] {
  const cube = () => meshOf(kernel.Manifold.cube([4, 4, 4]))
  return [
    ...range(30, 0.25, 1.4).map(
      (wall): TruthPart => ({ kind: 'wall', name: `plate ${wall}`, truth: wall, mesh: () => plate(kernel, wall) }),
    ),
    ...range(12, 0.3, 1.2).flatMap((end) =>
      [0.03, 0.09].map(
        (rise): TruthPart => ({
          kind: 'wall',
          name: `wedge ${end} rising ${rise}`,
          truth: (2 * end) / (Math.sqrt(1 + rise ** 2) + 1 - rise),
          mesh: () => slope(kernel, end, rise),
        }),
      ),
    ),
    ...range(10, 0.3, 1.2).flatMap((left) =>
      [14, 30].map(
        (half): TruthPart => ({
          kind: 'wall',
          name: `groove ${half}° over ${left}`,
          truth: left,
          mesh: () => vGroove(kernel, half, left),
        }),
      ),
    ),
    ...range(20, 0.3, 1.2).map(
      (floor, i): TruthPart => ({
        kind: 'wall',
        name: `pocket over ${floor}`,
        truth: floor,
        mesh: () => blindPocket(kernel, 0.2 + 0.04 * i, floor),
      }),
    ),
    ...range(24, 0.65, 1.6).map(
      (e): TruthPart => ({ kind: 'wall', name: `bore off by ${e}`, truth: 2 - e, mesh: () => offsetBore(kernel, e) }),
    ),
    ...range(6, 0.4, 1.2).map(
      (wall): TruthPart => ({ kind: 'wall', name: `shell ${wall}`, truth: wall, mesh: () => shell(kernel, wall, 128) }),
    ),
    ...range(18, 0.3, 0.98).map(
      (wall): TruthPart => ({ kind: 'wall', name: `fence ${wall}`, truth: wall, mesh: () => fence(kernel, wall).mesh }),
    ),
    { kind: 'wall', name: 'chamfered edge', truth: 1, mesh: () => chamfered(kernel) },
    ...[20, 28, 36, 44, 49, 51, 58, 66, 72, 78].map(
      (angle): TruthPart => ({
        kind: 'knife',
        name: `edge of ${angle}°`,
        truth: angle < 50 ? 8 : 0,
        mesh: () => knife(kernel, angle),
      }),
    ),
    ...range(20, 0.12, 0.9).flatMap((width, i): TruthPart[] => {
      const gap = 1.05 - 0.045 * i
      const shape = comb(width, gap, 3 + (i % 3))
      return [
        { kind: 'stroke', name: `comb of ${width}`, truth: width, shape, height: 4 },
        { kind: 'land', name: `comb apart by ${gap}`, truth: gap, shape, height: 4 },
      ]
    }),
    ...range(14, 0.2, 0.85).flatMap((stem, i): TruthPart[] => {
      const bar = 0.95 - 0.05 * i
      const shape = letterH(stem, bar, 1.2)
      return [
        { kind: 'stroke', name: `H of ${stem} and ${bar}`, truth: Math.min(stem, bar), shape, height: 5 },
        { kind: 'land', name: `inside an H of ${stem}`, truth: 1.2, shape, height: 5 },
      ]
    }),
    ...range(16, 0.15, 2).map(
      (radius): TruthPart => ({ kind: 'radius', name: `slot of ${radius}`, truth: radius, shape: [slot(radius, 6)] }),
    ),
    ...range(16, 0.1, 1.4).map(
      (gap, i): TruthPart => ({
        kind: 'clearance',
        name: `apart by ${gap}`,
        truth: gap,
        mesh: cube,
        other: () => meshOf(kernel.Manifold.cube([4, 4, 4]).translate(i % 2 === 0 ? [4 + gap, 1, 0.5] : [0.3, -4 - gap, 1])),
      }),
    ),
  ]
}
