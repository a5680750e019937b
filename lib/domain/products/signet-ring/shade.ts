import type { RenderMesh, Vec3 } from '../../geometry/mesh'
import { shadeMesh } from '../../geometry/shade-mesh'
import type { Draft } from '../draft'
import { OCTAGON_SIDE } from './face-outline'
import { BEVEL, type Form, INNER_EXPONENT, ringForm, type Section } from './form'

/** Half step of the central differences along the angle, radians. */
const STEP = 1e-4
/** The draft for the screen: body, bore and bevel with the normals of the true surface, the engraving crease-split at 38°. */
export function shade(draft: Draft): RenderMesh {
  const form = ringForm(draft.document.choices)
  const part = draft.parts[0]
  if (!part) throw new Error('a ring without a part')
  return shadeMesh(part.mesh, part.surfaces, {
    creaseDegrees: 38,
    faceZ: form.faceZ,
    normal(kind, point, centre) {
      if (kind === 'face' || kind === 'raised-top') return [0, 0, 1]
      if (kind === 'bevel' && form.pyramid > 0) return facetNormal(form, centre)
      if (kind === 'bevel' && point[2] > form.faceZ - BEVEL / 2) return [0, 0, 1]
      if (kind === 'body' || kind === 'bevel') return bodyNormal(form, point)
      if (kind === 'bore') return boreNormal(form, point)
      return undefined
    },
  })
}

/** An octagon's facet is the side of a pyramid over the nearest side of the outline. */
function facetNormal({ outline, pyramid }: Form, [x, y]: Vec3): Vec3 {
  const { halfWidth: a, halfHeight: b } = outline
  const [sideX, sideY, slant] = [Math.abs(x) / a, Math.abs(y) / b, (Math.abs(x) / a + Math.abs(y) / b) / (1 + OCTAGON_SIDE)]
  const most = Math.max(sideX, sideY, slant)
  const across = most === sideX ? 1 / a : most === slant ? 1 / a / (1 + OCTAGON_SIDE) : 0
  const along = most === sideY && most !== sideX ? 1 / b : most === slant && most !== sideX ? 1 / b / (1 + OCTAGON_SIDE) : 0
  const [nx, ny] = [Math.sign(x) * across * pyramid, Math.sign(y) * along * pyramid]
  const length = Math.hypot(nx, ny, 1)
  return [nx / length, ny / length, 1 / length]
}

function bodyNormal(form: Form, [x, y, z]: Vec3): Vec3 {
  const side = x < 0 ? -1 : 1
  const radius = Math.hypot(x, z)
  const angle = Math.min(Math.PI - 2 * STEP, Math.max(2 * STEP, Math.atan2(Math.abs(x), z)))
  const here = form.section(angle)
  const before = form.section(angle - STEP)
  const after = form.section(angle + STEP)
  const share = Math.min(1, Math.abs(y) / here.halfWidth)
  const power = share ** here.exponent
  const lift = Math.sqrt(1 - power)
  const slope = (of: (section: Section) => number) => (of(after) - of(before)) / (2 * STEP)
  const turned =
    (-2 * (1 - power) * slope((section) => section.crown)) / here.crown +
    (share > 0 ? power * Math.log(share) * slope((section) => section.exponent) : 0) -
    (here.exponent * power * slope((section) => section.halfWidth)) / here.halfWidth
  const along = ((here.exponent * share ** (here.exponent - 1)) / here.halfWidth) * Math.sign(y)
  return cylindrical(angle, side, (2 * lift) / here.crown, along, turned / radius)
}

function boreNormal(form: Form, [x, y, z]: Vec3): Vec3 {
  const side = x < 0 ? -1 : 1
  const angle = Math.min(Math.PI - 2 * STEP, Math.max(2 * STEP, Math.atan2(Math.abs(x), z)))
  const here = form.section(angle)
  const slope = (form.section(angle + STEP).halfWidth - form.section(angle - STEP).halfWidth) / (2 * STEP)
  const share = Math.min(1, Math.abs(y) / here.halfWidth)
  const power = share ** INNER_EXPONENT
  const along = ((INNER_EXPONENT * share ** (INNER_EXPONENT - 1)) / here.halfWidth) * Math.sign(y)
  const turned = (-INNER_EXPONENT * power * slope) / here.halfWidth
  return cylindrical(angle, side, (-2 * Math.sqrt(1 - power)) / form.fit, along, turned / Math.hypot(x, z))
}

/** Components outwards, along the finger and round it, at an angle from the face on one side → a unit vector. */
function cylindrical(angle: number, side: number, outwards: number, along: number, round: number): Vec3 {
  const length = Math.hypot(outwards, along, round)
  const sine = Math.sin(angle)
  const cosine = Math.cos(angle)
  return [(side * (outwards * sine + round * cosine)) / length, along / length, (outwards * cosine - round * sine) / length]
}
