import { BufferAttribute, BufferGeometry, DoubleSide, ShaderMaterial, Vector2, Vector3 } from 'three'
import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import { lookOf } from './leathers'
import { EXPOSURE, type Theme } from './room'
import { sheetFragmentShader, sheetVertexShader } from './sheet-shader'

/** Made of sheets, thread and foil: each surface says what covers it. */
export const isSheetWork = (mesh: RenderMesh) => mesh.surfaces.some(({ cover }) => cover !== undefined)

/** Radius that is framed against the diagonal of what lies spread: a hide goes on beyond its frame, a fold shortens a piece. */
export const spreadOf = ({ frame, hinge }: RenderMesh) => (frame ? 0.51 : hinge ? 0.45 : 0.44)

export function sheetGeometryOf(mesh: RenderMesh): BufferGeometry {
  const looks = mesh.surfaces.map(lookOf)
  const count = mesh.surfaceOf.length
  const kinds = new Float32Array(count)
  const grains = new Float32Array(count)
  const tints = new Float32Array(3 * count)
  for (let i = 0; i < count; i++) {
    const look = looks[mesh.surfaceOf[i]!]
    if (!look) continue
    kinds[i] = look.kind
    grains[i] = look.grain
    tints.set(look.tint, 3 * i)
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3))
  geometry.setAttribute('normal', new BufferAttribute(mesh.normals, 3))
  geometry.setAttribute('rest', new BufferAttribute(mesh.rest ?? mesh.positions, 3))
  geometry.setAttribute('kind', new BufferAttribute(kinds, 1))
  geometry.setAttribute('grain', new BufferAttribute(grains, 1))
  geometry.setAttribute('tint', new BufferAttribute(tints, 3))
  geometry.setAttribute('order', new BufferAttribute(mesh.order ?? new Float32Array(count).fill(-1), 1))
  geometry.setAttribute('shade', new BufferAttribute(mesh.shade ?? new Float32Array(count).fill(1), 1))
  geometry.setAttribute('rise', new BufferAttribute(mesh.rise?.from ?? new Float32Array(count).fill(-1), 1))
  geometry.setIndex(new BufferAttribute(mesh.triangles, 1))
  geometry.computeBoundingBox()
  if (mesh.frame) geometry.boundingBox!.set(new Vector3(...mesh.frame.low), new Vector3(...mesh.frame.high))
  geometry.computeBoundingSphere()
  return geometry
}

export function sheetMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: sheetVertexShader,
    fragmentShader: sheetFragmentShader,
    side: DoubleSide,
    uniforms: {
      uStage: { value: 0 },
      uExposure: { value: 1.08 },
      uFloor: { value: 0 },
      uReach: { value: 12 },
      uHeight: { value: 1 },
      uProgress: { value: 1 },
      uRise: { value: new Vector2(0, 1) },
      uHalf: { value: new Vector3(0, 1, 1) },
    },
  })
}

export function lightSheets({ uniforms }: ShaderMaterial, theme: Theme, progress: number): void {
  uniforms.uStage!.value = theme === 'stage' ? 1 : 0
  uniforms.uExposure!.value = EXPOSURE[theme]
  uniforms.uProgress!.value = progress
}

/** What light must know about the open piece: where its halves begin and end, and its height. */
export function describeSheets({ uniforms }: ShaderMaterial, { positions, rest = positions, hinge, rise }: RenderMesh): void {
  uniforms.uRise!.value.set(rise?.by ?? 0, rise?.over ?? 1)
  let [far, high] = [1, 1]
  for (let i = 0; i < rest.length; i += 3) {
    far = Math.max(far, Math.abs(rest[i]!))
    high = Math.max(high, Math.abs(rest[i + 1]!))
  }
  uniforms.uHalf!.value.set(hinge ? hinge.width / 2 : 0, far, high)
}
