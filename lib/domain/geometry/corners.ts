import type { Shape2, Vec2 } from './mesh'

/** Corners that turn by more are corners; less is a curve drawn by chords. sin of half of 25°. */
const SHARP = 0.2164396

export interface InsideRadius {
  /** Smallest radius that a round tool inside the shape has to follow, mm; 0 at a corner; the cap when none is smaller. */
  radius: number
  bound: number
  beyondCap: boolean
  at: readonly Vec2[]
}

/**
 * Smallest radius of the inside corners of a cut-out shape (outer rings counter-clockwise, holes clockwise). A curve drawn by chords of
 * length s that turn by φ has radius s / (2·sin φ/2); where the chords beside a corner differ, the radius lies between theirs.
 */
export function insideRadius(shape: Shape2, cap: number): InsideRadius {
  let radius = cap
  let bound = 0
  let place: Vec2 | undefined
  for (const ring of shape) {
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      const c = ring[(i + 2) % ring.length]!
      const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]]
      const [u, v] = [Math.sqrt(ux * ux + uy * uy), Math.sqrt(vx * vx + vy * vy)]
      const cross = ux * vy - uy * vx
      // Only where the outline bends round the inside does a tool have to go into a corner.
      if (u === 0 || v === 0 || cross <= 0) continue
      const sin = Math.sqrt(Math.max(0, (1 - (ux * vx + uy * vy) / (u * v)) / 2))
      if (sin < 1e-9) continue
      const sharp = sin > SHARP
      const [one, other] = sharp ? [0, 0] : [u / (2 * sin), v / (2 * sin)]
      const mean = (one + other) / 2
      if (mean >= radius) continue
      radius = mean
      bound = Math.abs(one - other) / 2 + (sharp ? 0 : mean * sin * sin)
      place = b
    }
  }
  return { radius, bound: bound + 1e-6, beyondCap: place === undefined, at: place ? [place] : [] }
}
