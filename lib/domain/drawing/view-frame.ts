import type { Vec2, Vec3 } from '../geometry/mesh'
import type { Draft } from '../products/draft'

export type Direction = 'face' | 'side' | 'bore' | 'three-quarter'
export const DIRECTIONS: readonly Direction[] = ['face', 'side', 'bore', 'three-quarter']

/** Orthographic view: unit vectors to the right, up, and towards the viewer. */
export interface ViewFrame {
  right: Vec3
  up: Vec3
  towards: Vec3
}

export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
const combine = (a: Vec3, s: number, b: Vec3, t: number): Vec3 => [a[0] * s + b[0] * t, a[1] * s + b[1] * t, a[2] * s + b[2] * t]
const unit = (a: Vec3): Vec3 => {
  const length = Math.hypot(a[0], a[1], a[2])
  return [a[0] / length, a[1] / length, a[2] / length]
}
const orthogonal = (a: Vec3, to: Vec3): Vec3 => unit(combine(a, 1, to, -dot(a, to)))

const frameOf = (towards: Vec3, up: Vec3): ViewFrame => {
  const straight = orthogonal(up, towards)
  return { right: cross(straight, towards), up: straight, towards }
}

/** Camera of the three-quarter view, degrees: the middle of the range in which the face and the bore both show. */
const ELEVATION = 40
const AZIMUTH = 24

/**
 * The frame of one of the four views. They are laid out in third angle: `bore` lies below `face` with the same horizontal,
 * `side` right of `bore` with the same vertical.
 */
export function viewFrame(draft: Draft, direction: Direction): ViewFrame {
  const region = draft.regions[0]
  const normal = unit(region?.frame.n ?? draft.facing.towards)
  const axis = draft.fits[0]?.axis
  const hint = region?.frame.v ?? (axis && Math.abs(dot(axis, normal)) < 0.9 ? axis : draft.facing.up)
  const lengthwise = orthogonal(hint, normal)
  const across = cross(lengthwise, normal)
  const front: Vec3 = [-lengthwise[0], -lengthwise[1], -lengthwise[2]]
  if (direction === 'face') return frameOf(normal, lengthwise)
  if (direction === 'bore') return frameOf(front, normal)
  if (direction === 'side') return frameOf(across, normal)
  const elevation = (ELEVATION * Math.PI) / 180
  const azimuth = (AZIMUTH * Math.PI) / 180
  const level = combine(front, Math.cos(azimuth), across, Math.sin(azimuth))
  return frameOf(unit(combine(level, Math.cos(elevation), normal, Math.sin(elevation))), normal)
}

/** Drawing coordinates of a point: right, up; millimetres. */
export const project = (frame: ViewFrame, p: Vec3): Vec2 => [dot(frame.right, p), dot(frame.up, p)]
