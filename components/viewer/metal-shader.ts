import { lookClipGlsl, lookColorGlsl, lookUniformsGlsl } from './look-shader'
import { roomGlsl } from './room'

/** Kinds of surface in the order the shader knows them. */
export const KINDS = ['body', 'bore', 'face', 'bevel', 'cut-wall', 'cut-floor', 'ground', 'raised-top', 'raised-wall'] as const

export const vertexShader = `
attribute float kind;
attribute float depth;
flat varying float vKind;
varying float vDepth;
varying vec3 vPiece;
varying vec3 vWorld;
varying vec3 vNormal;
varying vec3 vPieceNormal;
void main() {
  vKind = kind;
  vDepth = depth;
  vPiece = position;
  vPieceNormal = normal;
  vec4 world = modelMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  vNormal = mat3(modelMatrix) * normal;
  gl_Position = projectionMatrix * viewMatrix * world;
}`

/** Khronos PBR Neutral (public specification) and the sRGB transfer function. */
export const toneGlsl = `
vec3 neutral(vec3 color) {
  const float start = 0.8 - 0.04;
  float low = min(color.r, min(color.g, color.b));
  color -= low < 0.08 ? low - 6.25 * low * low : 0.04;
  float peak = max(color.r, max(color.g, color.b));
  if (peak < start) return color;
  float d = 1.0 - start;
  float newPeak = 1.0 - d * d / (peak + d - start);
  color *= newPeak / peak;
  return mix(color, vec3(newPeak), 1.0 - 1.0 / (0.15 * (peak - newPeak) + 1.0));
}
vec3 encode(vec3 c) {
  c = clamp(c, 0.0, 1.0);
  return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(vec3(0.0031308), c));
}`

export const noiseGlsl = `
float hash(vec3 p) {
  p = fract(p * 0.3183099 + vec3(0.71, 0.113, 0.419));
  p *= 17.0;
  return fract(p.x * p.y * p.z * (p.x + p.y + p.z));
}
float noise(vec3 x) {
  vec3 i = floor(x), f = fract(x);
  f = f * f * (3.0 - 2.0 * f);
  return mix(
    mix(mix(hash(i), hash(i + vec3(1, 0, 0)), f.x), mix(hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)), f.x), f.y),
    mix(mix(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), f.x), mix(hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)), f.x), f.y),
    f.z);
}`

/**
 * Light that arrives at `from` against `ray`. The bore is a cylinder of known width, so its own reflection is solved, not traced:
 * up to three bounces, each tinted by the metal, which is what makes the inside of a gold ring glow.
 */
const boreGlsl = `
uniform vec3 uBoreCenter, uBoreAxis, uBoreSide, uBoreUp;
uniform float uBoreRadius;
uniform float uBoreWidth[32];
float boreWidth(vec2 at) {
  float turn = (atan(at.y, at.x) / 6.2831853 + 0.5) * 32.0;
  int i = int(floor(turn)) & 31;
  return mix(uBoreWidth[i], uBoreWidth[(i + 1) & 31], fract(turn));
}
// Moves to where a ray from the bore's wall meets it again and turns it there; gives the share of the light that goes that way.
float boreBounce(inout vec3 from, inout vec3 ray) {
  vec3 at3 = from - uBoreCenter;
  vec2 o = vec2(dot(at3, uBoreSide), dot(at3, uBoreUp)), d = vec2(dot(ray, uBoreSide), dot(ray, uBoreUp));
  float a = dot(d, d), b = dot(o, d), c = dot(o, o) - uBoreRadius * uBoreRadius;
  float t = (-b + sqrt(max(0.0, b * b - a * c))) / max(a, 1e-4);
  vec3 hit = from + ray * t;
  vec2 at = o + d * t;
  float along = dot(hit - uBoreCenter, uBoreAxis), width = boreWidth(at);
  float inside = t < 1.2 ? 0.0 : 1.0 - smoothstep(width - 0.25, width + 0.1, abs(along));
  float lean = sign(along) * pow(min(1.0, abs(along) / width), 2.4) * 0.22;
  vec3 inward = normalize(-(uBoreSide * at.x + uBoreUp * at.y) / uBoreRadius + uBoreAxis * lean);
  from = hit;
  ray = reflect(ray, inward);
  return inside;
}`

/**
 * A wall of a cut. The cut is taken for a V with this wall on both sides: a ray that leaves below the opposite lip meets the other
 * wall once more, tinted again; one that goes down meets the floor. Gives the share that escapes at once, and the second ray.
 */
const grooveGlsl = `
float groove(vec3 R, vec3 N, out vec3 second) {
  vec3 n = uTurn * cross(uFaceU, uFaceV);
  float sink = uCutDepth > 0.0 ? clamp(vDepth / uCutDepth, 0.0, 1.0) : 0.0;
  float rise = dot(R, n), steep = max(0.05, length(N - n * dot(N, n)));
  vec3 outwards = (N - n * dot(N, n)) / steep;
  float over = dot(R, outwards);
  float needed = sink * steep / max(0.05, (2.0 - sink) * dot(N, n));
  vec3 other = 2.0 * n * dot(N, n) - N;
  second = reflect(R, isKind(8.0) || rise < -0.3 ? n : other);
  if (dot(second, n) < 0.05) second = normalize(second + n * (0.1 - dot(second, n)));
  return over <= 0.0 ? step(0.0, rise) : smoothstep(needed - 0.25, needed + 0.25, rise / max(0.05, over));
}`

/** Every kind of surface asks the same rays of the room in one loop: what has no second ray leaves it after the first. */
const metalGlsl = `
vec3 metal(vec3 N, vec3 V, vec3 f0, float roughness) {
  vec3 from = vWorld, ray = reflect(-V, N);
  float grazing = pow(1.0 - clamp(dot(N, V), 0.0, 1.0), 5.0);
  vec3 F = f0 + (1.0 - f0) * grazing;
  bool bore = uBoreRadius > 0.0 && isKind(1.0), cut = isKind(4.0) || isKind(8.0);
  vec3 light = vec3(0.0), weight = vec3(1.0);
  for (int bounce = 0; bounce <= BOUNCES; bounce++) {
    vec3 at = from, way = ray;
    float onwards = 0.0;
    if (bore && bounce < BOUNCES) onwards = boreBounce(from, ray);
    if (cut && bounce == 0) onwards = 1.0 - groove(way, N, ray);
    light += weight * (1.0 - onwards) * room(at, way, roughness);
    weight *= onwards * f0;
    if (onwards < 0.01) break;
    if (cut) roughness += 0.06;
  }
  return F * light;
}`

export const fragmentShader = `
flat varying float vKind;
varying float vDepth;
varying vec3 vPiece;
varying vec3 vWorld;
varying vec3 vNormal;
varying vec3 vPieceNormal;
uniform vec3 uF0;
uniform float uStage, uExposure, uFloor, uReach, uCutDepth;
uniform vec2 uFaceHalf;
uniform vec3 uFaceU, uFaceV;
uniform vec3 uBrushAxis;
uniform mat3 uTurn;
${roomGlsl()}
${noiseGlsl}
${toneGlsl}
${boreGlsl}
bool isKind(float k) { return abs(vKind - k) < 0.5; }
${grooveGlsl}
${metalGlsl}

${lookUniformsGlsl}
void main() {
  bool onFace = isKind(2.0) || isKind(7.0);
  bool inCut = isKind(4.0) || isKind(5.0) || isKind(6.0) || isKind(8.0);
  ${lookClipGlsl}
  vec3 P = vPiece;
  vec3 N = normalize(vNormal);
  vec3 V = normalize(cameraPosition - vWorld);
  if (!gl_FrontFacing) N = -N;
  vec3 geometric = N;
  if (onFace) {
    vec2 dome = 0.075 * vec2(dot(P, uFaceU), dot(P, uFaceV)) / uFaceHalf;
    N = normalize(N + uTurn * (uFaceU * dome.x + uFaceV * dome.y));
  }
  // The graver's edge is broken by the last polish: a lip of two hundredths that leans from the face into the wall.
  if (isKind(4.0) || isKind(8.0)) N = normalize(mix(N, uTurn * cross(uFaceU, uFaceV), 0.8 * (1.0 - smoothstep(0.0, 0.026, vDepth))));
  if (!inCut) {
    vec3 q = P * 0.62;
    N = normalize(N + 0.008 * vec3(sin(q.y * 1.7 + 2.1 * sin(q.z)), sin(q.z * 1.3 + 1.7 * sin(q.x + 1.0)), sin(q.x * 1.5 + 1.9 * sin(q.y + 2.0))));
  }
  float grain = noise(P * 1.3) * 0.5 + noise(P * 9.0) * 0.5;
  float roughness = (inCut ? 0.22 : onFace ? 0.20 : 0.09) + 0.05 * (grain - 0.5);
  // A surface that bends within one pixel mirrors a whole fan of the room: without this thin rims sparkle when they turn.
  vec3 bendX = dFdx(geometric), bendY = dFdy(geometric);
  roughness = sqrt(roughness * roughness + min(0.16, 0.4 * (dot(bendX, bendX) + dot(bendY, bendY))));
  vec3 f0 = uF0;
  vec3 color;

  float sink = uCutDepth > 0.0 ? clamp(vDepth / uCutDepth, 0.0, 1.0) : 0.0;
#if FINISH == 1
  if (!inCut && !isKind(1.0)) {
    // Lines of the brush run round the finger on the body and along the finger on the face; light spreads across them.
    // Where the body looks along the finger there are no such lines: there the brush has gone over in circles and only grain is left.
    vec3 faceNormal = cross(uFaceU, uFaceV);
    vec3 around = cross(uBrushAxis, vPieceNormal);
    float lined = onFace ? 1.0 : smoothstep(0.30, 0.85, length(around));
    vec3 lines = onFace ? uFaceV : normalize(around + 1e-4);
    vec3 spread = uTurn * normalize(cross(lines, onFace ? faceNormal : vPieceNormal));
    float across = onFace ? dot(P, uFaceU) : dot(P, uBrushAxis);
    float run = onFace ? dot(P, uFaceV) : atan(dot(P, uFaceU), dot(P, faceNormal)) * 9.0;
    float footprint = fwidth(across) * 9.0;
    float fade = 1.0 / (1.0 + footprint * footprint * 4.0);
    float streak = lined * (noise(vec3(across * 30.0, run * 0.7, 3.0)) - 0.5);
    float fine = mix(noise(P * 34.0), noise(vec3(across * 64.0, run * 1.7, 7.0)), lined) - 0.5;
    float tilt = fade * (0.14 * streak + 0.10 * fine);
    color = vec3(0.0);
    float total = 0.0;
    for (int i = -TAPS; i <= TAPS; i++) {
      float w = exp(-float(i * i) * 1.44 / float(TAPS * TAPS));
      color += w * metal(normalize(N + spread * (float(i) * 0.255 / float(TAPS) + tilt)), V, f0, 0.30);
      total += w;
    }
    color = color / total * (0.97 + 0.20 * fade * (streak + fine * 0.6));
  } else
#endif
    color = metal(N, V, f0, roughness);

  if (inCut) {
    // Light in a cut has met the metal more than once: it is darker and deeper in hue.
    color *= mix(vec3(1.0), f0, 0.6 * sink);
    color *= 1.0 - mix(0.55, 0.15, uStage) * sink;
#if FINISH == 2
    {
      float patches = 0.65 * noise(P * 4.0) + 0.35 * noise(P * 22.0);
      float patina = isKind(5.0) || isKind(6.0) ? 1.0 : smoothstep(0.04, 0.45, sink + 0.25 * (patches - 0.5));
      vec3 dark = vec3(0.035, 0.032, 0.030) * (0.7 + 0.6 * patches);
      vec3 sky = 0.5 * (room(vWorld, normalize(N + vec3(0.0, 0.6, 0.0)), 0.7) + room(vWorld, N, 0.7));
      vec3 sheen = (0.012 + 0.10 * pow(1.0 - clamp(dot(N, V), 0.0, 1.0), 5.0)) * room(vWorld, reflect(-V, N), 0.62);
      color = mix(color, dark * sky * 0.8 + sheen, patina);
    }
  } else if (onFace) {
    color *= 1.0 - 0.06 * smoothstep(0.45, 0.7, noise(P * 1.1));
#endif
  }
  ${lookColorGlsl}
  gl_FragColor = vec4(encode(neutral(color * uExposure)), 1.0);
}`
