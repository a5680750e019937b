import type { Kernel } from '../../geometry/kernel'
import type { Vec3 } from '../../geometry/mesh'
import type { Polygon } from '../../geometry/outline'
import { fill } from '../../geometry/slanted-pocket'
import type { Fineness } from '../draft'
import { quarter } from './face-outline'
import { type Form, innerRadius, outerRadius, type Seam } from './form'

/** Index into the blank's surfaces. */
export const BODY = 0
export const BORE = 1
export const FACE = 2
export const EDGE = 3

/** Steps: outline of the face (a quarter), rest of the half turn, outer side, inside. 5.6 k and 11.4 k triangles. */
const STEPS: Readonly<Record<Fineness, { face: number; shank: number; outer: number; inner: number }>> = {
  edit: { face: 16, shank: 32, outer: 9, inner: 10 },
  full: { face: 24, shank: 46, outer: 13, inner: 14 },
}

/** Exactly representable in float32 below 256 mm, and coarse enough that the last bits of an engine's sine do not matter. */
const GRID = 2 ** 16
const onGrid = (value: number) => (value < 0 ? -Math.round(-value * GRID) : Math.round(value * GRID)) / GRID

export interface BlankMesh {
  positions: Float32Array
  /** Triangles of each surface, in the order BODY, BORE, FACE, EDGE. */
  surfaces: readonly (readonly number[])[]
  /** The edge of the flat face, counter-clockwise, and its vertices. */
  faceRing: Polygon
  faceIds: readonly number[]
}

/**
 * The blank as one structured sweep of sections round the bore: closed, genus 1, millimetres, mirror symmetric in x and y.
 * The bore is circumscribed: its narrowest diameter over the polygon is the size's.
 */
export function blankMesh(kernel: Kernel, form: Form, fineness: Fineness): BlankMesh {
  const steps = STEPS[fineness]
  const seams = form.seams(quarter(form.outline, steps.face))
  const angles = halfTurn(seams, steps.shank)
  const half = angles.length - 1
  const columns = 2 * half
  const tip = seams.length - 1
  const positions: number[] = []
  const add = ([x, y, z]: Vec3) => positions.push(onGrid(x), onGrid(y), onGrid(z)) / 3 - 1

  // One loop of vertices a column: seam, outer side, rim, inside, rim, outer side, seam.
  const loops: number[][] = []
  for (let column = 0; column < columns; column++) {
    const index = column <= half ? column : columns - column
    const side = column <= half ? 1 : -1
    const angle = angles[index] as number
    const sine = index === half ? 0 : Math.sin(angle) * side
    const cosine = index === half ? -1 : Math.cos(angle)
    const widest = Math.max(angle - (angles[index - 1] ?? angle), (angles[index + 1] ?? angle) - angle)
    const circumscribe = 1 / Math.cos(widest / 2)
    const section = form.section(angle)
    const at = (radius: number, y: number) => add([radius * sine, y, radius * cosine])
    const foot = seams[index]?.foot
    const seamShare = foot ? Math.min(1, foot[1] / section.halfWidth) : 0
    const seamLift = Math.sqrt(1 - seamShare ** section.exponent)
    const from = Math.asin(seamShare)
    const outer: [number, number][] = []
    for (let row = 0; row < steps.outer; row++) {
      const share = Math.sin(from + ((Math.PI / 2 - from) * row) / steps.outer)
      const lift = Math.sqrt(1 - share ** section.exponent)
      const radius = outerRadius(form, section, share) + form.rimRadius * (circumscribe - 1) * (1 - lift / seamLift)
      outer.push([radius, share * section.halfWidth])
    }
    const seam = (sign: number) =>
      foot ? add([foot[0] * side, foot[1] * sign, foot[2]]) : at((outer[0] as [number, number])[0], 0)
    const loop = [seam(1)]
    for (const [radius, y] of outer.slice(1)) loop.push(at(radius, y))
    for (let row = 0; row <= steps.inner; row++) {
      const share =
        row === 0 ? 1 : row === steps.inner ? -1 : row * 2 === steps.inner ? 0 : Math.cos((Math.PI * row) / steps.inner)
      loop.push(at(innerRadius(form, Math.abs(share)) * circumscribe, share * section.halfWidth))
    }
    for (const [radius, y] of outer.slice(1).reverse()) loop.push(at(radius, -y))
    loop.push(index < tip ? seam(-1) : (loop[0] as number))
    loops.push(loop)
  }

  const body: number[] = []
  const bore: number[] = []
  const distance = (p: number, q: number) =>
    [0, 1, 2].reduce((sum, i) => sum + ((positions[3 * p + i] as number) - (positions[3 * q + i] as number)) ** 2, 0)
  const rows = 2 * steps.outer + steps.inner
  for (let column = 0; column < columns; column++) {
    const here = loops[column] as number[]
    const next = loops[(column + 1) % columns] as number[]
    for (let row = 0; row < rows; row++) {
      const [a, b, c, d] = [here[row], next[row], next[row + 1], here[row + 1]] as [number, number, number, number]
      const gap = distance(a, c) - distance(b, d)
      // On a tie the diagonals mirror each other, as everything else does.
      const first = gap < 0 || (gap === 0 && column < half === row < rows / 2)
      const into = row >= steps.outer && row < steps.outer + steps.inner ? bore : body
      if (first) into.push(a, b, c, a, c, d)
      else into.push(a, b, d, b, c, d)
    }
  }

  const outlineIds: number[] = []
  const faceIds: number[] = []
  const faceRing: Polygon = []
  const edge = (column: number, sign: 1 | -1) => {
    const index = Math.abs(column)
    const loop = loops[(column + columns) % columns] as number[]
    const id = (sign > 0 ? loop[0] : loop.at(-1)) as number
    if (outlineIds.includes(id)) return
    const [x, y] = (seams[index] as Seam).face
    outlineIds.push(id)
    const inner: Vec3 = [column < 0 ? -x : x, y * sign, form.faceZ]
    faceIds.push(add(inner))
    faceRing.push([onGrid(inner[0]), onGrid(inner[1])])
  }
  for (let column = tip; column >= -tip; column--) edge(column, 1)
  for (let column = -tip; column <= tip; column++) edge(column, -1)
  const bevel: number[] = []
  outlineIds.forEach((id, i) => {
    const j = (i + 1) % outlineIds.length
    bevel.push(id, outlineIds[j] as number, faceIds[j] as number, id, faceIds[j] as number, faceIds[i] as number)
  })
  const face: number[] = []
  fill(kernel, [faceRing], [faceIds], face)
  return { positions: Float32Array.from(positions), surfaces: [body, bore, face, bevel], faceRing, faceIds }
}

/** Angles of the sections of a half turn: those of the face's seams, then down to the base, closer near the shoulders. */
function halfTurn(seams: readonly Seam[], steps: number): number[] {
  const angles = seams.map(({ foot: [x, , z] }) => Math.atan2(x, z))
  const tip = angles.at(-1) as number
  for (let i = 1; i <= steps; i++) {
    const along = i / steps
    angles.push(tip + (Math.PI - tip) * along * (0.7 + 0.3 * along))
  }
  return angles
}
