import type { Vec3 } from '@/lib/domain/geometry/mesh'

export type View = 'free' | 'face' | 'side' | 'bore' | 'true-size'

/** Vertical field of view, degrees: about an 85 mm lens, so that a ring keeps its true proportions. */
export const FIELD = 16
const RAD = Math.PI / 180
export const LOWEST = -10 * RAD
export const HIGHEST = 85 * RAD

/** Camera on a sphere round `target` (world, Y up, mm): azimuth 0 in front (+Z), positive to the right. Radians. */
export interface Pose {
  azimuth: number
  elevation: number
  distance: number
  target: Vec3
}

const PRESET: Record<View, { azimuth: number; elevation: number }> = {
  free: { azimuth: 24, elevation: 40 },
  face: { azimuth: 0, elevation: 89.9 },
  side: { azimuth: 90, elevation: 0 },
  bore: { azimuth: 0, elevation: 0 },
  'true-size': { azimuth: 0, elevation: 89.9 },
}

/** Whoever watches a cutter stands before the table and bends over it. */
export const OVER_TABLE: Pick<Pose, 'azimuth' | 'elevation'> = { azimuth: 8 * RAD, elevation: 54 * RAD }

export interface Framing {
  target: Vec3
  /** Radius of the sphere round target that holds the piece, mm. */
  radius: number
  width: number
  height: number
  /** CSS pixels per millimetre of the screen, for the view at true size. */
  pxPerMm: number
  /** Share of the shorter side that the piece's sphere fills. */
  fill: number
  /** How far the free view looks above the target, in radii: a piece with its shadow stands high, one that hangs in light in the middle. */
  lift: number
}

/** The pose of a preset view: the sphere fills the frame, or one millimetre is one millimetre. */
export function poseOf(view: View, framing: Framing): Pose {
  const { azimuth, elevation } = PRESET[view]
  const half = Math.tan((FIELD / 2) * RAD)
  const distance = view === 'true-size' ? framing.height / framing.pxPerMm / (2 * half) : distanceFor(framing)
  const [x, y, z] = framing.target
  const target: Vec3 = [x, view === 'free' ? y + framing.lift * framing.radius : y, z]
  return { azimuth: azimuth * RAD, elevation: elevation * RAD, distance, target }
}

export function distanceFor({ radius, width, height, fill }: Framing): number {
  const half = Math.tan((FIELD / 2) * RAD) * Math.min(1, width / Math.max(1, height))
  return radius / (fill * Math.sin(Math.atan(half)))
}

/** The least framing radius, mm, at which all `points` (world, mm) stay on the picture, looked at as `pose` does. */
export function radiusToHold(points: readonly Vec3[], pose: Pose, { width, height, fill }: Framing): number {
  const up = Math.tan((FIELD / 2) * RAD)
  const across = (up * Math.max(1, width)) / Math.max(1, height)
  const axes = axesOf(pose)
  const away = points.map((point) => {
    const [x, y, z] = seenFrom(pose.target, axes, point)
    return z + Math.max(Math.abs(x) / across, Math.abs(y) / up)
  })
  return Math.max(...away) * fill * Math.sin(Math.atan(Math.min(up, across)))
}

export function eyeOf({ azimuth, elevation, distance, target }: Pose): Vec3 {
  const flat = Math.cos(elevation) * distance
  return [target[0] + Math.sin(azimuth) * flat, target[1] + Math.sin(elevation) * distance, target[2] + Math.cos(azimuth) * flat]
}

/** Dragging: pixels to radians; a drag across the whole height is half a turn. The poles stay out of reach. */
export function turned(pose: Pose, dx: number, dy: number, height: number): Pose {
  const perPixel = Math.PI / Math.max(200, height)
  const elevation = Math.min(HIGHEST, Math.max(LOWEST, pose.elevation + dy * perPixel))
  return { ...pose, azimuth: pose.azimuth - dx * perPixel, elevation }
}

export function zoomed(pose: Pose, factor: number, framing: Framing): Pose {
  const usual = distanceFor(framing)
  return { ...pose, distance: Math.min(usual * 1.8, Math.max(usual * 0.32, pose.distance * factor)) }
}

/** The same direction within half a turn of `near`, so that a view is reached the short way. */
export function nearestTurn(azimuth: number, near: number): number {
  return azimuth + Math.round((near - azimuth) / (2 * Math.PI)) * 2 * Math.PI
}

/** Damped step towards `goal`: half of the way every 45 ms whatever the frame rate. `arrived` when no pixel would move. */
export function approach(pose: Pose, goal: Pose, milliseconds: number): { pose: Pose; arrived: boolean } {
  const share = 1 - 0.5 ** (milliseconds / 45)
  const step = (from: number, to: number) => from + (to - from) * share
  const next: Pose = {
    azimuth: step(pose.azimuth, goal.azimuth),
    elevation: step(pose.elevation, goal.elevation),
    distance: step(pose.distance, goal.distance),
    target: [step(pose.target[0], goal.target[0]), step(pose.target[1], goal.target[1]), step(pose.target[2], goal.target[2])],
  }
  const left =
    Math.abs(goal.azimuth - next.azimuth) +
    Math.abs(goal.elevation - next.elevation) +
    Math.abs(goal.distance / next.distance - 1) +
    Math.hypot(goal.target[0] - next.target[0], goal.target[1] - next.target[1], goal.target[2] - next.target[2]) / goal.distance
  return left < 5e-4 ? { pose: goal, arrived: true } : { pose: next, arrived: false }
}

/** The camera's axes in the world: right, up, back. */
function axesOf({ azimuth, elevation }: Pose): readonly [right: Vec3, up: Vec3, back: Vec3] {
  const back: Vec3 = [Math.sin(azimuth) * Math.cos(elevation), Math.sin(elevation), Math.cos(azimuth) * Math.cos(elevation)]
  const right: Vec3 = [Math.cos(azimuth), 0, -Math.sin(azimuth)]
  const up: Vec3 = [
    back[1] * right[2] - back[2] * right[1],
    back[2] * right[0] - back[0] * right[2],
    back[0] * right[1] - back[1] * right[0],
  ]
  return [right, up, back]
}

function seenFrom(from: Vec3, axes: readonly [Vec3, Vec3, Vec3], point: Vec3): Vec3 {
  const d: Vec3 = [point[0] - from[0], point[1] - from[1], point[2] - from[2]]
  const along = (axis: Vec3) => d[0] * axis[0] + d[1] * axis[1] + d[2] * axis[2]
  return [along(axes[0]), along(axes[1]), along(axes[2])]
}

/** World point → CSS pixels from the canvas's top left; the same matrix the picture is drawn with. */
export function project(point: Vec3, pose: Pose, width: number, height: number): { x: number; y: number; ahead: boolean } {
  const [right, up, back] = seenFrom(eyeOf(pose), axesOf(pose), point)
  const scale = height / (2 * Math.tan((FIELD / 2) * RAD) * Math.max(1e-6, -back))
  return { x: width / 2 + right * scale, y: height / 2 - up * scale, ahead: back < 0 }
}
