import type { Choices } from '../../design/document'
import type { Vec2, Vec3 } from '../../geometry/mesh'
import { type FaceOutline, faceOutline, inset, OCTAGON_SIDE } from './face-outline'

/** Bevel round the face, mm each way (45°). */
export const BEVEL = 0.13
/** Break of the inner edge of a ring without comfort fit, mm. */
const EDGE_BREAK = 0.06
/** Half width of the head over the half height of its outline, before the soft maximum adds about a hundredth. */
const HEAD_FLARE = 1.05
/** Sharpness of the soft maximum that keeps the head wider than its outline everywhere. */
const SOFT_MAX = 24
/** Exponent of the outer section on the shank and of the comfort fit. */
const SHANK_EXPONENT = 2.25
export const INNER_EXPONENT = 3.4
/** Where the head has become the shank, measured from the middle of the face, radians. */
const SHANK_FROM = (74 * Math.PI) / 180
/** Circle round a regular octagon over the circle in it. */
const ROUND_OCTAGON = Math.hypot(1, OCTAGON_SIDE)
/** Largest share of the metal between rim and face that an octagon's facets may take off. */
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
  const facets = outline.kind === 'octagon' ? facetSlope(outline, faceZ - rimRadius) : undefined
  // The head of an octagon is that of the oval round its corners; its sides are facets cut from the face into that oval.
  const grow = facets === undefined ? (half: number) => half : (half: number) => half * ROUND_OCTAGON + BEVEL
  const [a, b, p] = [grow(outline.halfWidth), grow(outline.halfHeight), outline.exponent]
  const footZ = faceZ - BEVEL * (facets ?? 1)
  const tipAngle = Math.atan2(a, footZ)
  const shankFrom = Math.max(SHANK_FROM, tipAngle + (38 * Math.PI) / 180)
  const shankCrown = millimetres(choices, 'shankThickness') - fit
  const baseHalf = millimetres(choices, 'shankWidth') / 2
  const headHalf = b * HEAD_FLARE
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
  const pyramid = facets === undefined ? 0 : facets * Math.min(outline.halfWidth, outline.halfHeight)
  return {
    outline,
    boreRadius,
    rimRadius,
    fit,
    faceZ,
    pyramid,
    section,
    seams(points) {
      if (facets === undefined) {
        const faces = inset(outline, points, BEVEL)
        return points.map(([x, y], i) => ({ foot: [x, y, footZ], face: faces[i] as Vec2 }))
      }
      return points.map((face) => ({ foot: facetFoot(face, { rimRadius, section, faceZ, pyramid }), face }))
    },
  }
}

/**
 * Fall of the facets over the half axis of the nearest side: 45° where the metal allows it. They are the sides of one pyramid, so that
 * their edges run straight out from the corners, and they must leave the rim alone.
 */
function facetSlope({ halfWidth, halfHeight }: FaceOutline, metal: number): number {
  const widest = (ROUND_OCTAGON - 1) * Math.min(halfWidth, halfHeight) + 2 * BEVEL
  return Math.min(1, (FACET_SHARE * metal) / widest)
}

/** Where the facet through a point of an octagon's outline, followed away from the middle, leaves the body. */
function facetFoot([x, y]: Vec2, form: FacetForm): Vec3 {
  const at = (scale: number): Vec3 => [x * scale, y * scale, form.faceZ - form.pyramid * (scale - 1)]
  let [inside, outside] = [1, 1.5]
  for (let i = 0; i < 40; i++) {
    const middle = (inside + outside) / 2
    if (isInside(form, at(middle))) inside = middle
    else outside = middle
  }
  return at((inside + outside) / 2)
}

type FacetForm = Pick<Form, 'rimRadius' | 'section' | 'faceZ' | 'pyramid'>

function isInside({ rimRadius, section }: FacetForm, [x, y, z]: Vec3): boolean {
  const { halfWidth, crown, exponent } = section(Math.atan2(x, z))
  const height = (Math.hypot(x, z) - rimRadius) / crown
  return height > 0 && height ** 2 + (y / halfWidth) ** exponent < 1
}

/** Radius of the outer sheet at |y|/halfWidth = share (not cut by the face). */
export function outerRadius(form: Form, section: Section, share: number): number {
  return form.rimRadius + section.crown * Math.sqrt(Math.max(0, 1 - share ** section.exponent))
}

export function innerRadius(form: Form, share: number): number {
  return form.rimRadius - form.fit * Math.sqrt(Math.max(0, 1 - share ** INNER_EXPONENT))
}
