import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import type { Tracing } from './metal-shader'

export function traceAgainst(_mesh: RenderMesh): Tracing | undefined {
  return undefined
}
