import { Document, NodeIO } from '@gltf-transform/core'
import type { RenderMesh, Surface } from '@/lib/domain/geometry/mesh'

/** Colour at normal incidence, linear RGB; tuned against metal references for the house's light (docs of the look). */
const METALS: Readonly<Record<string, readonly [number, number, number]>> = {
  'silver-925': [0.955, 0.945, 0.925],
  'gold-9k-yellow': [0.92, 0.76, 0.47],
  'gold-18k-yellow': [0.965, 0.745, 0.385],
  'gold-18k-rose': [0.93, 0.635, 0.48],
  'gold-18k-white': [0.8, 0.77, 0.72],
  'platinum-950': [0.83, 0.81, 0.78],
}
const ROUGHNESS: Readonly<Record<string, number>> = { polished: 0.09, satin: 0.38, antiqued: 0.14 }
/** Sulphide in the recesses of an antiqued piece. */
const PATINA = [0.035, 0.032, 0.03] as const
const CUT: readonly Surface['kind'][] = ['cut-wall', 'cut-floor', 'ground', 'raised-wall']

export interface GlbPart {
  name: string
  material: string
  mesh: RenderMesh
}

/** The finished piece as glTF 2.0 binary: metres, Y up out of the face, one primitive for the metal and one for what is engraved. */
export async function glb(parts: readonly GlbPart[], finish: string): Promise<Uint8Array> {
  const document = new Document()
  const buffer = document.createBuffer()
  const scene = document.createScene('piece')
  for (const part of parts) {
    const metal = METALS[part.material] ?? ([0.8, 0.8, 0.8] as const)
    const body = document
      .createMaterial(`${part.material}, ${finish}`)
      .setBaseColorFactor([...metal, 1])
      .setMetallicFactor(1)
      .setRoughnessFactor(ROUGHNESS[finish] ?? 0.2)
    const cut =
      finish === 'antiqued'
        ? document
            .createMaterial('patina')
            .setBaseColorFactor([...PATINA, 1])
            .setMetallicFactor(1)
            .setRoughnessFactor(0.62)
        : document
            .createMaterial('engraving')
            .setBaseColorFactor([...metal, 1])
            .setMetallicFactor(1)
            .setRoughnessFactor(0.22)
    const mesh = document.createMesh(part.name)
    for (const engraved of [false, true]) {
      const taken = take(part.mesh, engraved)
      if (taken.indices.length === 0) continue
      const accessor = (array: Float32Array) => document.createAccessor().setType('VEC3').setArray(array).setBuffer(buffer)
      mesh.addPrimitive(
        document
          .createPrimitive()
          .setMaterial(engraved ? cut : body)
          .setAttribute('POSITION', accessor(taken.positions))
          .setAttribute('NORMAL', accessor(taken.normals))
          .setIndices(document.createAccessor().setType('SCALAR').setArray(taken.indices).setBuffer(buffer)),
      )
    }
    scene.addChild(
      document
        .createNode(part.name)
        .setMesh(mesh)
        .setScale([0.001, 0.001, 0.001])
        .setRotation([-Math.SQRT1_2, 0, 0, Math.SQRT1_2]),
    )
  }
  return new NodeIO().writeBinary(document)
}

function take(mesh: RenderMesh, engraved: boolean): { positions: Float32Array; normals: Float32Array; indices: Uint32Array } {
  const index = new Map<number, number>()
  const positions: number[] = []
  const normals: number[] = []
  const indices: number[] = []
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const corners = [mesh.triangles[t]!, mesh.triangles[t + 1]!, mesh.triangles[t + 2]!]
    const kinds = corners.map((vertex) => mesh.surfaces[mesh.surfaceOf[vertex]!]?.kind ?? 'body')
    if (kinds.every((kind) => CUT.includes(kind)) !== engraved) continue
    if (isDegenerate(mesh.positions, corners)) continue
    for (const vertex of corners) {
      let at = index.get(vertex)
      if (at === undefined) {
        at = index.size
        index.set(vertex, at)
        const [x, y, z] = [mesh.normals[vertex * 3]!, mesh.normals[vertex * 3 + 1]!, mesh.normals[vertex * 3 + 2]!]
        const length = Math.hypot(x, y, z)
        positions.push(mesh.positions[vertex * 3]!, mesh.positions[vertex * 3 + 1]!, mesh.positions[vertex * 3 + 2]!)
        if (length > 1e-6) normals.push(x / length, y / length, z / length)
        else normals.push(0, 0, 1)
      }
      indices.push(at)
    }
  }
  return { positions: Float32Array.from(positions), normals: Float32Array.from(normals), indices: Uint32Array.from(indices) }
}

function isDegenerate(positions: Float32Array, [a, b, c]: number[]): boolean {
  const same = (one: number, two: number) => [0, 1, 2].every((axis) => positions[one * 3 + axis] === positions[two * 3 + axis])
  return same(a!, b!) || same(b!, c!) || same(c!, a!)
}
