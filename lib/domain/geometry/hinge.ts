import type { Hinge, RenderMesh, Vec3 } from './mesh'

/** Where a point of the open piece lies when it is folded by `angle`, and how a direction there turns. */
export function folded({ right, width }: Hinge, angle: number, [x, y, z]: Vec3): { at: Vec3; sine: number; cosine: number } {
  const left = right - x
  if (left <= 0 || angle < 1e-6) return { at: [x, y, z], sine: 0, cosine: 1 }
  const within = Math.min(left, width)
  const turn = (angle * within) / width
  const radius = width / angle
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)]
  const beyond = left - within
  return {
    at: [right - radius * sine - beyond * cosine + z * sine, y, radius * (1 - cosine) + beyond * sine + z * cosine],
    sine,
    cosine,
  }
}

/** Where a point of the open piece lies when it is folded by a share of its closed angle. */
export const spotWhenFolded = (hinge: Hinge | undefined, share: number, at: Vec3): Vec3 =>
  hinge && share > 0 ? folded(hinge, hinge.closed * share, at).at : at

/** The piece folded by a share of its closed angle (0 lies open, 1 closed). The same mesh again when it has no hinge. */
export function posed(mesh: RenderMesh, share: number): RenderMesh {
  const { hinge } = mesh
  if (!hinge || share <= 0) return mesh
  const positions = new Float32Array(mesh.positions.length)
  const normals = new Float32Array(mesh.normals.length)
  const angle = hinge.closed * share
  for (let i = 0; i < positions.length; i += 3) {
    const { at, sine, cosine } = folded(hinge, angle, [mesh.positions[i]!, mesh.positions[i + 1]!, mesh.positions[i + 2]!])
    positions.set(at, i)
    const [nx, ny, nz] = [mesh.normals[i]!, mesh.normals[i + 1]!, mesh.normals[i + 2]!]
    normals[i] = nx * cosine + nz * sine
    normals[i + 1] = ny
    normals[i + 2] = nz * cosine - nx * sine
  }
  return { ...mesh, positions, normals, rest: mesh.positions }
}
