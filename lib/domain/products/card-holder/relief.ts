import type { Ring, Vec2 } from '../../geometry/mesh'
import type { Height } from '../sheet-shade'
import type { Half, Layout } from './layout'

/** How full the slope of a skive is once it is pressed and sewn: it leaves the edge steeper than it meets the sheet. */
const DRAPE = 1.5
/** Where a skived face is cut, shares of the strip's width. */
const STEPS = [0.25, 0.55, 1] as const
/** Chords of a step's rounded corner. */
const CHORDS = 6

/** The stack of one half as skiving leaves it, mm: every pocket is thinner towards the edges that it is sewn at. */
export interface Relief {
  /** Lower and upper face of pocket k; of the base when k is absent. */
  pocket(k: number): { bottom: Height; top: Height }
  base: { bottom: Height; top: Height }
  /** Shapes along which a pocket's sloped face is cut; none without skiving. */
  steps: readonly Ring[]
  /** Where those shapes cross an opening, mm along x. */
  columns: readonly number[]
}

export function reliefOf(layout: Layout, half: Half, skiveWidth: number): Relief {
  const { sign, pockets } = half
  const [inner, outer, bottom, radius] = [layout.inner, layout.outer, layout.bottom, layout.corner.radius].map(
    (value) => value / 1000,
  ) as [number, number, number, number]
  const [full, left] = [layout.thickness.pocket / 1000, layout.thickness.skived / 1000]
  const width = skiveWidth / 1000
  const skived = left < full

  /** From the sewn edges, mm. */
  const within = ([x, y]: Vec2): number => {
    const across = Math.abs(x)
    const [dx, dy] = [across - (outer - radius), bottom + radius - y]
    const side = dx > 0 && dy > 0 ? radius - Math.hypot(dx, dy) : Math.min(outer - across, y - bottom)
    return Math.max(0, Math.min(side, across - inner))
  }
  const thickness = (at: Vec2): number => {
    const share = skived ? Math.min(1, within(at) / width) : 1
    return left + (full - left) * (1 - (1 - share) ** DRAPE)
  }
  const level =
    (below: number): Height =>
    (at) =>
      full + below * thickness(at)
  const step = (share: number): Ring => {
    const by = width * share
    const [low, high] = [bottom + by, layout.half.height / 1000]
    const turn = Math.max(0.2, radius - by)
    const corner = Array.from({ length: CHORDS + 1 }, (_, i): Vec2 => {
      const angle = -(i / CHORDS) * (Math.PI / 2)
      return [outer - by - turn + turn * Math.cos(angle), low + turn + turn * Math.sin(angle)]
    })
    const ring: Vec2[] = [[outer - by, high], [inner + by, high], [inner + by, low], ...corner.reverse()]
    return sign > 0 ? ring : ring.map(([x, y]): Vec2 => [-x, y]).reverse()
  }
  const fits = 2 * width < outer - inner
  const shares = skived && fits ? STEPS : []
  return {
    base: { bottom: () => 0, top: () => full },
    pocket: (k) => ({ bottom: level(pockets - k), top: level(pockets - k + 1) }),
    steps: shares.map(step),
    columns: shares.flatMap((share) => [sign * (inner + width * share), sign * (outer - width * share)]),
  }
}
