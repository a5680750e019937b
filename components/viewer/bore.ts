import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'

export const BORE_BINS = 32

/** The inside of a ring as light needs it: a cylinder and how wide it is at each turn. All in the mesh's own frame, mm. */
export interface Bore {
  center: Vec3
  axis: Vec3
  radius: number
  /** Half width per bin of `angleOf`, from −π. */
  halfWidth: Float32Array
}

/** Frame across an axis, the one the shader uses too. */
export function acrossAxis(axis: Vec3): { side: Vec3; up: Vec3 } {
  const [x, y, z] = axis
  const raw: Vec3 = Math.abs(y) > 0.9 ? [1, 0, 0] : [z, 0, -x]
  const length = Math.hypot(...raw)
  const side: Vec3 = [raw[0] / length, raw[1] / length, raw[2] / length]
  const up: Vec3 = [y * side[2] - z * side[1], z * side[0] - x * side[2], x * side[1] - y * side[0]]
  return { side, up }
}

const component = (v: Vec3, i: number) => (i === 0 ? v[0] : i === 1 ? v[1] : v[2])

/** Fits the cylinder to vertices whose surface is a bore; undefined where there is none. Axes are the mesh's x, y or z. */
export function boreOf(mesh: RenderMesh): Bore | undefined {
  const isBore = mesh.surfaces.map((surface) => surface.kind === 'bore')
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  const chosen: number[] = []
  for (let i = 0; i < mesh.surfaceOf.length; i++) {
    if (!isBore[mesh.surfaceOf[i]!]) continue
    chosen.push(i)
    for (let k = 0; k < 3; k++) {
      const value = mesh.positions[i * 3 + k]!
      low[k] = Math.min(low[k]!, value)
      high[k] = Math.max(high[k]!, value)
    }
  }
  if (chosen.length < 12) return undefined
  const extent = low.map((value, k) => high[k]! - value)
  const odd = [0, 1, 2].reduce((best, k) => (unlike(extent, k) > unlike(extent, best) ? k : best), 0)
  const axis: Vec3 = [odd === 0 ? 1 : 0, odd === 1 ? 1 : 0, odd === 2 ? 1 : 0]
  const center: Vec3 = [(low[0]! + high[0]!) / 2, (low[1]! + high[1]!) / 2, (low[2]! + high[2]!) / 2]
  const { side, up } = acrossAxis(axis)
  const halfWidth = new Float32Array(BORE_BINS)
  let sum = 0
  for (const i of chosen) {
    const at: Vec3 = [
      mesh.positions[i * 3]! - center[0],
      mesh.positions[i * 3 + 1]! - center[1],
      mesh.positions[i * 3 + 2]! - center[2],
    ]
    const a = at[0] * side[0] + at[1] * side[1] + at[2] * side[2]
    const b = at[0] * up[0] + at[1] * up[1] + at[2] * up[2]
    sum += Math.hypot(a, b)
    const bin = Math.min(BORE_BINS - 1, Math.floor((Math.atan2(b, a) / (2 * Math.PI) + 0.5) * BORE_BINS))
    halfWidth[bin] = Math.max(halfWidth[bin]!, Math.abs(component(at, odd)))
  }
  return { center, axis, radius: sum / chosen.length, halfWidth }
}

function unlike(extent: readonly number[], k: number): number {
  const others = extent.filter((_, j) => j !== k)
  const [p = 0, q = 0] = others
  return Math.abs(extent[k]! - (p + q) / 2) - Math.abs(p - q)
}
