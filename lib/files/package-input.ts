import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import type { Measurements } from '@/lib/domain/manufacturability/measurements'
import type { Operation } from '@/lib/domain/network/operation'
import type { Plan } from '@/lib/domain/network/plan'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import type { Draft } from '@/lib/domain/products/draft'
import type { MaterialLine, Stage } from '@/lib/domain/products/family'
import type { Locale } from '@/lib/words/render'

/** How the world may name this piece; the package holds no other name of an order or a client. */
export interface PackageReference {
  /** Public id on the papers, e.g. a production order's. */
  id: string
  /** What the QR code opens. */
  url: string
  /** SHA-256 of the canonical document or, where personal parts lie apart, of its record; hex. */
  designHash: string
  /** ISO 8601 instant; the only time in the package, so the same input gives the same bytes. */
  issuedAt: string
}

export interface PackageInput {
  draft: Draft
  /** The family's shaded mesh of the finished piece, for the GLB. */
  render: RenderMesh
  measurements: Measurements
  verdict: Verdict
  plan?: Plan
  operations: readonly Operation[]
  materials: readonly MaterialLine[]
  stages?: readonly Stage[]
  profile: AtelierProfile
  reference: PackageReference
  /** Language of the traveller. */
  locale: Locale
}
