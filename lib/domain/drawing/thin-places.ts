import type { Ring, Vec2, Vec3 } from '../geometry/mesh'
import type { ThinWalls } from '../manufacturability/thin-walls'
import type { Draft } from '../products/draft'
import { simplify } from './chains'
import { isoRings } from './iso-rings'
import { OcclusionGrid } from './occlusion-grid'
import { projectMesh } from './projection'
import { dot, project, type ViewFrame } from './view-frame'

/** Where thin walls show from one side: all of them, and of these the thinner half of what is missing. Even-odd, drawing coordinates. */
export interface ThinPlaces {
  all: readonly Ring[]
  thinnest: readonly Ring[]
}

/** Side of a cell, mm. */
const CELL = 0.15
/** A sample of the wall map stands for the skin as far as this, mm. */
const REACH = 0.75
/** A sample lies on its facet but for rounding, mm. */
const LIFT = 0.02

export function thinPlaces(draft: Draft, frame: ViewFrame, { walls, limit }: ThinWalls): ThinPlaces | undefined {
  const { positions, thickness } = walls
  const grids = draft.parts.map((part) => new OcclusionGrid(projectMesh(part.mesh, frame)))
  const shown: { x: number; y: number; thickness: number }[] = []
  let least = limit
  for (let i = 0; i < thickness.length; i++) {
    if (thickness[i]! >= limit) continue
    least = Math.min(least, thickness[i]!)
    const point: Vec3 = [positions[i * 3]!, positions[i * 3 + 1]!, positions[i * 3 + 2]!]
    const [x, y] = project(frame, point)
    const depth = dot(frame.towards, point) + LIFT
    if (grids.every((grid) => grid.visibleLine(x, y, depth, x + LIFT, y, depth).length > 0))
      shown.push({ x, y, thickness: thickness[i]! })
  }
  if (shown.length === 0) return undefined
  const middle = (least + limit) / 2
  return { all: areas(shown), thinnest: areas(shown.filter((sample) => sample.thickness < middle)) }
}

function areas(samples: readonly { x: number; y: number }[]): Ring[] {
  if (samples.length === 0) return []
  const margin = 2 * REACH
  const left = Math.min(...samples.map(({ x }) => x)) - margin
  const bottom = Math.min(...samples.map(({ y }) => y)) - margin
  const columns = Math.ceil((Math.max(...samples.map(({ x }) => x)) + margin - left) / CELL) + 1
  const rows = Math.ceil((Math.max(...samples.map(({ y }) => y)) + margin - bottom) / CELL) + 1
  const away = new Float64Array(columns * rows).fill(2)
  const span = Math.ceil((2 * REACH) / CELL)
  for (const { x, y } of samples) {
    const [column, row] = [Math.round((x - left) / CELL), Math.round((y - bottom) / CELL)]
    for (let r = Math.max(0, row - span); r <= Math.min(rows - 1, row + span); r++)
      for (let c = Math.max(0, column - span); c <= Math.min(columns - 1, column + span); c++) {
        const distance = Math.hypot(left + c * CELL - x, bottom + r * CELL - y) / REACH
        const cell = r * columns + c
        if (distance < away[cell]!) away[cell] = distance
      }
  }
  return isoRings(away, columns, rows, 1).map((ring) => {
    const points = ring.map(([c, r]): Vec2 => [left + c * CELL, bottom + r * CELL])
    return simplify({ points, closed: true }, CELL * 0.2).points
  })
}
