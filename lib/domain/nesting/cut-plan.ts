import type { Ring, Vec2 } from '../geometry/mesh'
import type { Panel } from '../products/sheet'

/** One hide on the cutter's table, grain side up and grain along +y, and where each panel lies on it. Millimetres. */
export interface CutHide {
  /** As it is called in the atelier's stock. */
  id: string
  material: string
  colour: string
  outline: Ring
  /** Scars, brands, holes. */
  defects: readonly Ring[]
  /** Poorer leather; 1 is the best and has no zone. */
  zones: readonly { quality: number; outline: Ring }[]
  placements: readonly CutPlacement[]
}

export interface CutPlacement {
  panel: string
  /** Degrees counter-clockwise. */
  turn: number
  x: number
  y: number
  /** Left, low, right and high end of the panel as it is cut. */
  box: readonly [number, number, number, number]
}

/** Where a point of the open piece's plane lies on the hide: the panel turned grain side up, its grain along the hide's. */
export function onHide(
  { grain, grainSide }: Pick<Panel, 'grain' | 'grainSide'>,
  at: Pick<CutPlacement, 'turn' | 'x' | 'y'>,
  [x, y]: Vec2,
): Vec2 {
  const seen = grainSide === 'up' ? x : -x
  const [along, up] = grain === 'along' ? [seen, y] : [-y, seen]
  const flip = at.turn === 180 ? -1 : 1
  return [flip * along + at.x, flip * up + at.y]
}
