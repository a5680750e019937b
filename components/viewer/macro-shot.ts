import type { Vec3 } from '@/lib/domain/geometry/mesh'
import { distanceFor, type Pose, project } from './camera-rig'

const DEGREE = Math.PI / 180

/** How the close picture of a face is taken. `fill` and `closeness` as in the viewer's frame. */
export const MACRO = {
  width: 1280,
  height: 880,
  fill: 0.85,
  closeness: 0.56,
  pose: { azimuth: -24 * DEGREE, elevation: 52 * DEGREE, target: [0, 6.2, -1.2] as Vec3 },
} as const

/** Radius of the sphere that a piece of this size, mm in the room's axes, is framed by. */
export const framedRadius = ([x, y, z]: Vec3): number => Math.max(0.5 * Math.hypot(x, y) * 0.86, y / 2, z / 2)

/** What a close picture has to know of its piece so that something can be drawn on it, mm of the draft. */
export interface MacroScene {
  /** Of the whole piece, in the draft's axes: face towards +z, up along +y. */
  size: Vec3
  /** Lower and upper left corner of the tallest letter, at the face. */
  letter: readonly [Vec3, Vec3]
}

/** From a point of the draft to pixels of the close picture, by the camera that took it. */
export function macroProjection({ size }: MacroScene): (point: Vec3) => { x: number; y: number } {
  const [x, y, z] = size
  const { width, height, fill, closeness } = MACRO
  const frame = { target: MACRO.pose.target, radius: framedRadius([x, z, y]), width, height, pxPerMm: 1, fill, lift: 0 }
  const pose: Pose = { ...MACRO.pose, distance: distanceFor(frame) * closeness }
  // The draft's face looks up in the room, its up away from the camera.
  return ([u, v, n]) => project([u, n, -v], pose, width, height)
}
