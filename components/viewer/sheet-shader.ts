import { noiseGlsl, toneGlsl } from './metal-shader'
import { roomGlsl } from './room'

export const sheetVertexShader = `
attribute float kind;
attribute float grain;
attribute float order;
attribute float shade;
attribute vec3 tint;
attribute vec3 rest;
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
  vec4 world = modelMatrix * vec4(position, 1.0);
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
  bool edge = isKind(2.0) || isKind(3.0);
  bool waiting = vOrder > uProgress;
  if (waiting && !edge && !isKind(6.0) && !isKind(7.0)) discard;
  if (waiting && (isKind(6.0) || isKind(7.0))) discard;
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
    float keepsFine = 1.0 - smoothstep(0.05, 0.35, pixel);
    if (vGrain > 0.5 && vGrain < 1.5) {
      vec2 near = cells(P * 0.92 + 0.35 * vec2(flat2(P, 0.7, 5.0), flat2(P, 0.7, 6.0)));
      float pebble = smoothstep(0.02, 0.42, near.y - near.x);
      float keeps = 1.0 - smoothstep(0.25, 0.9, pixel);
      height = (pebble * 0.16 + 0.02 * fine * keepsFine) * keeps;
      bump = 1.0;
      albedo *= mix(0.62, 1.06, mix(0.75, pebble, keeps));
      roughness = mix(0.62, 0.40, pebble);
    } else if (vGrain < 0.5) {
      vec2 near = cells(P * 3.1);
      float pores = smoothstep(0.0, 0.35, near.y - near.x);
      height = (0.016 * pores + 0.012 * fine) * keepsFine;
      bump = 0.9;
      albedo *= mix(0.90, 1.06, mottled) * mix(1.0, mix(0.93, 1.0, pores), keepsFine);
      roughness = 0.36;
    } else {
      float pull = flat2(vec2(P.x * 1.4, P.y * 0.22), 1.0, 8.0);
      float pores = smoothstep(0.62, 0.8, flat2(P, 5.2, 9.0));
      height = (0.012 * fine - 0.03 * pores) * keepsFine;
      bump = 0.9;
      albedo *= mix(0.82, 1.1, mottled * 0.6 + pull * 0.4) * mix(1.0, 0.86, pores * keepsFine);
      roughness = 0.50;
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
  } else if (isKind(2.0) || (isKind(3.0) && waiting)) {
    float fibres = flat2(vec2(P.x + P.y, vRest.z * 5.0), 2.2, 13.0);
    albedo = mix(albedo, vec3(0.42, 0.30, 0.19), isKind(3.0) ? 0.7 : 0.15) * mix(0.82, 1.05, fibres);
    roughness = 0.8;
    shine = 0.02;
  } else if (isKind(3.0)) {
    // Paint is laid a shade deeper than the leather, or the edge looks like a mistake.
    albedo *= 0.62;
    roughness = 0.26;
    shine = 0.05;
    height = 0.01 * flat2(P, 0.9, 14.0);
    bump = 0.5;
  } else if (isKind(5.0)) {
    float strand = sin((P.x + P.y) * 14.0 + vRest.z * 22.0);
    albedo *= mix(0.78, 1.08, 0.5 + 0.5 * strand);
    roughness = 0.55;
    sheen = 0.10;
  }

  // Bump from the height's own slope on the screen, so that no tangent is carried along.
  vec3 sx = dFdx(vWorld), sy = dFdy(vWorld);
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
    color = albedo * light * 1.05 + (shine + (1.0 - shine) * grazing * (1.0 - roughness) * 0.5) * mirror;
    color *= vShade;
    color += vShade * sheen * albedo * pow(1.0 - clamp(dot(N, V), 0.0, 1.0), 2.0) * light;
  }
  gl_FragColor = vec4(encode(neutral(color * uExposure)), 1.0);
}`
