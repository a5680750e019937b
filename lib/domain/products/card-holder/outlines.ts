import type { Ring, Vec2 } from '../../geometry/mesh'
import type { Half, Layout } from './layout'

/** Chords of a quarter turn and of a notch. */
const QUARTER = 14
const NOTCH = 28
/** The house's corner is a superellipse of this exponent: it leaves both sides without a jump in how it bends. */
const HOUSE = 2.6

type Corner = Layout['corner']
const whole = ([x, y]: Vec2): Vec2 => [Math.round(x), Math.round(y)]

/** Point and outward normal of a corner of radius 1 about its own centre, from along +x (0) to along +y (1). */
function cornerAt(kind: Corner['kind'], share: number): { at: Vec2; normal: Vec2 } {
  const angle = (share * Math.PI) / 2
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  if (kind !== 'house') return { at: [c, s], normal: [c, s] }
  const power = 2 / HOUSE
  const at: Vec2 = [Math.max(0, c) ** power, Math.max(0, s) ** power]
  const [nx, ny] = [at[0] ** (HOUSE - 1), at[1] ** (HOUSE - 1)]
  const size = Math.hypot(nx, ny)
  return { at, normal: [nx / size, ny / size] }
}

/**
 * A corner of a box in counter-clockwise order, moved inwards by `inset`; `turn` quarter turns from the top right one. Sharp without a
 * radius, or when the inset leaves none of it.
 */
export function cornerPath({ kind, radius }: Corner, corner: Vec2, turn: number, inset = 0): Vec2[] {
  const rotate = ([x, y]: Vec2): Vec2 => {
    const q = ((turn % 4) + 4) % 4
    return q === 0 ? [x, y] : q === 1 ? [-y, x] : q === 2 ? [-x, -y] : [y, -x]
  }
  const place = (local: Vec2): Vec2 => {
    const [x, y] = rotate(local)
    return whole([corner[0] + x, corner[1] + y])
  }
  const keeps = kind === 'house' ? radius > 2 * inset : radius > inset + 250
  if (radius === 0 || kind === 'rectangle' || !keeps) return [place([-inset, -inset])]
  return Array.from({ length: QUARTER + 1 }, (_, k) => {
    const { at, normal } = cornerAt(kind, k / QUARTER)
    return place([-radius + at[0] * radius - normal[0] * inset, -radius + at[1] * radius - normal[1] * inset])
  })
}

/** The cover, counter-clockwise; grown by `beyond` where its edge is turned over. */
export function coverOutline(layout: Layout, beyond = 0): Ring {
  const [x, y] = [layout.outer + beyond, layout.half.height / 2 + beyond]
  const corner = layout.corner.radius === 0 ? layout.corner : { ...layout.corner, radius: layout.corner.radius + beyond }
  return [
    ...cornerPath(corner, [x, y], 0),
    ...cornerPath(corner, [-x, y], 1),
    ...cornerPath(corner, [-x, -y], 2),
    ...cornerPath(corner, [x, -y], 3),
  ]
}

/** Mirrored to the left half with its order kept counter-clockwise. */
const onSide = ({ sign }: Half, ring: readonly Vec2[]): Ring => (sign > 0 ? ring : ring.map(([x, y]): Vec2 => [-x, y]).reverse())

/** What the pockets are sewn on: all of the half but a strip at the top. */
export function baseOutline(layout: Layout, half: Half): Ring {
  const { inner, outer, corner, bottom } = layout
  return onSide(half, [
    ...cornerPath(corner, [outer, layout.base.top], 0),
    [inner, layout.base.top],
    [inner, bottom],
    ...cornerPath(corner, [outer, bottom], 3),
  ])
}

/** Pocket k of a half: down to the bottom, so that everything in front of it lies on it; its opening with the thumb's notch. */
export function pocketOutline(layout: Layout, half: Half, k: number): Ring {
  const { inner, outer, corner, bottom } = layout
  const top = layout.opening(k)
  return onSide(half, [
    [outer, top],
    ...notchPath(layout, top),
    [inner, top],
    [inner, bottom],
    ...cornerPath(corner, [outer, bottom], 3),
  ])
}

/** The opening of a pocket, from its outer to its inner end (right half). */
export function openingPath(layout: Layout, k: number): Vec2[] {
  const top = layout.opening(k)
  return [[layout.outer, top], ...notchPath(layout, top), [layout.inner, top]]
}

/** One wave of a cosine: its narrowest inside radius, at the bottom, is width² / (2 π² depth). */
function notchPath({ inner, outer, notch }: Layout, top: number): Vec2[] {
  if (notch.width === 0) return []
  const middle = (inner + outer) / 2
  return Array.from({ length: NOTCH + 1 }, (_, k) => {
    const share = k / NOTCH
    return whole([middle + notch.width * (0.5 - share), top - (notch.depth * (1 - Math.cos(2 * Math.PI * share))) / 2])
  })
}

/** Path of the seam that holds a half together, from the top of the outer edge round the bottom to the top at the fold. */
export function perimeterPath(layout: Layout, half: Half): Vec2[] {
  const { inner, outer, margin, corner, bottom } = layout
  const top = layout.base.top - margin
  const path: Vec2[] = [
    // Below the rounded corner, from which the seam would come too near to the edge.
    [outer - margin, layout.base.top - Math.max(margin, corner.radius)],
    ...cornerPath(corner, [outer, bottom], 3, margin).reverse(),
    [inner + margin, bottom + margin],
    [inner + margin, top],
  ]
  return half.sign > 0 ? path : path.map(([x, y]): Vec2 => [-x, y])
}

/** Seam that cards in pocket k stand on. */
export function stopPath(layout: Layout, half: Half, k: number): Vec2[] {
  const y = layout.stop(k)
  const [from, to] = [layout.inner + 2 * layout.margin, layout.outer - 2 * layout.margin]
  return [
    [half.sign * from, y],
    [half.sign * to, y],
  ]
}

/** Sides and bottom of a pocket, where layers lie on each other: what is skived. */
export function sewnEdges(layout: Layout, half: Half, k: number): Vec2[] {
  const { inner, outer, corner, bottom } = layout
  const path: Vec2[] = [
    [outer, layout.opening(k)],
    ...cornerPath(corner, [outer, bottom], 3).reverse(),
    [inner, bottom],
    [inner, layout.opening(k)],
  ]
  return half.sign > 0 ? path : path.map(([x, y]): Vec2 => [-x, y])
}
