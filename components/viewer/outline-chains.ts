import type { RenderMesh } from '@/lib/domain/geometry/mesh'

/** One micrometre: vertices of neighbouring surfaces that lie closer are the same point of the rim. */
const GRID = 1e-3

/** Polylines (3 numbers a point) along which a cut meets the face: edges of cut walls whose both ends lie at the face. */
export function chainsOf(mesh: RenderMesh): Float32Array[] {
  const isWall = mesh.surfaces.map(({ kind }) => kind === 'cut-wall' || kind === 'raised-wall')
  const ids = new Map<string, number>()
  const places: number[] = []
  const idOf = (vertex: number): number => {
    const p = mesh.positions.subarray(vertex * 3, vertex * 3 + 3)
    const key = `${Math.round(p[0]! / GRID)},${Math.round(p[1]! / GRID)},${Math.round(p[2]! / GRID)}`
    let id = ids.get(key)
    if (id === undefined) {
      id = ids.size
      ids.set(key, id)
      places.push(p[0]!, p[1]!, p[2]!)
    }
    return id
  }
  const next = new Map<number, number[]>()
  const atFace = (vertex: number) => isWall[mesh.surfaceOf[vertex]!] === true && mesh.depth[vertex]! < GRID
  for (let i = 0; i < mesh.triangles.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const from = mesh.triangles[i + k]!
      const to = mesh.triangles[i + ((k + 1) % 3)]!
      if (!atFace(from) || !atFace(to)) continue
      const a = idOf(from)
      const b = idOf(to)
      if (a === b) continue
      const list = next.get(a)
      if (list) list.push(b)
      else next.set(a, [b])
    }
  }
  const chains: Float32Array[] = []
  for (const start of next.keys()) {
    const path: number[] = []
    let at: number | undefined = start
    while (at !== undefined) {
      path.push(places[at * 3]!, places[at * 3 + 1]!, places[at * 3 + 2]!)
      at = next.get(at)?.pop()
    }
    if (path.length > 3) chains.push(Float32Array.from(path))
  }
  return chains
}

/** Points every `step` mm along the chains, 3 numbers each. */
export function pointsAlong(chains: readonly Float32Array[], step: number): Float32Array {
  const points: number[] = []
  for (const chain of chains) {
    let left = 0
    for (let i = 3; i < chain.length; i += 3) {
      const [ax, ay, az] = [chain[i - 3]!, chain[i - 2]!, chain[i - 1]!]
      const [dx, dy, dz] = [chain[i]! - ax, chain[i + 1]! - ay, chain[i + 2]! - az]
      const length = Math.hypot(dx, dy, dz)
      let at = left
      for (; at < length; at += step) points.push(ax + (dx * at) / length, ay + (dy * at) / length, az + (dz * at) / length)
      left = at - length
    }
  }
  return Float32Array.from(points)
}
