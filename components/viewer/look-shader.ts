import type { Stage } from '@/lib/domain/products/family'

/** What the piece looks like between operations, in the order the shader knows. */
export const LOOKS = ['finished', 'pattern', 'cast', 'cleaned', 'engraved'] as const
/** Looks of metal, and those of sheets, which come as meshes of their own. */
export type Look = Stage['look']
/** The shader's branch for a look of metal; what it does not know is finished. */
export const lookIndex = (look: Look): number => Math.max(0, (LOOKS as readonly string[]).indexOf(look))

/** Which share of the piece a mesh draws while an engraving is being cut: all, the cut part, the uncut face. */
export const SHARE = { all: 0, cut: 1, uncut: 2 } as const

export const lookUniformsGlsl = `
uniform int uShare;
uniform float uProgress, uHeight;
uniform sampler2D uStrokes;
uniform vec4 uStrokeBox;
bool isCut(vec2 at) {
  vec2 place = (at - uStrokeBox.xy) / (uStrokeBox.zw - uStrokeBox.xy);
  return all(equal(place, clamp(place, 0.0, 1.0))) && texture2D(uStrokes, place).r <= uProgress;
}
vec3 roughen(vec3 N, vec3 P, float scale, float amount) {
  float h = noise(P * scale), e = 0.35 / scale;
  vec3 slope = vec3(noise((P + vec3(e, 0, 0)) * scale), noise((P + vec3(0, e, 0)) * scale), noise((P + vec3(0, 0, e)) * scale)) - h;
  return normalize(N - amount * (uTurn * slope));
}`

/** Runs first: parts not yet printed, and the halves of an engraving. What is still to come is drawn in dots, as every estimate is. */
export const lookClipGlsl = `
#if LOOK == 1
  if (vWorld.y > uFloor + uProgress * uHeight) {
    vec2 dot2 = mod(gl_FragCoord.xy, 5.0) - 2.5;
    float rim = 1.0 - abs(dot(normalize(vNormal), normalize(cameraPosition - vWorld)));
    if (!gl_FrontFacing || rim < 0.62 || dot(dot2, dot2) > 1.6) discard;
    gl_FragColor = vec4(vec3(0.80, 0.66, 0.39) * 0.55, 1.0);
    return;
  }
#endif
#if LOOK == 4
  if (uShare != 0) {
    bool cut = isCut(vec2(dot(vPiece, uFaceU), dot(vPiece, uFaceV)));
    if (uShare == 1 && (onFace || inCut) && !cut) discard;
    if (uShare == 2 && (cut || !onFace)) discard;
  }
#endif`

/** Replaces the finished metal where the piece is not there yet. */
export const lookColorGlsl = `
#if LOOK == 1
  float layer = vWorld.y / 0.14;
  float fade = 1.0 - smoothstep(0.3, 0.8, fwidth(layer));
  float line = (abs(fract(layer) - 0.5) * 2.0 - 0.5) * fade;
  float facing = clamp(dot(geometric, V), 0.0, 1.0);
  vec3 wrapped = 0.42 * room(vWorld, normalize(geometric + vec3(0.0, 0.35, 0.0)), 0.85) + mix(0.05, 0.035, uStage);
  float edge = 1.0 - facing;
  vec3 deep = mix(vec3(0.90, 0.36, 0.06), vec3(0.40, 0.10, 0.01), facing);
  color = deep * (wrapped * (0.9 + 0.3 * line) + 0.22 * edge * edge);
  color += 0.10 * room(vWorld, reflect(-V, normalize(geometric + vec3(0.0, 0.12 * line, 0.0))), 0.30);
  float fresh = uFloor + uProgress * uHeight - vWorld.y;
  if (uProgress < 1.0) color += vec3(1.0, 0.62, 0.22) * 0.9 * exp(-fresh * fresh * 30.0);
  if (!gl_FrontFacing) color = mix(vec3(0.82, 0.36, 0.08), vec3(0.30, 0.10, 0.02), smoothstep(0.0, 3.0, fresh));
#elif LOOK == 2
  vec3 rough = roughen(roughen(geometric, P, 3.1, 0.32), P, 11.0, 0.34);
  vec3 skin = f0 * vec3(0.46, 0.41, 0.38);
  float pits = smoothstep(0.25, 0.8, noise(P * 1.1) * 0.4 + noise(P * 5.3) * 0.3 + noise(P * 17.0) * 0.3);
  color = (metal(rough, V, skin, 0.5) * 0.8 + skin * 0.3 * room(vWorld, rough, 0.8)) * (0.62 + 0.5 * pits);
#elif LOOK == 3
  vec3 matt = roughen(geometric, P, 14.0, 0.16);
  color = 0.62 * metal(matt, V, f0, 0.52) + 0.38 * metal(roughen(matt, P, 5.0, 0.2), V, f0, 0.40);
#elif LOOK == 4
  if (!inCut) color = metal(N, V, f0, 0.20 + 0.05 * (grain - 0.5));
#endif`
