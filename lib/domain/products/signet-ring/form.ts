import type { Choices } from '../../design/document'
import type { Vec2, Vec3 } from '../../geometry/mesh'
import { type FaceOutline, faceOutline, inset, OCTAGON_SIDE, quarter } from './face-outline'

/** Bevel round the face, mm each way (45°). */
export const BEVEL = 0.13
/** Break of the inner edge of a ring without comfort fit, mm. */
const EDGE_BREAK = 0.06
/** Half width of the head over the half height of its outline, before the soft maximum adds about a hundredth. */
const HEAD_FLARE = 1.1
/** The same for the oval round an octagon, whose facets must run out into the head soon. */
const FACETED_FLARE = 1.05
/** Sharpness of the soft maximum that keeps the head wider than its outline everywhere. */
const SOFT_MAX = 24
/** Exponent of the outer section on the shank and of the comfort fit. */
const SHANK_EXPONENT = 2.25
export const INNER_EXPONENT = 3.4
/** Where the head has become the shank, measured from the middle of the face, radians. */
const SHANK_FROM = (74 * Math.PI) / 180
/** Circle round a regular octagon over the circle in it. */
const ROUND_OCTAGON = Math.hypot(1, OCTAGON_SIDE)
/** How far below the face the oval round an octagon is met, mm. */
const OVAL_DROP = 0.02
/** An octagon's facets fall at this share of the fall of the head beside them, so that they run out into it soon. */
const FACET_FALL = 0.5
/** Least turn between neighbouring feet, radians. */
const LEAST_TURN = 2e-4
/** Largest share of the metal between rim and face that the facets may take off. */
const FACET_SHARE = 0.5

/**
 * The shape of one half-plane through the finger axis, at an angle from the middle of the face. The metal lies between
 *   outer: ρ = rim + crown·√(1 − (|y|/halfWidth)^exponent), above the face cut flat, and
 *   inner: ρ = rim − fit·√(1 − (|y|/halfWidth)^3.4).
 * Since crown, fit and halfWidth are positive at every angle, the outer sheet lies outside the inner one everywhere and the
 * body is bounded by the graphs of two functions of (angle, y): it cannot cross itself.
 */
export interface Section {
  halfWidth: number
  crown: number
  exponent: number
}

/** A point of the face's outline: where the body ends, and the edge of the flat face that belongs to it. */
export interface Seam {
  foot: Vec3
  face: Vec2
}

/** Lengths of the ring in millimetres, and its sections. Bore axis y, face towards +z, centre at the origin. */
export interface Form {
  /** Outline of the face, bevel included; of an octagon the flat face alone. */
  outline: FaceOutline
  boreRadius: number
  /** Radius of the rims: bore plus comfort fit. */
  rimRadius: number
  fit: number
  faceZ: number
  /** An octagon's facets fall by this much, mm, when one goes from the face's outline as far again from the middle; else 0. */
  pyramid: number
  /** `angle` from the middle of the face, 0…π. */
  section(angle: number): Section
  /** Seams of a quarter of the outline's points, on the body's surface, the last one on the tip (y = 0). */
  seams(points: readonly Vec2[]): Seam[]
}

const millimetres = (choices: Choices, key: string) => Number(choices[key]) / 1000
/** Quintic step: 0 to 1 with two vanishing derivatives at both ends. */
const step = (x: number) => (x <= 0 ? 0 : x >= 1 ? 1 : x * x * x * (10 + x * (6 * x - 15)))

export function ringForm(choices: Choices): Form {
  const outline = faceOutline(String(choices.face), millimetres(choices, 'faceWidth'), millimetres(choices, 'faceHeight'))
  const boreRadius = millimetres(choices, 'innerCircumference') / (2 * Math.PI)
  const fit = Math.hypot(millimetres(choices, 'comfortFit'), EDGE_BREAK)
  const rimRadius = boreRadius + fit
  const faceZ = boreRadius + millimetres(choices, 'faceThickness')
  const faceted = outline.kind === 'octagon'
  // The head of an octagon is that of the oval round its corners; its sides are facets cut from the face into that oval.
  const grow = (half: number) => (faceted ? half * ROUND_OCTAGON + BEVEL : half)
  const [a, b, p] = [grow(outline.halfWidth), grow(outline.halfHeight), outline.exponent]
  const footZ = faceZ - (faceted ? OVAL_DROP : BEVEL)
  const tipAngle = Math.atan2(a, footZ)
  const shankFrom = Math.max(SHANK_FROM, tipAngle + (38 * Math.PI) / 180)
  const shankCrown = millimetres(choices, 'shankThickness') - fit
  const baseHalf = millimetres(choices, 'shankWidth') / 2
  const headHalf = b * (faceted ? FACETED_FLARE : HEAD_FLARE)
  // A face that reaches far round the finger keeps its shoulders wide for longer.
  const drawIn = Math.max(1 / (1 + Number(choices.taper) / 1000), Math.log(0.32) / Math.log(tipAngle / Math.PI))

  const halfWidthAt = (angle: number): number => {
    const band = baseHalf + (headHalf - baseHalf) * (1 - step((angle / Math.PI) ** drawIn))
    if (angle >= tipAngle) return band
    const reach = 1 - ((footZ * Math.tan(angle)) / a) ** p
    return (band ** SOFT_MAX + b ** SOFT_MAX * reach ** (SOFT_MAX / p)) ** (1 / SOFT_MAX)
  }
  /** Passes through the outline in the foot plane; past the tip the same expression runs on. */
  const headCrown = (angle: number, halfWidth: number): number => {
    const lift = footZ / Math.cos(angle) - rimRadius
    return lift / Math.sqrt(1 - (b / halfWidth) ** p * (1 - ((footZ * Math.tan(angle)) / a) ** p))
  }
  const section = (angle: number): Section => {
    const halfWidth = halfWidthAt(angle)
    const toShank = step((angle - tipAngle) / (shankFrom - tipAngle))
    const crown = toShank < 1 ? (1 - toShank) * headCrown(angle, halfWidth) + toShank * shankCrown : shankCrown
    return { halfWidth, crown, exponent: p + (SHANK_EXPONENT - p) * toShank }
  }
  const body = { rimRadius, section }
  const oval: FaceOutline = { kind: 'superellipse', halfWidth: a, halfHeight: b, exponent: p }
  const pyramid = faceted ? orderly(body, outline, faceZ, facetPyramid(body, oval, footZ)) : 0
  return {
    outline,
    boreRadius,
    rimRadius,
    fit,
    faceZ,
    pyramid,
    section,
    seams(points) {
      if (!faceted) {
        const faces = inset(outline, points, BEVEL)
        return points.map(([x, y], i) => ({ foot: [x, y, footZ], face: faces[i] as Vec2 }))
      }
      return points.map((face) => ({ foot: facetFoot(body, face, faceZ, pyramid), face }))
    },
  }
}

type Body = Pick<Form, 'rimRadius' | 'section'>

/**
 * Fall of an octagon's facets, mm, when one goes as far again from the middle. They are the sides of one pyramid, so that their edges
 * run straight out from the corners; gentler than the head at every point of the oval, and leaving the rim alone.
 */
function facetPyramid(body: Body, oval: FaceOutline, footZ: number): number {
  const nearest = Math.min(oval.halfWidth, oval.halfHeight)
  const near = 1e-4
  const falls = quarter(oval, 12).map(([x, y]) => {
    const rise = (dx: number, dy: number, dz: number) =>
      depthIn(body, [x + dx, y + dy, footZ + dz]) - depthIn(body, [x - dx, y - dy, footZ - dz])
    return rise(x * near, y * near, 0) / near / (rise(0, 0, near) / near)
  })
  const widest = ROUND_OCTAGON - 1 + 0.06 + (2 * BEVEL) / nearest
  return Math.min(nearest, FACET_FALL * Math.min(...falls), (FACET_SHARE * (footZ - body.rimRadius)) / widest)
}

/** The pyramid, flattened until its feet follow each other round the finger: the sections of the sweep must not turn back. */
function orderly(body: Body, outline: FaceOutline, faceZ: number, pyramid: number): number {
  // Every point that either fineness uses.
  const points = quarter(outline, 48)
  for (let tried = pyramid; ; tried *= 0.8) {
    const angles = points.map((point) => {
      const [x, , z] = facetFoot(body, point, faceZ, tried)
      return Math.atan2(x, z)
    })
    if (tried < pyramid / 100 || angles.every((angle, i) => i === 0 || angle - (angles[i - 1] as number) > LEAST_TURN))
      return tried
  }
}

/** Where the facet through a point of an octagon's outline, followed away from the middle, leaves the body. */
function facetFoot(body: Body, [x, y]: Vec2, faceZ: number, pyramid: number): Vec3 {
  const at = (scale: number): Vec3 => [x * scale, y * scale, faceZ - pyramid * (scale - 1)]
  let [inside, outside] = [1, 1.5]
  for (let i = 0; i < 40; i++) {
    const middle = (inside + outside) / 2
    if (depthIn(body, at(middle)) < 0) inside = middle
    else outside = middle
  }
  return at((inside + outside) / 2)
}

/** Negative inside the outer sheet, 0 on it, positive outside; no length. */
function depthIn({ rimRadius, section }: Body, [x, y, z]: Vec3): number {
  const { halfWidth, crown, exponent } = section(Math.abs(Math.atan2(x, z)))
  const height = (Math.hypot(x, z) - rimRadius) / crown
  return height * Math.abs(height) + (Math.abs(y) / halfWidth) ** exponent - 1
}

/** Radius of the outer sheet at |y|/halfWidth = share (not cut by the face). */
export function outerRadius(form: Form, section: Section, share: number): number {
  return form.rimRadius + section.crown * Math.sqrt(Math.max(0, 1 - share ** section.exponent))
}

export function innerRadius(form: Form, share: number): number {
  return form.rimRadius - form.fit * Math.sqrt(Math.max(0, 1 - share ** INNER_EXPONENT))
}
