import { type Buffer, Document, type Mesh, NodeIO, type Primitive } from '@gltf-transform/core'
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

/** Leather, thread and paint by colour, linear RGB; foil by its metal. */
const COVERS: Readonly<Record<string, readonly [number, number, number]>> = {
  ink: [0.022, 0.022, 0.026],
  cognac: [0.215, 0.07, 0.024],
  oxblood: [0.1, 0.013, 0.015],
  forest: [0.022, 0.058, 0.036],
  navy: [0.012, 0.02, 0.046],
  sand: [0.52, 0.365, 0.215],
}
const FOILS: Readonly<Record<string, readonly [number, number, number]>> = {
  'foil-gold': [0.9, 0.66, 0.3],
  'foil-silver': [0.86, 0.86, 0.85],
}

/** One primitive a surface that says what covers it. */
function coveredMesh(document: Document, buffer: Buffer, { name, mesh }: GlbPart): Mesh {
  const made = document.createMesh(name)
  mesh.surfaces.forEach(({ kind, cover }, index) => {
    const taken = take(mesh, (vertex) => mesh.surfaceOf[vertex] === index)
    if (taken.indices.length === 0) return
    const foil = FOILS[cover?.material ?? '']
    const colour = foil ?? COVERS[cover?.colour ?? ''] ?? ([0.45, 0.31, 0.19] as const)
    const material = document
      .createMaterial(`${kind}, ${cover?.material ?? ''}`)
      .setBaseColorFactor([...colour, 1])
      .setMetallicFactor(foil ? 1 : 0)
      .setRoughnessFactor(foil ? 0.3 : kind === 'paint' ? 0.3 : kind === 'grain' ? 0.45 : 0.8)
    made.addPrimitive(primitiveOf(document, buffer, taken).setMaterial(material))
  })
  return made
}

function primitiveOf(document: Document, buffer: Buffer, taken: ReturnType<typeof take>): Primitive {
  const accessor = (array: Float32Array) => document.createAccessor().setType('VEC3').setArray(array).setBuffer(buffer)
  return document
    .createPrimitive()
    .setAttribute('POSITION', accessor(taken.positions))
    .setAttribute('NORMAL', accessor(taken.normals))
    .setIndices(document.createAccessor().setType('SCALAR').setArray(taken.indices).setBuffer(buffer))
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
    const covered = part.mesh.surfaces.some(({ cover }) => cover !== undefined)
    const mesh = covered ? coveredMesh(document, buffer, part) : document.createMesh(part.name)
    for (const engraved of covered ? [] : [false, true]) {
      const isCut = (vertex: number) => CUT.includes(part.mesh.surfaces[part.mesh.surfaceOf[vertex]!]?.kind ?? 'body')
      const taken = take(part.mesh, isCut, engraved)
      if (taken.indices.length === 0) continue
      mesh.addPrimitive(primitiveOf(document, buffer, taken).setMaterial(engraved ? cut : body))
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

/** Triangles all of whose corners are chosen (or, with `wanted` false, are not all chosen). */
function take(
  mesh: RenderMesh,
  chosen: (vertex: number) => boolean,
  wanted = true,
): { positions: Float32Array; normals: Float32Array; indices: Uint32Array } {
  const index = new Map<number, number>()
  const positions: number[] = []
  const normals: number[] = []
  const indices: number[] = []
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const corners = [mesh.triangles[t]!, mesh.triangles[t + 1]!, mesh.triangles[t + 2]!]
    if (corners.every(chosen) !== wanted) continue
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
