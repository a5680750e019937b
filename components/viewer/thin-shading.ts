import {
  type BufferGeometry,
  Data3DTexture,
  DoubleSide,
  type Group,
  LinearFilter,
  Mesh,
  RedFormat,
  ShaderMaterial,
  Vector3,
} from 'three'
import type { ThinWalls } from '@/lib/domain/manufacturability/thin-walls'

/** Side of a cell of the raster, mm. */
const CELL = 0.45
/** A sample of the wall map shades as far as this, mm; farther than two samples are apart. */
const REACH = 0.8
/** Cells along one side at most: a piece larger than a hand is shaded more coarsely. */
const MOST_CELLS = 96
/** Of the shade of what is only just too thin. */
const FAINTEST = 0.4

const vertexShader = `
uniform vec3 uCorner, uSize;
varying vec3 vPlace;
void main() {
  vPlace = (position - uCorner) / uSize;
  gl_Position = projectionMatrix * viewMatrix * (modelMatrix * vec4(position, 1.0));
}`

/** Lines of equal thickness, four over the range, are left lighter, so that the slope is seen without colour too. */
const fragmentShader = `
precision highp sampler3D;
uniform sampler3D uThin;
varying vec3 vPlace;
void main() {
  if (vPlace != clamp(vPlace, 0.0, 1.0)) discard;
  float thin = texture(uThin, vPlace).r;
  if (thin < 0.04) discard;
  float edge = smoothstep(0.04, 0.3, thin);
  float band = abs(fract(thin * 4.0) - 0.5) * 2.0;
  float line = 1.0 - smoothstep(0.0, 0.12 + 1.5 * fwidth(thin * 4.0), 1.0 - band);
  gl_FragColor = vec4(mix(vec3(0.66, 0.22, 0.17), vec3(0.42, 0.07, 0.05), thin), edge * (0.42 + 0.42 * thin) * (1.0 - 0.3 * line));
}`

/** How far under the limit each place is, 0 (not) to 255 (the thinnest found), on cells of a box. */
export function thinRaster({ walls, limit }: ThinWalls) {
  const { positions, thickness } = walls
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  let least = limit
  let count = 0
  for (let i = 0; i < thickness.length; i++) {
    if (thickness[i]! >= limit) continue
    count++
    least = Math.min(least, thickness[i]!)
    for (let axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis]!, positions[i * 3 + axis]! - 2 * REACH)
      high[axis] = Math.max(high[axis]!, positions[i * 3 + axis]! + 2 * REACH)
    }
  }
  if (count === 0) return undefined
  const cell = Math.max(CELL, ...low.map((from, axis) => (high[axis]! - from) / MOST_CELLS))
  const reach = Math.max(REACH, 1.8 * cell)
  const sides = low.map((from, axis) => Math.ceil((high[axis]! - from) / cell))
  const [width, height, depth] = sides as [number, number, number]
  const cells = new Uint8Array(width * height * depth)
  const span = Math.ceil(reach / cell)
  const range = (axis: number, at: number) => {
    const middle = Math.floor((at - low[axis]!) / cell)
    return [Math.max(0, middle - span), Math.min(sides[axis]! - 1, middle + span)] as const
  }
  for (let i = 0; i < thickness.length; i++) {
    if (thickness[i]! >= limit) continue
    const strength = 255 * (FAINTEST + ((1 - FAINTEST) * (limit - thickness[i]!)) / Math.max(limit - least, 1e-6))
    const [x, y, z] = [positions[i * 3]!, positions[i * 3 + 1]!, positions[i * 3 + 2]!]
    const [x0, x1] = range(0, x)
    const [y0, y1] = range(1, y)
    const [z0, z1] = range(2, z)
    for (let c = z0; c <= z1; c++)
      for (let b = y0; b <= y1; b++)
        for (let a = x0; a <= x1; a++) {
          const far =
            Math.hypot(low[0]! + (a + 0.5) * cell - x, low[1]! + (b + 0.5) * cell - y, low[2]! + (c + 0.5) * cell - z) / reach
          if (far >= 1) continue
          const value = strength * Math.min(1, 2 * (1 - far))
          const at = (c * height + b) * width + a
          if (value > cells[at]!) cells[at] = value
        }
  }
  const corner: readonly [number, number, number] = [low[0]!, low[1]!, low[2]!]
  return { cells, width, height, depth, corner, cell }
}

/** Lays a shade over the piece where its walls are thin; nothing is compiled before there is such a wall. */
export function thinShading(group: Group) {
  let geometry: BufferGeometry | undefined
  let shade: { texture: Data3DTexture; material: ShaderMaterial } | undefined
  let overlay: Mesh | undefined

  function lay() {
    if (overlay) group.remove(overlay)
    overlay = shade && geometry && new Mesh(geometry, shade.material)
    if (!overlay) return
    overlay.renderOrder = 2
    group.add(overlay)
  }

  function set(thin: ThinWalls | undefined) {
    shade?.texture.dispose()
    shade?.material.dispose()
    const raster = thin && thinRaster(thin)
    shade = raster && shadeOf(raster)
    lay()
  }

  return {
    set,
    /** The piece that is drawn now; its geometry stays its owner's. */
    on(next: BufferGeometry | undefined) {
      geometry = next
      lay()
    },
    dispose: () => set(undefined),
  }
}

function shadeOf({ cells, width, height, depth, corner, cell }: NonNullable<ReturnType<typeof thinRaster>>) {
  const texture = new Data3DTexture(cells, width, height, depth)
  texture.format = RedFormat
  texture.minFilter = texture.magFilter = LinearFilter
  texture.unpackAlignment = 1
  texture.needsUpdate = true
  const material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    side: DoubleSide,
    transparent: true,
    depthWrite: false,
    // Lies on the piece itself, which another program has drawn.
    polygonOffset: true,
    polygonOffsetFactor: -1,
    polygonOffsetUnits: -4,
    uniforms: {
      uThin: { value: texture },
      uCorner: { value: new Vector3(...corner) },
      uSize: { value: new Vector3(width, height, depth).multiplyScalar(cell) },
    },
  })
  return { texture, material }
}
