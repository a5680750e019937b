import { withArena } from '../geometry/arena'
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
  private readonly starts: number[] = []
  private start = -1
  private shift: (at: Vec3) => Vec3 = (at) => at

  /** What follows belongs to this surface. */
  surface(surface: Surface): void {
    this.current = this.surfaces.length
    this.surfaces.push(surface)
  }

  /** Share of the operation after which what follows is there; −1 from the beginning. */
  after(share: number): void {
    this.when = share
  }

  /** Share of the operation at which what follows rises out of where it lies; −1 it stays. */
  rises(share: number): void {
    this.start = share
  }

  /** Where what follows is put; moved and turned, never mirrored. */
  put(shift: (at: Vec3) => Vec3): void {
    this.shift = shift
  }

  vertex(at: Vec3, normal: Vec3, when = this.when, light = 1): number {
    const placed = this.shift(at)
    const tip = this.shift([at[0] + normal[0], at[1] + normal[1], at[2] + normal[2]])
    this.positions.push(...placed)
    this.normals.push(tip[0] - placed[0], tip[1] - placed[1], tip[2] - placed[2])
    this.surfaceOf.push(this.current)
    this.order.push(when)
    this.starts.push(this.start)
    this.light.push(light)
    return this.surfaceOf.length - 1
  }

  triangle(a: number, b: number, c: number): void {
    this.triangles.push(a, b, c)
  }

  /** Rings on a height, looking up or down. */
  face(kernel: Kernel, rings: readonly Ring[], height: Height, up: boolean): void {
    const flat = rings.filter((ring) => ring.length > 2)
    if (flat.length === 0) return
    const ids = flat.flatMap((ring) =>
      ring.map((at) => this.vertex([at[0], at[1], height(at)], up ? normalOf(height, at) : [0, 0, -1])),
    )
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

  /** `rise` in mm and as a share of the operation, where something rises. */
  done({ rise, ...extra }: Pick<RenderMesh, 'hinge' | 'frame'> & { rise?: { by: number; over: number } } = {}): RenderMesh {
    return {
      ...(rise ? { rise: { ...rise, from: Float32Array.from(this.starts) } } : {}),
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
/** Step by which a slope is felt, mm. */
const FEELER = 0.05

/** Height over a point of the plane, mm. */
export type Height = (at: Vec2) => number

export interface SheetForm {
  outline: Ring
  bottom: Height
  top: Height
  /** Radius of the finished edge at the lower and at the upper face, mm; 0 where other leather lies flush on it. */
  round: (at: Vec2) => readonly [low: number, high: number]
  /** What lies under it hides its lower face. */
  hidden?: boolean
  /** Columns that a bend or a slope needs, mm along x; the outline is straight across them. */
  columns?: readonly number[]
  /** The face bends in strips between the columns. */
  bends?: boolean
  /** Rows at which the edge changes, mm along y. */
  rows?: readonly number[]
  /** Shapes, each inside the one before, along whose outlines a sloped upper face is cut. */
  steps?: readonly Ring[]
  /** Openings in the lower face (for a mark): outer rings and holes as the mark has them. */
  openings?: readonly Ring[]
  /** When the edge is finished at a point, share of the operation; absent: from the beginning. */
  when?: (at: Vec2) => number
}

/** One panel: both faces, and its edge. `surfaces` are started in turn: lower face, upper face, edge. */
export function addSheet(mesh: SheetMesh, kernel: Kernel, form: SheetForm, surfaces: readonly [Surface, Surface, Surface]): void {
  const { bottom, top, round } = form
  const outline = withRows(withColumns(form.outline, form.columns ?? []), form.rows ?? [])
  const out = outwards(outline)
  const radii = outline.map((point) => {
    const most = (top(point) - bottom(point)) * 0.48
    const [low, high] = round(point)
    return [Math.min(low, most), Math.min(high, most)] as const
  })
  const inner = (face: 0 | 1) =>
    outline.map(([x, y], i): Vec2 => {
      const { reach } = out[i]!
      return [x - reach[0] * radii[i]![face], y - reach[1] * radii[i]![face]]
    })
  const [lower, upper, edge] = surfaces
  const columns = form.bends ? form.columns : undefined
  if (!form.hidden) {
    mesh.surface(lower)
    for (const part of parts(inner(0), columns)) {
      const holes = part.left ? (form.openings ?? []).map((ring) => ring.toReversed()) : []
      mesh.face(kernel, [part.ring, ...holes], bottom, false)
    }
  }
  mesh.surface(upper)
  const faces = form.steps ? stepped(kernel, inner(1), form.steps) : parts(inner(1), columns).map(({ ring }) => [ring])
  for (const rings of faces) mesh.face(kernel, rings, top, true)
  mesh.surface(edge)
  const ring = (turn: number, low: boolean) =>
    outline.map((point, i) => {
      const { normal, reach } = out[i]!
      const radius = radii[i]![low ? 0 : 1]
      const [c, s] = [Math.cos(turn), Math.sin(turn)]
      const inwards = radius * (1 - c)
      const z = low ? bottom(point) + radius * (1 - s) : top(point) - radius * (1 - s)
      // Without a radius the edge is upright up to its very end.
      const lean = radius > 0 ? s : 0
      const away = radius > 0 ? c : 1
      return mesh.vertex(
        [point[0] - reach[0] * inwards, point[1] - reach[1] * inwards, z],
        [normal[0] * away, normal[1] * away, low ? -lean : lean],
        form.when ? form.when(point) : undefined,
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

/** The face between one step and the next, outermost first. */
function stepped(kernel: Kernel, face: Ring, steps: readonly Ring[]): Ring[][] {
  return withArena((arena) => {
    const section = (ring: Ring) =>
      arena.keep(new kernel.CrossSection([ring.map(([x, y]): [number, number] => [x, y])], 'NonZero'))
    let rest = section(face)
    const found: Ring[][] = []
    for (const step of steps) {
      const within = section(step)
      found.push(arena.keep(rest.subtract(within)).toPolygons())
      rest = arena.keep(rest.intersect(within))
    }
    found.push(rest.toPolygons())
    return found
  })
}

/** Normal of a height's surface. */
function normalOf(height: Height, [x, y]: Vec2): Vec3 {
  const slope = (dx: number, dy: number) => (height([x + dx, y + dy]) - height([x - dx, y - dy])) / (2 * FEELER)
  const [a, b] = [slope(FEELER, 0), slope(0, FEELER)]
  const size = Math.hypot(a, b, 1)
  return [-a / size, -b / size, 1 / size]
}

/** The outline with a corner wherever a column crosses one of its straight sides. */
export function withColumns<T extends readonly Vec2[]>(outline: T, columns: readonly number[], closed = true): Vec2[] {
  return outline.flatMap((point, i) => {
    const next = outline[(i + 1) % outline.length]!
    if (!closed && i === outline.length - 1) return [point]
    const crossed = columns
      .filter((x) => (point[0] < x && x < next[0]) || (next[0] < x && x < point[0]))
      .sort((a, b) => (next[0] > point[0] ? a - b : b - a))
    return [point, ...crossed.map((x): Vec2 => [x, point[1] + ((next[1] - point[1]) * (x - point[0])) / (next[0] - point[0])])]
  })
}

const withRows = (outline: Ring, rows: readonly number[]): Ring =>
  rows.length === 0
    ? outline
    : withColumns(
        outline.map(([x, y]): Vec2 => [y, x]),
        rows,
      ).map(([y, x]): Vec2 => [x, y])

/** The face in strips between the columns; `left` marks what lies left of all of them. */
function parts(ring: Ring, columns: readonly number[] | undefined): { ring: Ring; left: boolean }[] {
  if (!columns || columns.length === 0) return [{ ring, left: true }]
  const edges = [-Infinity, ...columns, Infinity]
  return edges.slice(0, -1).map((from, i) => ({
    ring: ring.filter(([x]) => x >= from - 1e-9 && x <= edges[i + 1]! + 1e-9),
    left: i === 0,
  }))
}

/** A strip along the inside of an outline, a hair above `z`: leather that was turned over the edge. */
export function addHem(mesh: SheetMesh, outline: Ring, columns: readonly number[], z: number, from: number, width: number): void {
  const path = withColumns(outline, columns)
  const ring = (by: number) => inset(path, by).map(([x, y]) => mesh.vertex([x, y, z], [0, 0, 1]))
  mesh.band(ring(from), ring(from + width))
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
  z: Height,
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
    const lean = 0.7 * radius * (1 - 2 * share) * sign
    const rise = radius * 1.35 * Math.sin(Math.PI * share) ** 0.6 - radius * 0.75
    const thick = radius * (0.7 + 0.3 * Math.sin(Math.PI * share))
    const [x, y] = [
      from[0] + way[0] * (0.05 + 0.9 * share) + across[0] * lean,
      from[1] + way[1] * (0.05 + 0.9 * share) + across[1] * lean,
    ]
    const middle: Vec3 = [x, y, z([x, y]) + sign * rise]
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
    if (before) mesh.band(before, ring)
    before = ring
  }
}

/** Left of a path's way at each of its points. */
function leftOf(path: readonly Vec2[]): Vec2[] {
  return path.map((_, i): Vec2 => {
    const [before, after] = [path[Math.max(0, i - 1)]!, path[Math.min(path.length - 1, i + 1)]!]
    const size = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1
    return [-(after[1] - before[1]) / size, (after[0] - before[0]) / size]
  })
}

/** How far what only darkens a face lies above it, mm. */
const HAIR = 0.006

/** The shadow that an edge throws on the leather behind it: a strip from the edge outwards, left of the path's way, a hair above `z`. */
export function addShadow(mesh: SheetMesh, path: readonly Vec2[], z: Height, width: number, depth: number): void {
  const left = leftOf(path)
  const steps = [0, 0.25, 0.55, 1]
  let before: number[] | undefined
  for (const step of steps) {
    const light = 1 - depth * (1 - step) ** 1.6
    const ring = path.map(([x, y], i) => {
      const at: Vec2 = [x + left[i]![0] * width * step, y + left[i]![1] * width * step]
      return mesh.vertex([...at, z(at) + HAIR], [0, 0, 1], -1, light)
    })
    if (before) mesh.band(before, ring, false)
    before = ring
  }
}

/** Where thread pulls the leather down: a furrow of shade along the seam's line, on a face that looks up or down. */
export function addFurrow(mesh: SheetMesh, path: readonly Vec2[], z: Height, up: boolean, width: number, depth: number): void {
  const left = leftOf(path)
  const sign = up ? 1 : -1
  let before: number[] | undefined
  for (const step of [-1, -0.45, 0, 0.45, 1]) {
    const light = 1 - depth * (1 - Math.abs(step)) ** 0.8
    const ring = path.map(([x, y], i) => {
      const at: Vec2 = [x + left[i]![0] * width * step, y + left[i]![1] * width * step]
      const [nx, ny, nz] = normalOf(z, at)
      return mesh.vertex([...at, z(at) + sign * HAIR * 0.5], [sign * nx, sign * ny, sign * nz], undefined, light)
    })
    if (before && up) mesh.band(before, ring, false)
    else if (before) mesh.band(ring, before, false)
    before = ring
  }
}
