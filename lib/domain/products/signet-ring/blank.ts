import type { CrossSection, Manifold } from 'manifold-3d'
import type { Choices } from '../../design/document'
import { withArena } from '../../geometry/arena'
import type { Kernel } from '../../geometry/kernel'
import type { Mesh, Surface } from '../../geometry/mesh'
import { Recent } from '../../geometry/recent'
import type { Fineness } from '../draft'
import { type BlankMesh, blankMesh } from './blank-mesh'
import { type Form, ringForm } from './form'

/** Surfaces of the blank, in the order of their reserved origins. */
export const BLANK_SURFACES: readonly Surface[] = [
  { kind: 'body', feature: 'blank' },
  { kind: 'bore', feature: 'blank' },
  { kind: 'face', feature: 'blank' },
  { kind: 'bevel', feature: 'blank' },
]

/** What the blank is made from; the rest of the choices leave it as it is. */
export const BLANK_KEYS = [
  'innerCircumference',
  'shankWidth',
  'shankThickness',
  'taper',
  'comfortFit',
  'face',
  'faceWidth',
  'faceHeight',
  'faceThickness',
] as const

/** Blanks kept alive per kernel; a person switches between few. */
const KEPT = 4

export interface Blank {
  form: Form
  swept: BlankMesh
  mesh: Mesh
  /** The kernel's solid, made when first asked for. Owned by the cache: never delete it. */
  solid(): { solid: Manifold; firstOrigin: number }
  /** The flat face less a little metal round it, made when first asked for. Owned by the cache: never delete it. */
  face(): CrossSection
}

/** Clear metal, mm, that lets a pocket be sewn into the face without asking the kernel. */
export const CLEAR = 0.02

interface CachedBlank extends Blank {
  free(): void
}

const caches = new WeakMap<Kernel, Recent<CachedBlank>>()

/** The blank of these choices; made once per kernel and kept while it is among the last four used. */
export function blankOf(kernel: Kernel, choices: Choices, fineness: Fineness): Blank {
  const cache = caches.get(kernel) ?? new Recent<CachedBlank>(KEPT, (gone) => gone.free())
  caches.set(kernel, cache)
  const height = choices.face === 'round' ? choices.faceWidth : choices.faceHeight
  const key = [fineness, ...BLANK_KEYS.map((name) => (name === 'faceHeight' ? height : choices[name]))].join(' ')
  return cache.of(key, () => makeBlank(kernel, choices, fineness))
}

/** Triangles of each surface, one after the other, each with the number of its surface. */
export function joined(surfaces: readonly ArrayLike<number>[]): Pick<Mesh, 'triangles' | 'surfaceOf'> {
  const triangles = new Uint32Array(surfaces.reduce((sum, corners) => sum + corners.length, 0))
  const surfaceOf = new Uint16Array(triangles.length / 3)
  let at = 0
  surfaces.forEach((corners, surface) => {
    triangles.set(corners, at)
    surfaceOf.fill(surface, at / 3, (at + corners.length) / 3)
    at += corners.length
  })
  return { triangles, surfaceOf }
}

function makeBlank(kernel: Kernel, choices: Choices, fineness: Fineness): CachedBlank {
  const form = ringForm(choices)
  const swept = blankMesh(kernel, form, fineness)
  const mesh: Mesh = { positions: swept.positions, ...joined(swept.surfaces) }
  let made: { solid: Manifold; firstOrigin: number } | undefined
  let face: CrossSection | undefined
  return {
    form,
    swept,
    mesh,
    solid() {
      made ??= solidOf(kernel, swept)
      return made
    },
    face() {
      face ??= withArena((arena) => arena.keep(new kernel.CrossSection([swept.faceRing])).offset(-CLEAR, 'Miter', 2))
      return face
    },
    free() {
      made?.solid.delete()
      face?.delete()
    },
  }
}

function solidOf(kernel: Kernel, { positions, surfaces }: BlankMesh): { solid: Manifold; firstOrigin: number } {
  const firstOrigin = kernel.Manifold.reserveIDs(surfaces.length)
  const runIndex = [0]
  for (const triangles of surfaces) runIndex.push((runIndex.at(-1) as number) + triangles.length)
  const mesh = new kernel.Mesh({
    numProp: 3,
    vertProperties: positions,
    triVerts: joined(surfaces).triangles,
    runIndex: Uint32Array.from(runIndex),
    runOriginalID: Uint32Array.from(surfaces, (_, i) => firstOrigin + i),
  })
  const solid = new kernel.Manifold(mesh)
  const status = solid.status()
  if (status === 'NoError') return { solid, firstOrigin }
  solid.delete()
  throw new Error(`the blank is not a solid: ${status}`)
}
