import { BufferAttribute, BufferGeometry, GLSL3, Points, RawShaderMaterial, Vector4 } from 'three'
import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'
import { chainsOf, pointsAlong } from './outline-chains'
import type { Facing } from './piece'

const vertex = `
in vec3 position;
in vec2 at;
uniform mat4 modelViewMatrix, projectionMatrix;
uniform float uPixel;
out vec2 vAt;
void main() {
  vAt = at;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  gl_Position.z -= 0.0004 * gl_Position.w;
  gl_PointSize = 2.1 * uPixel;
}`
const fragment = `
precision highp float;
in vec2 vAt;
out vec4 color;
uniform int uGlyphCount;
uniform float uProgress;
uniform vec4 uGlyphs[3];
void main() {
  float reached = uProgress * float(uGlyphCount);
  for (int i = 0; i < 3; i++) {
    if (i >= uGlyphCount) break;
    vec4 box = uGlyphs[i];
    float edge = mix(box.x - 0.05, box.z + 0.05, clamp(reached - float(i), 0.0, 1.0));
    if (vAt.x >= box.x - 0.05 && vAt.x <= edge && vAt.y >= box.y - 0.05 && vAt.y <= box.w + 0.05) discard;
  }
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  float alpha = 1.0 - smoothstep(0.6, 1.0, length(p));
  color = vec4(0.95, 0.88, 0.72, 0.85 * alpha);
}`

/** The rim of the engraving in dots: strokes that are still to come. Also the box that holds the whole cut, in face coordinates. */
export function dottedOutline(mesh: RenderMesh, facing: Facing) {
  const { up, towards } = facing
  const right: Vec3 = [
    up[1] * towards[2] - up[2] * towards[1],
    up[2] * towards[0] - up[0] * towards[2],
    up[0] * towards[1] - up[1] * towards[0],
  ]
  const positions = pointsAlong(chainsOf(mesh), 0.24)
  const at = new Float32Array((positions.length / 3) * 2)
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  const along = (axis: Vec3, i: number) =>
    axis[0] * positions[i * 3]! + axis[1] * positions[i * 3 + 1]! + axis[2] * positions[i * 3 + 2]!
  for (let i = 0; i < at.length / 2; i++) {
    const u = along(right, i)
    const v = along(up, i)
    at[i * 2] = u
    at[i * 2 + 1] = v
    box[0] = Math.min(box[0], u)
    box[1] = Math.min(box[1], v)
    box[2] = Math.max(box[2], u)
    box[3] = Math.max(box[3], v)
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setAttribute('at', new BufferAttribute(at, 2))
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: vertex,
    fragmentShader: fragment,
    uniforms: {
      uPixel: { value: 1 },
      uGlyphCount: { value: 0 },
      uProgress: { value: 0 },
      uGlyphs: { value: [new Vector4(), new Vector4(), new Vector4()] },
    },
    transparent: true,
    depthWrite: false,
  })
  const points = new Points(geometry, material)
  points.frustumCulled = false
  points.renderOrder = 2
  return {
    points,
    material,
    box,
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }
}
