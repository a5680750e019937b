import type { Mesh, Surface, Vec3 } from '@/lib/domain/geometry/mesh'
import { weld } from '@/lib/domain/geometry/weld'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Operation, OperationFamily } from '@/lib/domain/network/operation'
import type { AtelierProfile, Process } from '@/lib/domain/network/profile'
import type { Draft } from '@/lib/domain/products/draft'

/** What the pattern is given so that the finished piece comes out right at this atelier. */
export interface Compensation {
  /** Linear shrinkage from pattern to casting, ratio; 0 where the profile states none. */
  shrinkage: number
  shrinkageSource: string
  /** Metal taken off each surface in finishing, mm; 0 where the profile states none. */
  finishingLoss: number
  finishingLossSource: string
  /** 1 / (1 − shrinkage): applied to every coordinate, after the allowance. */
  scale: number
  /**
   * `offset`: the polished skin stands out by the finishing loss, less only in hollow corners. `note`: the skin could not be moved outwards without folding, so the
   * pattern carries shrinkage only and the pattern room adds the allowance.
   */
  allowance: 'offset' | 'note'
  /** Bore through its three states, mm: of the pattern, of the casting, of the finished piece. */
  bores: readonly { feature: string; pattern: number; casting: number; finished: number }[]
}

export interface CastingPattern {
  part: string
  material: string
  mesh: Mesh
  compensation: Compensation
}

/** The process that the verdict chose for an operation family; the atelier's first one when the verdict names none. */
export function processFor(
  family: OperationFamily,
  operations: readonly Operation[],
  verdict: Verdict,
  profile: AtelierProfile,
): Process | undefined {
  const operation = operations.find((one) => one.family === family)
  const chosen = verdict.operations.find((one) => one.operation === operation?.id)
  const all = profile.workCenters.flatMap((center) => center.processes.map((process) => ({ center: center.id, process })))
  const exact = chosen && all.find(({ center, process }) => center === chosen.workCenter && process.process === chosen.process)
  return (exact ?? all.find(({ process }) => process.operation === family))?.process
}

/**
 * The pattern of each part: before what is cut at the bench, every surface out by the finishing loss, then scaled for shrinkage, so
 * bore of pattern = (bore − 2 × loss) / (1 − shrinkage). Meshes are welded float32, millimetres.
 */
export function castingPatterns(
  draft: Draft,
  operations: readonly Operation[],
  verdict: Verdict,
  profile: AtelierProfile,
): CastingPattern[] {
  const shrinkage =
    processFor('cast', operations, verdict, profile)?.shrinkage ?? processFor('pattern', operations, verdict, profile)?.shrinkage
  const loss = processFor('polish', operations, verdict, profile)?.finishingLoss
  const share = shrinkage?.value ?? 0
  const scale = 1 / (1 - share)
  return draft.parts
    .filter(({ making }) => making !== 'sheet')
    .map((part) => {
      const blank = weld(part.pattern ?? part.mesh)
      const moved = loss && loss.value > 0 ? movedOut(blank, part.surfaces, loss.value) : blank
      const taken = moved ? (loss?.value ?? 0) : 0
      const positions = (moved ?? blank).positions.map((value) => value * scale)
      return {
        part: part.id,
        material: part.material,
        mesh: smallestFirst(weld({ ...blank, positions })),
        compensation: {
          shrinkage: share,
          shrinkageSource: shrinkage?.source.text ?? '',
          finishingLoss: loss?.value ?? 0,
          finishingLossSource: loss?.source.text ?? '',
          scale,
          allowance: moved ? 'offset' : 'note',
          bores: draft.fits
            .filter((fit) => fit.kind === 'bore')
            .map((fit) => {
              const casting = fit.nominal - 2 * taken
              return { feature: fit.feature, pattern: casting * scale, casting, finished: fit.nominal }
            }),
        },
      }
    })
}

/**
 * The same solid with its facets in rising order of area: slicers sum a volume in single precision, and large facets first swallow
 * the small ones (PrusaSlicer was 13 millionths off on one ring, 4 at most on sixteen in this order).
 */
function smallestFirst(mesh: Mesh): Mesh {
  const { positions, triangles, surfaceOf } = mesh
  const areas = Float64Array.from(surfaceOf, (_, t) => {
    const a = at(positions, triangles[t * 3]!)
    const u = minus(at(positions, triangles[t * 3 + 1]!), a)
    const v = minus(at(positions, triangles[t * 3 + 2]!), a)
    return Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
  })
  const order = Array.from(areas.keys()).sort((one, two) => areas[one]! - areas[two]! || one - two)
  return {
    positions,
    triangles: Uint32Array.from(order.flatMap((t) => [triangles[t * 3]!, triangles[t * 3 + 1]!, triangles[t * 3 + 2]!])),
    surfaceOf: Uint16Array.from(order, (t) => surfaceOf[t]!),
  }
}

/** A facet may turn by at most this when its corners are moved (cosine); more would be a fold. */
const FOLD = Math.cos((40 * Math.PI) / 180)
/** The same for what is not polished: its upper corners are lifted with the skin and it may stand up, but not lean over. */
const UPRIGHT = Math.cos((85 * Math.PI) / 180)
/** Facets with a side or height below this are slivers whose direction is rounding, mm. */
const SLIVER = 2e-3
/** How often the offset is eased where facets would fold. */
const ROUNDS = 60
/** A corner may stand out at most this many times the offset (sharp outer edges). */
const MITRE = 1.6

/** What no polishing mop reaches: it is cast, chased or cut to size and gets no allowance. */
const RECESSED: readonly Surface['kind'][] = ['cut-wall', 'cut-floor', 'ground', 'raised-wall']

/**
 * Every vertex of the polished skin moved outwards so that each polished facet at it moves by `distance` mm. Nothing may fold:
 * in hollow corners too narrow for it the skin moves less (a mop reaches less there too); undefined when even that does not help.
 */
function movedOut(mesh: Mesh, surfaces: readonly Surface[], distance: number): Mesh | undefined {
  const { positions, triangles } = mesh
  const sums = new Float64Array(positions.length)
  const facets = new Float64Array(triangles.length)
  const unpolished = Array.from(mesh.surfaceOf, (index) => RECESSED.includes(surfaces[index]?.kind ?? 'body'))
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [at(positions, triangles[t]!), at(positions, triangles[t + 1]!), at(positions, triangles[t + 2]!)] as const
    const n = normalOf(corners[0], corners[1], corners[2])
    if (!n) continue
    facets.set(n, t)
    if (unpolished[t / 3]) continue
    for (let k = 0; k < 3; k++) {
      const angle = angleAt(corners[k]!, corners[(k + 1) % 3]!, corners[(k + 2) % 3]!)
      const vertex = triangles[t + k]! * 3
      for (let axis = 0; axis < 3; axis++) sums[vertex + axis] = sums[vertex + axis]! + n[axis]! * angle
    }
  }
  const steepest = new Float64Array(positions.length / 3).fill(1)
  for (let i = 0; i < sums.length; i += 3) {
    const length = Math.hypot(sums[i]!, sums[i + 1]!, sums[i + 2]!) || 1
    for (let axis = 0; axis < 3; axis++) sums[i + axis] = sums[i + axis]! / length
  }
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const v = triangles[t + k]!
      const along = facets[t]! * sums[v * 3]! + facets[t + 1]! * sums[v * 3 + 1]! + facets[t + 2]! * sums[v * 3 + 2]!
      if (!unpolished[t / 3] && along > 0) steepest[v] = Math.min(steepest[v]!, along)
    }
  const reach = Float64Array.from(steepest, (along) => Math.min(MITRE, 1 / Math.max(along, 0.1)))
  for (let round = 0; round <= ROUNDS; round++) {
    const moved = positions.map((value, i) => value + sums[i]! * distance * (reach[Math.floor(i / 3)] as number))
    const folded = foldedFacets(mesh, facets, moved, unpolished)
    if (folded.length === 0) return { ...mesh, positions: moved }
    const corners = new Set(folded.flatMap((t) => [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]))
    for (const vertex of corners) reach[vertex] = reach[vertex]! > 0.2 ? reach[vertex]! * 0.6 : 0
  }
  return undefined
}

/** Facets (by their first index) that turn too far when the corners move; slivers, whose direction is rounding, are not asked. */
function foldedFacets(
  { positions, triangles }: Mesh,
  facets: Float64Array,
  moved: Float32Array,
  unpolished: readonly boolean[],
): number[] {
  const folded: number[] = []
  for (let t = 0; t < triangles.length; t += 3) {
    if (isSliver(at(positions, triangles[t]!), at(positions, triangles[t + 1]!), at(positions, triangles[t + 2]!))) continue
    const after = normalOf(at(moved, triangles[t]!), at(moved, triangles[t + 1]!), at(moved, triangles[t + 2]!))
    const least = unpolished[t / 3] ? UPRIGHT : FOLD
    if (!after || after[0] * facets[t]! + after[1] * facets[t + 1]! + after[2] * facets[t + 2]! < least) folded.push(t)
  }
  return folded
}

const at = (positions: Float32Array, vertex: number): Vec3 => [
  positions[vertex * 3]!,
  positions[vertex * 3 + 1]!,
  positions[vertex * 3 + 2]!,
]
const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

function normalOf(a: Vec3, b: Vec3, c: Vec3): Vec3 | undefined {
  const u = minus(b, a)
  const v = minus(c, a)
  const n: Vec3 = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
  const length = Math.hypot(...n)
  return length > 1e-12 ? [n[0] / length, n[1] / length, n[2] / length] : undefined
}

function angleAt(a: Vec3, b: Vec3, c: Vec3): number {
  const u = minus(b, a)
  const v = minus(c, a)
  const cosine = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / (Math.hypot(...u) * Math.hypot(...v) || 1)
  return Math.acos(Math.max(-1, Math.min(1, cosine)))
}

function isSliver(a: Vec3, b: Vec3, c: Vec3): boolean {
  const u = minus(b, a)
  const v = minus(c, a)
  const longest = Math.max(Math.hypot(...u), Math.hypot(...v), Math.hypot(...minus(c, b)))
  const area = Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
  return longest < SLIVER || area / longest < SLIVER
}
