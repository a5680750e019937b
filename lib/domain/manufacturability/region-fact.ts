import type { Frame, Vec2, Vec3 } from '../geometry/mesh'
import type { Region } from '../products/draft'
import type { Fact } from './measurements'

/** Makes facts of one region: `at` in the region's own plane, mm, is told in the draft's frame. */
export function factsIn({ feature, frame }: Pick<Region, 'feature' | 'frame'>) {
  return (value: number, unit: Fact['unit'], errorBound: number, at: readonly Vec2[] = [], atLeast = false): Fact => ({
    value,
    unit,
    errorBound,
    feature,
    at: at.map((point) => inSpace(frame, point)),
    ...(atLeast ? { atLeast } : {}),
  })
}

function inSpace({ origin, u, v }: Frame, [x, y]: Vec2): Vec3 {
  return [origin[0] + x * u[0] + y * v[0], origin[1] + x * u[1] + y * v[1], origin[2] + x * u[2] + y * v[2]]
}
