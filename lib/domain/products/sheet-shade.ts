import type { Kernel } from '../geometry/kernel'
import type { RenderMesh, Ring, Surface, Vec2, Vec3 } from '../geometry/mesh'

/** Collects a render mesh surface by surface. */
export class SheetMesh {
  private readonly positions: number[] = []
  private readonly normals: number[] = []
  private readonly triangles: number[] = []
  private readonly surfaceOf: number[] = []
  private readonly order: number[] = []
  private readonly light: number[] = []
  private readonly surfaces: Surface[] = []
  private current = 0
  private when = -1
  private shift: (at: Vec3) => Vec3 = (at) => at
  private mirrored = false

  /** What follows belongs to this surface. */
  surface(surface: Surface): void {
    this.current = this.surfaces.length
    this.surfaces.push(surface)
  }

  /** Share of the operation after which what follows is there; −1 from the beginning. */
  after(share: number): void {
    this.when = share
  }

  /** Where what follows is put; `mirrored` when that turns it inside out. */
  put(shift: (at: Vec3) => Vec3, mirrored = false): void {
    this.shift = shift
    this.mirrored = mirrored
  }

  vertex(at: Vec3, normal: Vec3, when = this.when, light = 1): number {
    const placed = this.shift(at)
    const tip = this.shift([at[0] + normal[0], at[1] + normal[1], at[2] + normal[2]])
    this.positions.push(...placed)
    this.normals.push(tip[0] - placed[0], tip[1] - placed[1], tip[2] - placed[2])
    this.surfaceOf.push(this.current)
    this.order.push(when)
    this.light.push(light)
    return this.surfaceOf.length - 1
  }

  triangle(a: number, b: number, c: number): void {
    if (this.mirrored) this.triangles.push(a, c, b)
    else this.triangles.push(a, b, c)
  }

  /** Rings at one height, looking up or down. */
  face(kernel: Kernel, rings: readonly Ring[], height: number, up: boolean): void {
    const flat = rings.filter((ring) => ring.length > 2)
    if (flat.length === 0) return
    const ids = flat.flatMap((ring) => ring.map(([x, y]) => this.vertex([x, y, height], [0, 0, up ? 1 : -1])))
    const found = kernel.triangulate(flat.map((ring) => ring.map(([x, y]): [number, number] => [x, y])))
    for (const [a, b, c] of found) {
      if (up) this.triangle(ids[a]!, ids[b]!, ids[c]!)
      else this.triangle(ids[a]!, ids[c]!, ids[b]!)
    }
  }

  /** A band between two rings with as many corners, outward side right of the first ring's way when `next` lies above. */
  band(lower: readonly number[], upper: readonly number[], closed = true): void {
    const n = lower.length
    for (let i = 0; i < (closed ? n : n - 1); i++) {
      const j = (i + 1) % n
      this.triangle(lower[i]!, lower[j]!, upper[j]!)
      this.triangle(lower[i]!, upper[j]!, upper[i]!)
    }
  }

  done(extra: Pick<RenderMesh, 'hinge'> = {}): RenderMesh {
    return {
      positions: Float32Array.from(this.positions),
      normals: Float32Array.from(this.normals),
      triangles: Uint32Array.from(this.triangles),
      surfaceOf: Uint8Array.from(this.surfaceOf),
      depth: new Float32Array(this.surfaceOf.length),
      order: Float32Array.from(this.order),
      shade: Float32Array.from(this.light),
      surfaces: this.surfaces,
      ...extra,
    }
  }
}

/** Outward normal at each corner of a counter-clockwise ring, and how far the corner moves when its sides move by one. */
function outwards(ring: Ring): { normal: Vec2; reach: Vec2 }[] {
  const n = ring.length
  return ring.map((point, i) => {
    const [before, after] = [ring[(i + n - 1) % n]!, ring[(i + 1) % n]!]
    const side = (a: Vec2, b: Vec2): Vec2 => {
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
      return [(b[1] - a[1]) / length, (a[0] - b[0]) / length]
    }
    const [first, second] = [side(before, point), side(point, after)]
    const sum: Vec2 = [first[0] + second[0], first[1] + second[1]]
    const size = Math.hypot(...sum) || 1
    const normal: Vec2 = [sum[0] / size, sum[1] / size]
    const stretch = Math.min(2, 1 / Math.max(0.3, normal[0] * first[0] + normal[1] * first[1]))
    return { normal, reach: [normal[0] * stretch, normal[1] * stretch] }
  })
}

/** The ring moved inwards; good for insets small against its corners. */
export function inset(ring: Ring, by: number): Ring {
  const out = outwards(ring)
  return ring.map(([x, y], i): Vec2 => [x - out[i]!.reach[0] * by, y - out[i]!.reach[1] * by])
}

/** Steps of a rounded edge from the top face to the side. */
const ROUND = 3

export interface SheetForm {
  outline: Ring
  bottom: number
  top: number
  /** Radius of the finished edge, mm. */
  round: number
  /** Columns that a bend needs, mm along x; the outline is straight across them. */
  columns?: readonly number[]
  /** Openings in the lower face (for a mark): outer rings and holes as the mark has them. */
  openings?: readonly Ring[]
}

/** One panel: both faces, and a rounded edge whose order runs along it. `surfaces` are started in turn: lower face, upper face, edge. */
export function addSheet(
  mesh: SheetMesh,
  kernel: Kernel,
  form: SheetForm,
  surfaces: readonly [Surface, Surface, Surface],
  edgeOrder: boolean,
): void {
  const outline = form.columns ? withColumns(form.outline, form.columns) : form.outline
  const { bottom, top } = form
  const round = Math.min(form.round, (top - bottom) * 0.48)
  const flat = inset(outline, round)
  const [lower, upper, edge] = surfaces
  mesh.surface(lower)
  for (const part of parts(flat, form.columns)) {
    const holes = part.left ? (form.openings ?? []).map((ring) => ring.toReversed()) : []
    mesh.face(kernel, [part.ring, ...holes], bottom, false)
  }
  mesh.surface(upper)
  for (const part of parts(flat, form.columns)) mesh.face(kernel, [part.ring], top, true)
  mesh.surface(edge)
  const out = outwards(outline)
  const lengths = [0]
  outline.forEach((point, i) => {
    const next = outline[(i + 1) % outline.length]!
    lengths.push(lengths[i]! + Math.hypot(next[0] - point[0], next[1] - point[1]))
  })
  const total = lengths.at(-1) || 1
  const ring = (turn: number, low: boolean) =>
    outline.map(([x, y], i) => {
      const { normal, reach } = out[i]!
      const [c, s] = [Math.cos(turn), Math.sin(turn)]
      const inwards = round * (1 - c)
      const z = low ? bottom + round * (1 - s) : top - round * (1 - s)
      return mesh.vertex(
        [x - reach[0] * inwards, y - reach[1] * inwards, z],
        [normal[0] * c, normal[1] * c, low ? -s : s],
        edgeOrder ? lengths[i]! / total : -1,
      )
    })
  let below = ring(Math.PI / 2, true)
  const turns = Array.from({ length: ROUND }, (_, k) => ((ROUND - 1 - k) / ROUND) * (Math.PI / 2))
  for (const [low, list] of [
    [true, turns],
    [false, [...turns.toReversed(), Math.PI / 2]],
  ] as const) {
    for (const turn of list) {
      const above = ring(turn, low)
      mesh.band(below, above)
      below = above
    }
  }
}

/** The outline with a corner wherever a column crosses one of its straight sides. */
function withColumns(outline: Ring, columns: readonly number[]): Ring {
  return outline.flatMap((point, i) => {
    const next = outline[(i + 1) % outline.length]!
    const crossed = columns
      .filter((x) => (point[0] < x && x < next[0]) || (next[0] < x && x < point[0]))
      .sort((a, b) => (next[0] > point[0] ? a - b : b - a))
    return [point, ...crossed.map((x): Vec2 => [x, point[1] + ((next[1] - point[1]) * (x - point[0])) / (next[0] - point[0])])]
  })
}

/** The face in strips between the columns; `left` marks what lies left of all of them. */
function parts(ring: Ring, columns: readonly number[] | undefined): { ring: Ring; left: boolean }[] {
  if (!columns || columns.length === 0) return [{ ring, left: true }]
  const edges = [-Infinity, ...columns, Infinity]
  return edges.slice(0, -1).map((from, i) => ({
    ring: ring.filter(([x]) => x >= from - 1e-9 && x <= edges[i + 1]! + 1e-9),
    left: i === 0,
  }))
}

/** Where a die pressed: walls and floor `depth` into the lower face (height `z`). */
export function addMark(
  mesh: SheetMesh,
  kernel: Kernel,
  rings: readonly Ring[],
  z: number,
  depth: number,
  surface: Surface,
  ordered: boolean,
): void {
  if (rings.length === 0) return
  mesh.surface(surface)
  const xs = rings.flat().map(([x]) => x)
  const [most, least] = [Math.max(...xs), Math.min(...xs)]
  // Seen from outside, left is most x.
  const when = (x: number) => (ordered ? (most - x) / Math.max(1e-6, most - least) : -1)
  for (const ring of rings) {
    const out = outwards(ring)
    const lower = ring.map(([x, y], i) => mesh.vertex([x, y, z], [-out[i]!.normal[0], -out[i]!.normal[1], 0], when(x)))
    const upper = ring.map(([x, y], i) => mesh.vertex([x, y, z + depth], [-out[i]!.normal[0], -out[i]!.normal[1], 0], when(x)))
    mesh.band(upper, lower)
  }
  const flat = rings.filter((ring) => ring.length > 2)
  const ids = flat.flatMap((ring) => ring.map(([x, y]) => mesh.vertex([x, y, z + depth], [0, 0, -1], when(x))))
  for (const [a, b, c] of kernel.triangulate(flat.map((ring) => ring.map(([x, y]): [number, number] => [x, y]))))
    mesh.triangle(ids[a]!, ids[c]!, ids[b]!)
}

/** One stitch: a piece of thread that comes up at `from` and goes down at `to`, on a face of height `z` that looks up or down. */
export function addStitch(
  mesh: SheetMesh,
  from: Vec2,
  to: Vec2,
  z: number,
  up: boolean,
  radius: number,
  when: number,
  fine: boolean,
): void {
  const way: Vec2 = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(...way)
  if (length === 0) return
  const along: Vec2 = [way[0] / length, way[1] / length]
  const across: Vec2 = [-along[1], along[0]]
  const sign = up ? 1 : -1
  const [stops, sides] = fine ? [7, 8] : [5, 6]
  let before: number[] | undefined
  for (let k = 0; k < stops; k++) {
    const share = k / (stops - 1)
    // Hand-sewn stitches lean: each comes up on one side of the line and goes down on the other.
    const lean = 0.35 * radius * (1 - 2 * share) * sign
    const rise = radius * 0.72 * Math.sin(Math.PI * share) ** 0.5 - radius * 0.55
    const thick = radius * (0.62 + 0.38 * Math.sin(Math.PI * share))
    const middle: Vec3 = [
      from[0] + way[0] * (0.06 + 0.88 * share) + across[0] * lean,
      from[1] + way[1] * (0.06 + 0.88 * share) + across[1] * lean,
      z + sign * rise,
    ]
    const ring = Array.from({ length: sides }, (_, i) => {
      const angle = (i / sides) * 2 * Math.PI
      const [c, s] = [Math.cos(angle), Math.sin(angle)]
      const normal: Vec3 = [across[0] * c, across[1] * c, s]
      return mesh.vertex(
        [middle[0] + normal[0] * thick, middle[1] + normal[1] * thick, middle[2] + normal[2] * thick],
        normal,
        when,
      )
    })
    if (before) mesh.band(ring, before)
    before = ring
  }
}

/** The shadow that an edge throws on the leather behind it: a strip from the edge outwards, left of the path's way, a hair above `z`. */
export function addShadow(mesh: SheetMesh, path: readonly Vec2[], z: number, width: number, depth: number): void {
  const left = path.map((_, i): Vec2 => {
    const [before, after] = [path[Math.max(0, i - 1)]!, path[Math.min(path.length - 1, i + 1)]!]
    const size = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1
    return [-(after[1] - before[1]) / size, (after[0] - before[0]) / size]
  })
  const steps = [0, 0.25, 0.55, 1]
  let before: number[] | undefined
  for (const step of steps) {
    const light = 1 - depth * (1 - step) ** 1.6
    const ring = path.map(([x, y], i) =>
      mesh.vertex([x + left[i]![0] * width * step, y + left[i]![1] * width * step, z + 0.006], [0, 0, 1], -1, light),
    )
    if (before) mesh.band(before, ring, false)
    before = ring
  }
}
