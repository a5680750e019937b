import type { Ring, Vec2, Vec3 } from '../geometry/mesh'
import type { StitchEdge } from '../geometry/stitch-line'

/** A strip that is pared thinner before it is folded or sewn over. */
export interface Skive {
  /** Along the panel's edge, mm in its plane; the strip lies inside of it. */
  line: readonly Vec2[]
  width: number
  /** Thickness that is left at the edge, mm. */
  to: number
}

/**
 * One flat piece of sheet goods. All lines are in the plane of the whole piece laid open, mm, seen from its inner side, and lie on
 * whole micrometres.
 */
export interface Panel {
  id: string
  /** Key of the house's materials. */
  material: string
  colour: string
  /** Before skiving, mm. */
  thickness: number
  /** Direction of the grain in the plane. */
  grain: 'along' | 'across'
  /** Finished outline, counter-clockwise. */
  outline: Ring
  /** What is cut out of the hide: larger where an edge is turned over. */
  cut: Ring
  /** Which way the grain side looks when the piece lies open, inner side up. A cutter has the grain side up. */
  grainSide: 'up' | 'down'
  creases: readonly (readonly Vec2[])[]
  skives: readonly Skive[]
  /** Lower face of the panel in the laid-open piece, mm. */
  level: number
  /** Zones of the hide that it may come from: 1 the best only. */
  quality: number
}

/** One run of thread through some panels. */
export interface Seam {
  id: string
  /** From the outside in. */
  panels: readonly string[]
  edges: readonly StitchEdge[]
  /** Holes in order, mm. */
  holes: readonly Vec2[]
  /** Where the path turns sharply; a hole lies on each. */
  corners: readonly Vec2[]
  /** Asked for, mm. */
  pitch: number
  /** Distance to the edge that it was drawn with, mm. */
  margin: number
  thread: { diameter: number; colour: string }
  /** Diameter of the holes, mm. */
  hole: number
}

/** How many pockets the house makes. */
export const POCKETS_MADE = [2, 6] as const

/** What a pocket must take: a card, and how much room it has. */
export interface CardFit {
  feature: string
  /** Clear width between the seams, mm. */
  clear: number
  /** Card's, mm. */
  width: number
  at: Vec3
}

/** Everything that is cut from one kind of sheet: what an atelier needs on its shelf. */
export interface SheetNeed {
  material: string
  colour: string
  /** mm. */
  thickness: number
  panels: readonly string[]
  /** Area of the panels, and of the strip that they are nested on, mm². */
  net: number
  charged: number
  /** Largest panel along and across the grain, mm. */
  along: number
  across: number
}

/** The part of a draft that is cut from sheets and sewn. */
export interface SheetWork {
  panels: readonly Panel[]
  /** One entry for each kind of sheet; worked out when it is asked for, which a preview does not. */
  readonly needs: readonly SheetNeed[]
  seams: readonly Seam[]
  cards: readonly CardFit[]
  pockets: number
  /** Cover above the highest card, mm. */
  cover: number
  edge: {
    finish: 'painted' | 'turned' /** Length to be finished, mm. */
    length: number
    turn?: { thickness: number; radius: number }
  }
}
