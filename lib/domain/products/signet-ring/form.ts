import type { Choices } from '../../design/document'
import { type FaceOutline, faceOutline, OCTAGON_SIDE, reachAt } from './face-outline'

/** Bevel round the face, mm each way (45°). */
export const BEVEL = 0.13
/** Break of the inner edge of a ring without comfort fit, mm. */
const EDGE_BREAK = 0.06
/** Widest point of the head over the half height of the face. */
const HEAD_FLARE = 1.06
/** Sharpness of the soft maximum that keeps the head wider than its face. */
const SOFT_MAX = 12
/** Exponent of the outer section on the shank and of the comfort fit. */
const SHANK_EXPONENT = 2.25
export const INNER_EXPONENT = 3.4
/** Where the head has become the shank, measured from the middle of the face, radians. */
const SHANK_FROM = (74 * Math.PI) / 180

/**
 * The shape of one half-plane through the finger axis, at an angle from the middle of the face. The metal lies between
 *   outer: ρ = rim + crown·√(1 − (|y|/halfWidth)^exponent), cut flat at `flat` for |y| ≤ flatHalf, and
 *   inner: ρ = rim − fit·√(1 − (|y|/halfWidth)^3.4).
 * Since crown, fit and halfWidth are positive at every angle, the outer sheet lies outside the inner one everywhere and the
 * body is the graph of two functions of (angle, y): it cannot cross itself.
 */
export interface Section {
  halfWidth: number
  crown: number
  exponent: number
  /** Half width of the flat (face or an octagon's end facet) in this section; 0 where there is none. */
  flatHalf: number
}

/** Lengths of the ring in millimetres, and its sections. Bore axis y, face towards +z, centre at the origin. */
export interface Form {
  outline: FaceOutline
  boreRadius: number
  /** Radius of the rims: bore plus comfort fit. */
  rimRadius: number
  fit: number
  /** Face plane, and the plane in which the body meets the outline (the foot of the bevel). */
  faceZ: number
  footZ: number
  /** Angle of the tip of the face, and where an octagon's end facet runs out (the same for other faces). */
  tipAngle: number
  flatUntil: number
  /** `angle` from the middle of the face, 0…π. */
  section(angle: number): Section
}

const millimetres = (choices: Choices, key: string) => Number(choices[key]) / 1000
/** Quintic step: 0 to 1 with two vanishing derivatives at both ends. */
const step = (x: number) => (x <= 0 ? 0 : x >= 1 ? 1 : x * x * x * (10 + x * (6 * x - 15)))

export function ringForm(choices: Choices): Form {
  const outline = faceOutline(String(choices.face), millimetres(choices, 'faceWidth'), millimetres(choices, 'faceHeight'))
  const { halfWidth: a, halfHeight: b, exponent: p } = outline
  const boreRadius = millimetres(choices, 'innerCircumference') / (2 * Math.PI)
  const fit = Math.hypot(millimetres(choices, 'comfortFit'), EDGE_BREAK)
  const rimRadius = boreRadius + fit
  const faceZ = boreRadius + millimetres(choices, 'faceThickness')
  const footZ = faceZ - BEVEL
  const tipAngle = Math.atan2(a, footZ)
  const shankFrom = Math.max(SHANK_FROM, tipAngle + (38 * Math.PI) / 180)
  const shankCrown = millimetres(choices, 'shankThickness') - fit
  const baseHalf = millimetres(choices, 'shankWidth') / 2
  const headHalf = b * (HEAD_FLARE ** SOFT_MAX - 1) ** (1 / SOFT_MAX)
  // 0.62 at the default taper; a face that reaches far round the finger keeps its shoulders wide for longer.
  const drawIn = Math.max(
    1 / (1 + ((1.02 * Number(choices.taper)) / 1000 / 0.6) * 0.6),
    Math.log(0.32) / Math.log(tipAngle / Math.PI),
  )

  const faceReach = (angle: number): number => {
    const x = footZ * Math.tan(angle)
    if (outline.kind === 'octagon') return x < 1.3 * a ? b * (1 - (x / (1.3 * a)) ** 4) ** (3 / SOFT_MAX) : 0
    return reachAt(outline, x)
  }
  const halfWidthAt = (angle: number): number => {
    const band = baseHalf + (headHalf - baseHalf) * (1 - step((angle / Math.PI) ** drawIn))
    const over = angle < Math.PI / 2 ? faceReach(angle) : 0
    return (band ** SOFT_MAX + over ** SOFT_MAX) ** (1 / SOFT_MAX)
  }
  const solvedCrown = (angle: number): number => {
    const x = footZ * Math.tan(angle)
    const lift = footZ / Math.cos(angle) - rimRadius
    const w = halfWidthAt(angle)
    if (outline.kind === 'octagon') return lift / Math.sqrt(1 - (reachAt(outline, x) / w) ** p)
    // Past the tip the same expression runs on, its outline's half height to the p turning negative.
    return lift / Math.sqrt(1 - (b / w) ** p * (1 - (x / a) ** p))
  }

  const slopeStep = 1e-5
  const tipCrown = solvedCrown(tipAngle)
  const tipGrowth = (tipCrown - solvedCrown(tipAngle - slopeStep)) / slopeStep / tipCrown
  const headCrown = (angle: number): number => {
    if (outline.kind === 'superellipse' || angle <= tipAngle) return solvedCrown(angle)
    // An octagon ends in an upright side: its crown runs on with the slope it had there, levelling out; always positive.
    const settle = 0.25
    return tipCrown * Math.exp(tipGrowth * settle * (1 - Math.exp((tipAngle - angle) / settle)))
  }
  const tipHalf = OCTAGON_SIDE * b
  const facetShare = Math.sqrt(1 - (tipHalf / halfWidthAt(tipAngle)) ** p)
  const flatUntil = outline.kind === 'octagon' ? shankFrom : tipAngle

  return {
    outline,
    boreRadius,
    rimRadius,
    fit,
    faceZ,
    footZ,
    tipAngle,
    flatUntil,
    section(angle) {
      const halfWidth = halfWidthAt(angle)
      const toShank = step((angle - tipAngle) / (shankFrom - tipAngle))
      const crown = toShank < 1 ? (1 - toShank) * headCrown(angle) + toShank * shankCrown : shankCrown
      const exponent = p + (SHANK_EXPONENT - p) * toShank
      let flatHalf = 0
      if (angle <= tipAngle)
        flatHalf =
          Math.abs(angle - tipAngle) < 1e-12 && outline.kind === 'superellipse' ? 0 : reachAt(outline, footZ * Math.tan(angle))
      else if (angle < flatUntil) {
        // The end facet narrows to a point, as the share of the crown at which it is cut rises to the whole.
        const left = 1 - (angle - tipAngle) / (flatUntil - tipAngle)
        const share = 1 - (1 - facetShare) * left * left
        flatHalf = halfWidth * (1 - share * share) ** (1 / exponent)
      }
      return { halfWidth, crown, exponent, flatHalf }
    },
  }
}

/** Radius of the outer sheet at |y|/halfWidth = share (not cut by the flat). */
export function outerRadius(form: Form, section: Section, share: number): number {
  return form.rimRadius + section.crown * Math.sqrt(Math.max(0, 1 - share ** section.exponent))
}

export function innerRadius(form: Form, share: number): number {
  return form.rimRadius - form.fit * Math.sqrt(Math.max(0, 1 - share ** INNER_EXPONENT))
}
