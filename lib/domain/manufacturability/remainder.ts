import type { Kernel } from '../geometry/kernel'
import type { Frame, Shape2 } from '../geometry/mesh'
import { unreachableShape } from '../geometry/reach'
import type { Operation } from '../network/operation'
import type { AtelierProfile } from '../network/profile'
import type { Region } from '../products/draft'
import type { Verdict } from './finding'
import { cutShape } from './shape-measures'

/** What the finest round tool of an atelier leaves of a region: drawn at true size on the region's plane. */
export interface Remainder {
  feature: string
  frame: Frame
  /** mm. */
  toolRadius: number
  /** All that is to be cut, and what of it is left; in the frame's plane. */
  whole: Shape2
  shape: Shape2
}

/** One entry a region whose operation has tools at this atelier and leaves something. */
export function remainders(
  regions: readonly Region[],
  operations: readonly Operation[],
  verdict: Verdict,
  profile: AtelierProfile,
  kernel: Kernel,
): Remainder[] {
  const found: Remainder[] = []
  for (const region of regions) {
    if (region.shape.length === 0) continue
    const radii = operations
      .filter(({ feature }) => feature === region.feature)
      .flatMap(({ id }) => {
        const chosen = verdict.operations.find(({ operation }) => operation === id)
        const center = profile.workCenters.find((one) => one.id === chosen?.workCenter)
        return center?.processes.find(({ process }) => process === chosen?.process)?.tools.map(({ radius }) => radius) ?? []
      })
    if (radii.length === 0) continue
    const toolRadius = Math.min(...radii)
    const whole = cutShape(region, kernel)
    const shape = unreachableShape(kernel, whole, toolRadius)
    if (shape.length > 0) found.push({ feature: region.feature, frame: region.frame, toolRadius, whole, shape })
  }
  return found
}
