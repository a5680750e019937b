import type { Choices } from '../../design/document'
import type { RenderMesh, Vec3 } from '../../geometry/mesh'
import { shadeMesh } from '../../geometry/shade-mesh'
import { wallNormals } from '../../geometry/wall-normals'
import type { Draft } from '../draft'
import { BLANK_KEYS } from './blank'
import { BEVEL, type Form, INNER_EXPONENT, ringForm, type Section } from './form'

/** Half step of the central differences along the angle, radians. */
const STEP = 1e-4
const UP: Vec3 = [0, 0, 1]
/** The draft for the screen: body, bore and bevel with the normals of the true surface, the engraving crease-split at 38°. */
export function shade(draft: Draft): RenderMesh {
  const form = ringForm(draft.document.choices)
  const part = draft.parts[0]
  if (!part) throw new Error('a ring without a part')
  const known = normalsOf(form, part.mesh.positions.length / 3, draft.document.choices, draft.fineness)
  const region = draft.regions[0]
  const isWall = part.surfaces.map(({ kind }) => kind === 'cut-wall' || kind === 'raised-wall')
  const facet =
    region &&
    wallNormals(
      part.mesh,
      (triangle) => isWall[part.mesh.surfaceOf[triangle] as number] === true,
      form.faceZ,
      Math.tan((region.wallAngle * Math.PI) / 180),
    )
  return shadeMesh(part.mesh, part.surfaces, {
    creaseDegrees: 38,
    faceZ: form.faceZ,
    ...(facet ? { facet } : {}),
    normal(kind, point, vertex) {
      if (kind === 'face' || kind === 'raised-top') return UP
      if (kind === 'body') return known.body(vertex, point)
      if (kind === 'bore') return known.bore(vertex, point)
      if (kind !== 'bevel') return 'averaged'
      // A bevel is shaded from the face's normal to the body's, so that it reads as a polished edge; an octagon's facets are flat.
      if (form.pyramid > 0) return 'flat'
      return point[2] > form.faceZ - BEVEL / 2 ? UP : bodyNormal(form, point)
    },
  })
}

interface KnownNormals {
  body(vertex: number, point: Vec3): Vec3
  bore(vertex: number, point: Vec3): Vec3
}

/** The blank's normals of the last shape: an edit of the letters leaves them as they are. */
let last: { key: string; known: KnownNormals } | undefined

function normalsOf(form: Form, vertices: number, choices: Choices, fineness: string): KnownNormals {
  const key = [fineness, ...BLANK_KEYS.map((name) => choices[name])].join(' ')
  if (last?.key === key) return last.known
  const remembered = (compute: (form: Form, point: Vec3) => Vec3) => {
    // Place and normal by vertex; another mesh of the same shape may number its vertices otherwise.
    const found: (readonly [Vec3, Vec3] | undefined)[] = new Array(vertices)
    return (vertex: number, point: Vec3): Vec3 => {
      const entry = found[vertex]
      if (entry && entry[0][0] === point[0] && entry[0][1] === point[1] && entry[0][2] === point[2]) return entry[1]
      const normal = compute(form, point)
      found[vertex] = [point, normal]
      return normal
    }
  }
  last = { key, known: { body: remembered(bodyNormal), bore: remembered(boreNormal) } }
  return last.known
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
