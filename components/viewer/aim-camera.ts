import type { PerspectiveCamera } from 'three'
import { eyeOf, type Framing, type Pose } from './camera-rig'

/** Puts the camera where a pose says, with the piece and the ground round it between its two planes. */
export function aimCamera(camera: PerspectiveCamera, pose: Pose, framing: Framing): void {
  const eye = eyeOf(pose)
  camera.position.set(eye[0], eye[1], eye[2])
  // Near the pole the horizon is lost, so up is turned with the azimuth.
  camera.up.set(
    -Math.sin(pose.azimuth) * Math.sin(pose.elevation),
    Math.cos(pose.elevation),
    -Math.cos(pose.azimuth) * Math.sin(pose.elevation),
  )
  camera.lookAt(pose.target[0], pose.target[1], pose.target[2])
  camera.aspect = framing.width / Math.max(1, framing.height)
  const depth = Math.max(60, 1.6 * framing.radius)
  camera.near = Math.max(1, pose.distance - depth)
  camera.far = pose.distance + 1.5 * depth
  camera.updateProjectionMatrix()
}
