import { BufferAttribute, BufferGeometry, DoubleSide, Matrix3, Matrix4, ShaderMaterial, Vector2, Vector3, Vector4 } from 'three'
import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'
import { acrossAxis, BORE_BINS, boreOf } from './bore'
import { SHARE } from './look-shader'
import { fragmentShader, KINDS, vertexShader } from './metal-shader'

/** How the piece stands in the room: its main view looks up to the sky, the view's up points away from the camera. */
export interface Facing {
  towards: Vec3
  up: Vec3
}

const vector = (v: Vec3) => new Vector3(v[0], v[1], v[2])

/** Turns the piece's frame into the room's (Y up, home camera in front). */
export function standing(facing: Facing): Matrix4 {
  const towards = vector(facing.towards).normalize()
  const up = vector(facing.up).normalize()
  const right = new Vector3().crossVectors(up, towards)
  // Rows: room x = right, room y = towards, room z = −up.
  return new Matrix4().set(right.x, right.y, right.z, 0, towards.x, towards.y, towards.z, 0, -up.x, -up.y, -up.z, 0, 0, 0, 0, 1)
}

export function geometryOf(mesh: RenderMesh): BufferGeometry {
  const kindOf = mesh.surfaces.map((surface) => (KINDS as readonly string[]).indexOf(surface.kind))
  const kinds = new Float32Array(mesh.surfaceOf.length)
  for (let i = 0; i < kinds.length; i++) kinds[i] = kindOf[mesh.surfaceOf[i]!] ?? 0
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3))
  geometry.setAttribute('normal', new BufferAttribute(mesh.normals, 3))
  geometry.setAttribute('kind', new BufferAttribute(kinds, 1))
  geometry.setAttribute('depth', new BufferAttribute(mesh.depth, 1))
  geometry.setIndex(new BufferAttribute(mesh.triangles, 1))
  geometry.computeBoundingBox()
  geometry.computeBoundingSphere()
  return geometry
}

/** At low quality light bounces once in a bore and a brush spreads it over fewer samples. */
const FRUGAL = { BOUNCES: 1, TAPS: 1 } as const

/** The same metal at low quality from now on. */
export function frugally(material: ShaderMaterial): void {
  Object.assign(material.defines, FRUGAL)
  material.needsUpdate = true
}

export function metalMaterial(quality: 'low' | 'high'): ShaderMaterial {
  return new ShaderMaterial({
    defines: { LOOK: 0, FINISH: 0, ...(quality === 'high' ? { BOUNCES: 3, TAPS: 3 } : FRUGAL) },
    vertexShader,
    fragmentShader,
    side: DoubleSide,
    uniforms: {
      uF0: { value: new Vector3(0.965, 0.745, 0.385) },
      uStage: { value: 0 },
      uExposure: { value: 1.08 },
      uFloor: { value: 0 },
      uHeight: { value: 1 },
      uReach: { value: 12 },
      uCutDepth: { value: 0 },
      uFaceHalf: { value: new Vector2(1, 1) },
      uFaceU: { value: new Vector3(1, 0, 0) },
      uFaceV: { value: new Vector3(0, 1, 0) },
      uBrushAxis: { value: new Vector3(0, 1, 0) },
      uTurn: { value: new Matrix3() },
      uBoreCenter: { value: new Vector3() },
      uBoreAxis: { value: new Vector3(0, 1, 0) },
      uBoreSide: { value: new Vector3(1, 0, 0) },
      uBoreUp: { value: new Vector3(0, 0, 1) },
      uBoreRadius: { value: 0 },
      uBoreWidth: { value: new Float32Array(BORE_BINS) },
      uShare: { value: SHARE.all },
      uProgress: { value: 1 },
      uStrokes: { value: null },
      // Far from any piece: nothing of it is cut yet.
      uStrokeBox: { value: new Vector4(1e6, 1e6, 2e6, 2e6) },
    },
  })
}

/**
 * Look and finish are chosen when the shader is compiled: a small graphics card pays for the registers of every branch that it could
 * take, and one that is computed in software runs them all.
 */
export function dress(material: ShaderMaterial, look: number, finish: number): void {
  if (material.defines.LOOK === look && material.defines.FINISH === finish) return
  Object.assign(material.defines, { LOOK: look, FINISH: finish })
  material.needsUpdate = true
}

/** Nearest depth only, drawn before the metal, so that each pixel of it is shaded once. */
export function depthMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: 'void main() { gl_Position = projectionMatrix * viewMatrix * (modelMatrix * vec4(position, 1.0)); }',
    fragmentShader: 'void main() { gl_FragColor = vec4(0.0); }',
    side: DoubleSide,
    colorWrite: false,
    // Two programs may round one place differently.
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 4,
  })
}

/** What light must know about the shape: the face's size, the deepest cut, the bore. */
export function describeShape(material: ShaderMaterial, mesh: RenderMesh, facing: Facing, placed: Matrix4): void {
  const uniforms = material.uniforms
  const up = vector(facing.up).normalize()
  const right = new Vector3().crossVectors(up, vector(facing.towards).normalize())
  const onFace = mesh.surfaces.map(({ kind }) => kind === 'face' || kind === 'raised-top')
  const half = new Vector2(1, 1)
  const at = new Vector3()
  let deepest = 0
  for (let i = 0; i < mesh.surfaceOf.length; i++) {
    deepest = Math.max(deepest, mesh.depth[i]!)
    if (!onFace[mesh.surfaceOf[i]!]) continue
    at.fromArray(mesh.positions, i * 3)
    half.set(Math.max(half.x, Math.abs(at.dot(right))), Math.max(half.y, Math.abs(at.dot(up))))
  }
  uniforms.uFaceHalf!.value.copy(half)
  uniforms.uFaceU!.value.copy(right)
  uniforms.uFaceV!.value.copy(up)
  uniforms.uCutDepth!.value = deepest
  uniforms.uTurn!.value.setFromMatrix4(placed)
  const bore = boreOf(mesh)
  uniforms.uBoreRadius!.value = bore?.radius ?? 0
  if (!bore) return
  const { side, up: boreUp } = acrossAxis(bore.axis)
  uniforms.uBrushAxis!.value.copy(vector(bore.axis))
  uniforms.uBoreCenter!.value.copy(vector(bore.center).applyMatrix4(placed))
  uniforms.uBoreAxis!.value.copy(vector(bore.axis).transformDirection(placed))
  uniforms.uBoreSide!.value.copy(vector(side).transformDirection(placed))
  uniforms.uBoreUp!.value.copy(vector(boreUp).transformDirection(placed))
  uniforms.uBoreWidth!.value = bore.halfWidth
}
