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
  surfaces: readonly Uint32Array[]
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
  const turns = halfTurn(seams, steps.shank)
  const half = turns.length - 1
  const columns = 2 * half
  const tip = seams.length - 1
  const positions: number[] = []
  const add = ([x, y, z]: Vec3) => positions.push(onGrid(x), onGrid(y), onGrid(z)) / 3 - 1

  // One loop of vertices a column: seam, outer side, rim, inside, rim, outer side, seam.
  const loops: number[][] = []
  for (let column = 0; column < columns; column++) {
    const index = column <= half ? column : columns - column
    const side = column <= half ? 1 : -1
    const { seam: seamAngle, rim: rimAngle } = turns[index] as Turn
    const widest = Math.max(rimAngle - (turns[index - 1]?.rim ?? rimAngle), (turns[index + 1]?.rim ?? rimAngle) - rimAngle)
    const circumscribe = 1 / Math.cos(widest / 2)
    const at = (angle: number, radius: number, y: number) =>
      index === half ? add([0, y, -radius]) : add([radius * Math.sin(angle) * side, y, radius * Math.cos(angle)])
    const foot = seams[index]?.foot
    const seamShare = foot ? foot[1] / form.section(seamAngle).halfWidth : 0
    const from = Math.asin(seamShare)
    const outer: [number, number, number][] = []
    for (let row = 0; row < steps.outer; row++) {
      const share = Math.sin(from + ((Math.PI / 2 - from) * row) / steps.outer)
      // Straight from seam to rim as seen in (angle, share): the rows of the sheet never fold.
      const done = (share - seamShare) / (1 - seamShare)
      const angle = seamAngle + (rimAngle - seamAngle) * done
      const section = form.section(angle)
      const radius = outerRadius(form, section, share) + form.rimRadius * (circumscribe - 1) * done
      outer.push([angle, radius, share * section.halfWidth])
    }
    const seam = (sign: number) =>
      foot ? add([foot[0] * side, foot[1] * sign, foot[2]]) : at(...(outer[0] as [number, number, number]))
    const loop = [seam(1)]
    for (const [angle, radius, y] of outer.slice(1)) loop.push(at(angle, radius, y))
    const { halfWidth } = form.section(rimAngle)
    for (let row = 0; row <= steps.inner; row++) {
      const share =
        row === 0 ? 1 : row === steps.inner ? -1 : row * 2 === steps.inner ? 0 : Math.cos((Math.PI * row) / steps.inner)
      loop.push(at(rimAngle, innerRadius(form, Math.abs(share)) * circumscribe, share * halfWidth))
    }
    for (const [angle, radius, y] of outer.slice(1).reverse()) loop.push(at(angle, radius, -y))
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
  const surfaces = [body, bore, face, bevel].map((corners) => Uint32Array.from(corners))
  return { positions: Float32Array.from(positions), surfaces, faceRing, faceIds }
}

/** Angles at which a column leaves the seam (or the middle of the shank) and reaches the rim. */
interface Turn {
  seam: number
  rim: number
}

/** How far the columns fan out from the tip of the face, radians: there many of its points lie at nearly one angle. */
const FAN = 0.25

/** Columns of a half turn: those of the face's seams, then down to the base, closer near the shoulders. Both angles rise throughout. */
function halfTurn(seams: readonly Seam[], steps: number): Turn[] {
  const last = seams.length - 1
  const turns = seams.map(({ foot: [x, , z] }, i): Turn => {
    const angle = Math.atan2(x, z)
    return { seam: angle, rim: angle + FAN * (i / last) ** 2 }
  })
  const tip = turns[last] as Turn
  for (let i = 1; i <= steps; i++) {
    const along = (i / steps) * (0.7 + (0.3 * i) / steps)
    turns.push({ seam: tip.seam + (Math.PI - tip.seam) * along, rim: tip.rim + (Math.PI - tip.rim) * along })
  }
  return turns
}
