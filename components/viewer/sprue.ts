import { BufferAttribute, type BufferGeometry, CylinderGeometry, Mesh, Quaternion, type ShaderMaterial, Vector3 } from 'three'
import type { Facing } from './piece'

/** The rod through which the metal ran in, at the bottom of the piece: what a casting shows before it is cut off. For the eye only. */
export function sprueOf(piece: BufferGeometry, facing: Facing, material: ShaderMaterial): Mesh {
  const box = piece.boundingBox!
  const down = new Vector3(...facing.towards).negate()
  const reach = Math.max(...[box.min, box.max].map((corner) => Math.abs(corner.dot(down))))
  const length = reach * 0.7
  const rod = new CylinderGeometry(1.25, 1.7, length, 40, 1)
  // The wide end (−Y of the cylinder) points away from the piece.
  rod.applyQuaternion(new Quaternion().setFromUnitVectors(new Vector3(0, -1, 0), down))
  const sunk = down.clone().multiplyScalar(reach - 0.5 + length / 2)
  rod.translate(sunk.x, sunk.y, sunk.z)
  const count = rod.getAttribute('position').count
  rod.setAttribute('kind', new BufferAttribute(new Float32Array(count), 1))
  rod.setAttribute('depth', new BufferAttribute(new Float32Array(count), 1))
  const mesh = new Mesh(rod, material)
  mesh.visible = false
  return mesh
}
