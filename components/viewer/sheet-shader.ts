import { noiseGlsl, toneGlsl } from './metal-shader'
import { roomGlsl } from './room'

export const sheetVertexShader = `
attribute float kind;
attribute float grain;
attribute float order;
attribute float shade;
attribute vec3 tint;
attribute vec3 rest;
// Share of the operation at which it begins to rise; below 0 it stays.
attribute float rise;
// How far it rises, mm, and during which share.
uniform vec2 uRise;
uniform float uProgress;
flat varying float vKind;
flat varying float vGrain;
varying float vOrder;
varying float vShade;
varying vec3 vTint;
varying vec3 vRest;
varying vec3 vWorld;
varying vec3 vNormal;
void main() {
  vShade = shade;
  vKind = kind;
  vGrain = grain;
  vOrder = order;
  vTint = tint;
  vRest = rest;
  vec3 at = position;
  if (rise >= 0.0) at.z += uRise.x * smoothstep(rise, rise + uRise.y, uProgress);
  vec4 world = modelMatrix * vec4(at, 1.0);
  vWorld = world.xyz;
  vNormal = mat3(modelMatrix) * normal;
  gl_Position = projectionMatrix * viewMatrix * world;
}`

/**
 * Leather, thread, paint and foil in the house's room. The grain is a height field in the plane in which the leather lay before it
 * was folded, in millimetres: it neither swims when the piece folds nor needs a picture.
 */
export const sheetFragmentShader = `
flat varying float vKind;
flat varying float vGrain;
varying float vOrder;
varying float vShade;
varying vec3 vTint;
varying vec3 vRest;
varying vec3 vWorld;
varying vec3 vNormal;
uniform float uStage, uExposure, uFloor, uReach, uProgress;
// The open piece, mm: where a half begins and ends from the middle, half its height.
uniform vec3 uHalf;
${roomGlsl()}
${noiseGlsl}
${toneGlsl}
bool isKind(float k) { return abs(vKind - k) < 0.5; }
vec2 scatter(vec2 p) {
  return fract(sin(vec2(dot(p, vec2(127.1, 311.7)), dot(p, vec2(269.5, 183.3)))) * 43758.5453);
}
// Distance to the nearest and to the second nearest of one point a cell.
vec2 cells(vec2 p) {
  vec2 cell = floor(p), inside = fract(p);
  float first = 8.0, second = 8.0;
  for (int y = -1; y <= 1; y++) for (int x = -1; x <= 1; x++) {
    vec2 step2 = vec2(float(x), float(y));
    vec2 away = step2 + scatter(cell + step2) * 0.9 - inside;
    float d = dot(away, away);
    if (d < first) { second = first; first = d; } else if (d < second) second = d;
  }
  return sqrt(vec2(first, second));
}
float flat2(vec2 p, float scale, float layer) { return noise(vec3(p * scale, layer)); }

void main() {
  // Paint goes on coat after coat, each the whole way round.
  float laid = uProgress * 3.0;
  float coats = isKind(3.0) ? min(3.0, floor(laid) + step(vOrder, fract(laid))) : 0.0;
  if (vOrder > uProgress && !isKind(3.0)) discard;
  vec3 N = normalize(vNormal);
  vec3 V = normalize(cameraPosition - vWorld);
  if (!gl_FrontFacing) N = -N;
  vec2 P = vRest.xy;
  float pixel = length(fwidth(P)) + 1e-4;
  vec3 albedo = vTint;
  float roughness = 0.45, shine = 0.055, height = 0.0, bump = 0.0, sheen = 0.0;

  if (isKind(0.0) || isKind(7.0)) {
    float mottled = flat2(P, 0.09, 1.0) * 0.6 + flat2(P, 0.31, 2.0) * 0.4;
    float fine = flat2(P, 7.0, 3.0) * 0.6 + flat2(P, 15.0, 4.0) * 0.4;
    // Nothing finer than two pixels, or the leather glitters like sand.
    float keepsFine = 1.0 - smoothstep(0.02, 0.11, pixel);
    if (vGrain > 0.5 && vGrain < 1.5) {
      vec2 near = cells(P * 0.92 + 0.35 * vec2(flat2(P, 0.7, 5.0), flat2(P, 0.7, 6.0)));
      float pebble = smoothstep(0.02, 0.42, near.y - near.x);
      float keeps = 1.0 - smoothstep(0.25, 0.9, pixel);
      height = (pebble * 0.16 + 0.02 * fine * keepsFine) * keeps;
      bump = 1.0;
      albedo *= mix(0.62, 1.06, mix(0.75, pebble, keeps));
      roughness = mix(0.62, 0.40, pebble);
    } else if (vGrain < 0.5) {
      vec2 near = cells(P * 2.3 + 0.3 * vec2(flat2(P, 1.1, 5.0), flat2(P, 1.1, 6.0)));
      float pores = smoothstep(0.0, 0.30, near.y - near.x);
      float keeps = 1.0 - smoothstep(0.05, 0.26, pixel);
      height = 0.011 * pores * keeps + 0.003 * fine * keepsFine;
      bump = 0.8;
      albedo *= mix(0.86, 1.07, mottled) * mix(1.0, mix(0.90, 1.02, pores), keeps);
      roughness = mix(0.40, 0.30, mottled);
    } else {
      float pull = flat2(vec2(P.x * 1.4, P.y * 0.22), 1.0, 8.0);
      float pores = smoothstep(0.62, 0.8, flat2(P, 5.2, 9.0));
      height = (0.004 * fine - 0.014 * pores) * keepsFine;
      bump = 0.9;
      albedo *= mix(0.80, 1.08, mottled * 0.6 + pull * 0.4) * mix(1.0, 0.86, pores * keepsFine);
      roughness = mix(0.52, 0.42, pull);
    }
    if (isKind(7.0)) {
      height *= 0.25;
      albedo *= 0.50;
      roughness = 0.30;
    }
  } else if (isKind(1.0) || isKind(4.0)) {
    float nap = flat2(P, 2.6, 11.0) * 0.5 + flat2(P, 9.0, 12.0) * 0.5;
    albedo = mix(albedo, vec3(dot(albedo, vec3(0.33))), 0.12) * mix(0.9, 1.12, nap) * (isKind(4.0) ? 1.55 : 1.0);
    height = 0.05 * nap * (1.0 - smoothstep(0.06, 0.4, pixel));
    bump = 0.8;
    roughness = 0.95;
    shine = 0.015;
    sheen = 0.16;
  } else if (isKind(2.0) || (isKind(3.0) && coats < 0.5)) {
    float fibres = flat2(vec2(P.x + P.y, vRest.z * 5.0), 2.2, 13.0);
    albedo = mix(albedo, vec3(0.42, 0.30, 0.19), isKind(3.0) ? 0.7 : 0.15) * mix(0.82, 1.05, fibres);
    roughness = 0.8;
    shine = 0.02;
  } else if (isKind(3.0)) {
    // Paint is laid a shade deeper than the leather, or the edge looks like a mistake. The first coat soaks in, the last is smoothed.
    float covers = coats / 3.0;
    float fibres = flat2(vec2(P.x + P.y, vRest.z * 5.0), 2.2, 13.0);
    albedo *= mix(0.95, 0.55, covers) * mix(mix(0.78, 1.1, fibres), 1.0, covers);
    roughness = mix(0.75, 0.24, covers * covers);
    shine = mix(0.02, 0.055, covers);
    height = mix(0.03, 0.006, covers) * flat2(P, 0.9, 14.0);
    bump = 0.5;
  } else if (isKind(5.0)) {
    float twist = 1.0 - smoothstep(0.04, 0.16, pixel);
    float strand = sin((P.x + P.y) * 14.0 + vRest.z * 22.0);
    albedo *= mix(0.95, mix(0.72, 1.10, 0.5 + 0.5 * strand), twist);
    roughness = 0.42;
    shine = 0.03;
    sheen = 0.06;
  }

  // Bump from the height's own slope on the screen, so that no tangent is carried along.
  vec3 sx = dFdx(vWorld), sy = dFdy(vWorld);
  if (isKind(0.0) || isKind(6.0) || isKind(7.0)) {
    // A flat panel mirrors one spot of the room and looks like card: each half is shaded as a cushion.
    vec2 px = dFdx(P), py = dFdy(P);
    float across = px.x * py.y - px.y * py.x;
    vec2 seat = vec2((P.x - sign(P.x) * 0.5 * (uHalf.x + uHalf.y)) / (0.5 * (uHalf.y - uHalf.x)), P.y / uHalf.z);
    vec2 waves = vec2(flat2(P, 0.045, 21.0), flat2(P, 0.045, 22.0)) - 0.5;
    vec2 tilt = 0.06 * waves;
    if (uHalf.x > 0.0) tilt += 0.08 * seat * smoothstep(0.0, 3.0, abs(P.x) - uHalf.x);
    if (abs(across) > 1e-12) N = normalize(N + (tilt.x * (sx * py.y - sy * px.y) + tilt.y * (sy * px.x - sx * py.x)) / across);
  }
  vec3 r1 = cross(sy, N), r2 = cross(N, sx);
  float det = dot(sx, r1);
  vec3 slope = sign(det) * (dFdx(height) * r1 + dFdy(height) * r2);
  vec3 B = normalize(abs(det) * N - bump * slope + N * 1e-9);

  vec3 color;
  if (isKind(6.0)) {
    float broken = 0.5 * flat2(P, 3.0, 15.0) + 0.5 * flat2(P, 11.0, 16.0);
    vec3 F = normalize(B + 0.05 * vec3(flat2(P, 4.0, 17.0) - 0.5, 0.0, flat2(P, 4.0, 18.0) - 0.5));
    color = vTint * (0.82 * room(vWorld, reflect(-V, F), 0.30) + 0.30 * room(vWorld, F, 0.9)) * mix(0.86, 1.04, broken);
  } else {
    vec3 light = 0.40 * room(vWorld, B, 0.95) + 0.34 * room(vWorld, normalize(B + vec3(-0.35, 0.7, 0.0)), 0.62) + 0.26 * room(vWorld, normalize(B + vec3(0.5, 0.3, -0.3)), 0.95);
    float grazing = pow(1.0 - clamp(dot(B, V), 0.0, 1.0), 5.0);
    vec3 mirror = room(vWorld, reflect(-V, B), roughness);
    color = albedo * light * 0.92 + (shine + (1.0 - shine) * grazing * (1.0 - roughness) * 0.5) * mirror;
    color *= vShade;
    color += vShade * sheen * albedo * pow(1.0 - clamp(dot(N, V), 0.0, 1.0), 2.0) * light;
  }
  // What lies in the dark is not there, so that the page's own ground is seen; nothing else is in so much shade.
  float there = smoothstep(0.0, 0.3, vShade);
  gl_FragColor = vec4(encode(neutral(color * uExposure)) * there, there);
}`
