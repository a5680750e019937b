import type { Vec3 } from '@/lib/domain/geometry/mesh'

export type Theme = 'day' | 'stage'

/** One light (or black flag) of the room: seen from the piece in direction `towards`, Y up, the home camera in front (+Z). */
export interface RoomBox {
  name: string
  towards: Vec3
  /** Half width and half height, in tangent units of the direction. */
  half: readonly [number, number]
  /** Width of the soft edge, same units. */
  feather: readonly [number, number]
  /** Linear radiance. */
  day: Vec3
  stage: Vec3
}

/**
 * A dark tent with few bright feathered boxes and two flags: gold needs something black to mirror.
 * The one table both the shader and the tests read.
 */
export const BOXES: readonly RoomBox[] = [
  {
    name: 'scrim the face mirrors',
    towards: [-0.92, 0.66, -0.52],
    half: [0.36, 0.46],
    feather: [0.3, 0.3],
    day: [1.55, 1.52, 1.46],
    stage: [1.05, 0.98, 0.86],
  },
  {
    name: 'twin scrim',
    towards: [0.98, 0.86, -0.5],
    half: [0.34, 0.4],
    feather: [0.32, 0.3],
    day: [1, 0.98, 0.95],
    stage: [0.4, 0.38, 0.35],
  },
  {
    name: 'key',
    towards: [-0.75, 1.15, 0.05],
    half: [0.52, 0.34],
    feather: [0.16, 0.14],
    day: [4.4, 4.3, 4.12],
    stage: [3.2, 3.08, 2.86],
  },
  {
    name: 'tall strip',
    towards: [1.3, 0.4, 0.1],
    half: [0.17, 1.05],
    feather: [0.08, 0.55],
    day: [4.05, 4.16, 4.35],
    stage: [5.2, 5.36, 5.6],
  },
  {
    name: 'low kicker',
    towards: [-1.25, 0.05, 0.62],
    half: [0.12, 0.6],
    feather: [0.07, 0.3],
    day: [2.6, 2.55, 2.46],
    stage: [1.5, 1.46, 1.4],
  },
  {
    name: 'front fill',
    towards: [0.35, 0.8, 1.05],
    half: [0.5, 0.2],
    feather: [0.2, 0.14],
    day: [1.5, 1.48, 1.43],
    stage: [0.25, 0.24, 0.23],
  },
  {
    name: 'back edge',
    towards: [0.75, 0.16, -1.1],
    half: [0.3, 0.14],
    feather: [0.12, 0.1],
    day: [1.1, 1.1, 1.12],
    stage: [2.2, 2.2, 2.25],
  },
]

/** What they cover keeps this share of its light. */
export const FLAG_LEAK = 0.12
export const FLAGS: readonly Pick<RoomBox, 'name' | 'towards' | 'half' | 'feather'>[] = [
  { name: 'right flag', towards: [0.7, 0.1, 1], half: [0.24, 0.95], feather: [0.12, 0.3] },
  { name: 'left flag', towards: [-0.42, 0.05, 1], half: [0.14, 0.75], feather: [0.1, 0.3] },
]

export const TENT: Record<Theme, { horizon: Vec3; zenith: Vec3; floor: Vec3 }> = {
  day: { horizon: [0.125, 0.105, 0.085], zenith: [0.6, 0.575, 0.54], floor: [0.6, 0.56, 0.5] },
  stage: { horizon: [0.006, 0.006, 0.0055], zenith: [0.03, 0.029, 0.027], floor: [0.024, 0.021, 0.017] },
}
/** The floor keeps `1 - FLOOR_DARKENING` of its light straight under the piece. */
export const FLOOR_DARKENING = 0.62
/** Share of the floor's light that is left where it runs into the dark: it gives the flanks their gradient. */
const FLOOR_AFAR = 0.62
export const EXPOSURE: Record<Theme, number> = { day: 1.08, stage: 1.3 }

type Basis = { d: Vec3; right: Vec3; up: Vec3 }

const scale = (v: Vec3, s: number): Vec3 => [v[0] * s, v[1] * s, v[2] * s]
const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
const unit = (v: Vec3): Vec3 => scale(v, 1 / Math.hypot(...v))
const mix = (a: Vec3, b: Vec3, t: number): Vec3 => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
const smoothstep = (low: number, high: number, x: number) => {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)))
  return t * t * (3 - 2 * t)
}

/** Right-handed frame of a box: `right` is horizontal. */
export function basisOf(towards: Vec3): Basis {
  const d = unit(towards)
  const right = unit(cross([0, 1, 0], d))
  return { d, right, up: cross(d, right) }
}

function cover(box: Pick<RoomBox, 'towards' | 'half' | 'feather'>, ray: Vec3, blur: number): number {
  const { d, right, up } = basisOf(box.towards)
  const ahead = dot(ray, d)
  if (ahead <= 0.02) return 0
  const along = (axis: Vec3, half: number, feather: number) =>
    1 - smoothstep(half - feather - blur, half + feather + blur, Math.abs(dot(ray, axis)) / ahead)
  return along(right, box.half[0], box.feather[0]) * along(up, box.half[1], box.feather[1])
}

/** Extra feather that a rough surface sees, tangent units. */
export const blurOf = (roughness: number) => 1.1 * 1.6 * roughness * roughness

/**
 * Linear radiance that reaches the piece along `ray` reversed; `ray` is a unit vector pointing away from the piece.
 * Mirrors the shader's `room`, the floor taken at infinity. Used by tests and for the weights of the contact shadow.
 */
export function radiance(ray: Vec3, theme: Theme, roughness = 0): Vec3 {
  const { horizon, zenith, floor } = TENT[theme]
  const blur = blurOf(roughness)
  let light = mix(horizon, zenith, smoothstep(0, 0.95, ray[1]))
  for (const box of BOXES) light = mix(light, box[theme], cover(box, ray, blur))
  const lit = scale(floor, FLOOR_AFAR + (1 - FLOOR_AFAR) * smoothstep(0, 0.45, -ray[1]))
  light = mix(light, lit, 1 - smoothstep(-0.06 - blur, 0.02 + blur, ray[1]))
  for (const flag of FLAGS) light = scale(light, 1 - (1 - FLAG_LEAK) * cover(flag, ray, blur))
  return light
}

const glsl = (v: readonly number[]) => `vec${v.length}(${v.map((x) => x.toFixed(5)).join(',')})`

function coverGlsl(box: Pick<RoomBox, 'towards' | 'half' | 'feather'>): string {
  const { d, right, up } = basisOf(box.towards)
  return `cover(ray, ${glsl(d)}, ${glsl(right)}, ${glsl(up)}, ${glsl(box.half)}, ${glsl(box.feather)}, blur)`
}

/**
 * `vec3 room(vec3 from, vec3 ray, float roughness)`: the same light as a GLSL function. Needs uniforms `uStage` (0 day, 1 stage),
 * `uFloor` (height of the floor), `uReach` (radius of the piece). No texture: sharp at any zoom.
 */
export function roomGlsl(): string {
  const themed = (pick: (theme: Theme) => Vec3) => `mix(${glsl(pick('day'))}, ${glsl(pick('stage'))}, uStage)`
  const boxes = BOXES.map((box) => `light = mix(light, ${themed((theme) => box[theme])}, ${coverGlsl(box)});`)
  const flags = FLAGS.map((flag) => `light *= 1.0 - ${(1 - FLAG_LEAK).toFixed(3)} * ${coverGlsl(flag)};`)
  return `
float cover(vec3 ray, vec3 d, vec3 right, vec3 up, vec2 halfSize, vec2 feather, float blur) {
  float ahead = dot(ray, d);
  if (ahead <= 0.02) return 0.0;
  vec2 at = abs(vec2(dot(ray, right), dot(ray, up))) / ahead;
  vec2 edge = feather + blur;
  vec2 inside = 1.0 - smoothstep(halfSize - edge, halfSize + edge, at);
  return inside.x * inside.y;
}
vec3 room(vec3 from, vec3 ray, float roughness) {
  float blur = 1.76 * roughness * roughness;
  vec3 light = mix(${themed((t) => TENT[t].horizon)}, ${themed((t) => TENT[t].zenith)}, smoothstep(0.0, 0.95, ray.y));
  ${boxes.join('\n  ')}
  vec3 floorLight = ${themed((t) => TENT[t].floor)};
  vec2 hit = from.xz + ray.xz * min(40.0, (from.y - uFloor) / max(0.02, -ray.y));
  floorLight *= 1.0 - ${FLOOR_DARKENING.toFixed(3)} * exp(-dot(hit, hit) / (1.8 * uReach * uReach));
  floorLight *= mix(${FLOOR_AFAR.toFixed(3)}, 1.0, smoothstep(0.0, 0.45, -ray.y));
  light = mix(light, floorLight, 1.0 - smoothstep(-0.06 - blur, 0.02 + blur, ray.y));
  ${flags.join('\n  ')}
  return light;
}`
}
