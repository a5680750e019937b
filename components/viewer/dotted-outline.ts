import { BufferAttribute, BufferGeometry, GLSL3, Points, RawShaderMaterial } from 'three'
import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'
import type { StrokeMap } from '@/lib/domain/geometry/stroke-order'
import { chainsOf, pointsAlong } from './outline-chains'
import type { Facing } from './piece'

const vertex = `
in vec3 position;
in float order;
uniform mat4 modelViewMatrix, projectionMatrix;
uniform float uPixel;
out float vOrder;
void main() {
  vOrder = order;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  gl_Position.z -= 0.0004 * gl_Position.w;
  gl_PointSize = 2.1 * uPixel;
}`
const fragment = `
precision highp float;
in float vOrder;
out vec4 color;
uniform float uProgress;
void main() {
  if (vOrder <= uProgress) discard;
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  float alpha = 1.0 - smoothstep(0.6, 1.0, length(p));
  color = vec4(0.95, 0.88, 0.72, 0.85 * alpha);
}`

/** The rim of the engraving in dots: strokes that are still to come. */
export function dottedOutline(mesh: RenderMesh, facing: Facing, strokes: StrokeMap | undefined) {
  const positions = pointsAlong(chainsOf(mesh), 0.24)
  const order = new Float32Array(positions.length / 3).fill(1)
  if (strokes) {
    const { box, columns, rows } = strokes
    const across = facing.up
    const right = cross(across, facing.towards)
    const along = (axis: Vec3, i: number) =>
      axis[0] * positions[i * 3]! + axis[1] * positions[i * 3 + 1]! + axis[2] * positions[i * 3 + 2]!
    for (let i = 0; i < order.length; i++) {
      const column = Math.floor(((along(right, i) - box[0]) / (box[2] - box[0])) * columns)
      const row = Math.floor(((along(across, i) - box[1]) / (box[3] - box[1])) * rows)
      order[i] = (strokes.order[row * columns + column] ?? 255) / 255
    }
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setAttribute('order', new BufferAttribute(order, 1))
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: vertex,
    fragmentShader: fragment,
    uniforms: { uPixel: { value: 1 }, uProgress: { value: 0 } },
    transparent: true,
    depthWrite: false,
  })
  const points = new Points(geometry, material)
  points.frustumCulled = false
  points.renderOrder = 2
  return {
    points,
    material,
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }
}

const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
