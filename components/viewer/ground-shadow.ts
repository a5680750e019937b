import {
  AddEquation,
  type BufferGeometry,
  CustomBlending,
  DoubleSide,
  GLSL3,
  LessDepth,
  Mesh,
  OneFactor,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  Scene,
  Vector2,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three'
import { shadowDirections } from './shadow-directions'

const castVertex = `
in vec3 position;
uniform mat4 modelMatrix;
uniform vec3 uLight;
uniform vec2 uCenter;
uniform float uFloor, uExtent, uLayer;
void main() {
  vec3 p = (modelMatrix * vec4(position, 1.0)).xyz;
  p -= uLight * ((p.y - uFloor) / uLight.y);
  gl_Position = vec4((p.xz - uCenter) / uExtent, uLayer, 1.0);
}`
const castFragment = `
precision highp float;
out vec4 color;
uniform float uShare;
void main() { color = vec4(uShare); }`
const quadVertex = `
in vec3 position;
out vec2 vUv;
void main() { vUv = position.xy * 0.5 + 0.5; gl_Position = vec4(position.xy, 0.0, 1.0); }`
const blurFragment = `
precision highp float;
in vec2 vUv;
out vec4 color;
uniform sampler2D uMap;
uniform vec2 uStep;
void main() {
  float sum = 0.0, total = 0.0;
  for (int i = -6; i <= 6; i++) {
    float w = exp(-float(i * i) / 12.0);
    sum += w * texture(uMap, vUv + uStep * float(i) / 3.0).r;
    total += w;
  }
  color = vec4(sum / total);
}`
const groundVertex = `
in vec3 position;
uniform mat4 viewMatrix, projectionMatrix;
uniform vec2 uCenter;
uniform float uFloor, uExtent;
out vec2 vAt;
void main() {
  vAt = position.xy;
  gl_Position = projectionMatrix * viewMatrix * vec4(position.x * uExtent + uCenter.x, uFloor, position.y * uExtent + uCenter.y, 1.0);
}`
// The tint is written as sRGB: mixed in linear light it would come out black.
const groundFragment = `
precision highp float;
in vec2 vAt;
out vec4 color;
uniform sampler2D uMap;
uniform float uStrength;
uniform vec3 uTint;
void main() {
  float s = max(0.0, texture(uMap, vAt * 0.5 + 0.5).r - 0.15);
  float alpha = 1.2 * pow(s, 1.35) * (1.0 - smoothstep(0.25, 0.85, length(vAt)));
  // A grain of half a step keeps the long gradient from banding.
  float grain = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
  color = vec4(uTint, max(0.0, alpha * uStrength + grain / 255.0 * step(0.002, alpha)));
}`

/**
 * Soft contact shadow: the piece is thrown onto the floor along many directions of light, each weighing the same, and the shares
 * are added up. It is occlusion of the real room by the real shape, not a blurred ellipse; baked once for a geometry.
 */
export class GroundShadow {
  readonly mesh: Mesh
  private readonly accumulated: WebGLRenderTarget
  private readonly passed: WebGLRenderTarget
  private readonly camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1)
  private readonly caster: RawShaderMaterial
  private readonly blur: RawShaderMaterial
  private readonly ground: RawShaderMaterial
  private readonly directions: readonly (readonly [number, number, number])[]
  private readonly castScene = new Scene()
  private readonly castMesh: Mesh
  private readonly quadScene = new Scene()
  private next = 0

  /** `samples` at most 255: each adds 1/255 or more to an 8-bit sum. `size` of the map in texels. `blur` in texels. */
  constructor(
    samples: number,
    size: number,
    private readonly blurTexels: number,
  ) {
    this.directions = shadowDirections(samples)
    const target = { depthBuffer: true, generateMipmaps: false } as const
    this.accumulated = new WebGLRenderTarget(size, size, target)
    this.passed = new WebGLRenderTarget(size, size, { ...target, depthBuffer: false })
    const plane = new PlaneGeometry(2, 2)
    const shared = { uCenter: { value: new Vector2() }, uFloor: { value: 0 }, uExtent: { value: 1 } }
    this.caster = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: castVertex,
      fragmentShader: castFragment,
      uniforms: {
        ...shared,
        uLight: { value: new Vector3(0, 1, 0) },
        uLayer: { value: 0 },
        uShare: { value: Math.round(255 / samples) / 255 },
      },
      side: DoubleSide,
      depthFunc: LessDepth,
      transparent: true,
      blending: CustomBlending,
      blendEquation: AddEquation,
      blendSrc: OneFactor,
      blendDst: OneFactor,
    })
    this.blur = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: quadVertex,
      fragmentShader: blurFragment,
      uniforms: { uMap: { value: null }, uStep: { value: new Vector2() } },
      depthTest: false,
      depthWrite: false,
    })
    this.ground = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: groundVertex,
      fragmentShader: groundFragment,
      uniforms: {
        ...shared,
        uMap: { value: this.accumulated.texture },
        uStrength: { value: 0 },
        uTint: { value: new Vector3(0x46 / 255, 0x35 / 255, 0x1c / 255) },
      },
      transparent: true,
      depthWrite: false,
      side: DoubleSide,
    })
    this.castMesh = new Mesh(plane, this.caster)
    this.castMesh.frustumCulled = false
    this.castScene.add(this.castMesh)
    const quad = new Mesh(plane, this.blur)
    quad.frustumCulled = false
    this.quadScene.add(quad)
    this.mesh = new Mesh(plane, this.ground)
    this.mesh.frustumCulled = false
    this.mesh.renderOrder = -1
    this.mesh.visible = false
  }

  get pending(): boolean {
    return this.next < this.directions.length
  }

  set strength(value: number) {
    this.ground.uniforms.uStrength!.value = value
  }

  /** Starts over for a geometry placed by `place`; `extent` is half the side of the floor that can be in shadow, mm. */
  begin(geometry: BufferGeometry, place: Mesh, floor: number, center: Vector2, extent: number): void {
    this.castMesh.geometry = geometry
    this.castMesh.matrixAutoUpdate = false
    this.castMesh.matrix.copy(place.matrixWorld)
    this.caster.uniforms.uFloor!.value = floor
    this.caster.uniforms.uCenter!.value.copy(center)
    this.caster.uniforms.uExtent!.value = extent
    this.next = 0
  }

  /** Bakes the same shadow once more, after the context was lost. */
  restart(): void {
    this.mesh.visible = false
    this.next = 0
  }

  /** Throws along up to `count` further directions; when the last one is done the new shadow is shown. */
  step(renderer: WebGLRenderer, count: number): void {
    const auto = renderer.autoClear
    renderer.autoClear = false
    renderer.setRenderTarget(this.accumulated)
    if (this.next === 0) {
      renderer.setClearColor(0x000000, 0)
      renderer.clear()
    }
    const until = Math.min(this.directions.length, this.next + count)
    for (; this.next < until; this.next++) {
      const [x, y, z] = this.directions[this.next]!
      this.caster.uniforms.uLight!.value.set(x, y, z)
      // Each direction lies nearer than the one before and at one depth, so that it counts once however often it overlaps itself.
      this.caster.uniforms.uLayer!.value = 0.98 - (1.96 * this.next) / this.directions.length
      renderer.render(this.castScene, this.camera)
    }
    if (!this.pending) this.finish(renderer)
    renderer.setRenderTarget(null)
    renderer.autoClear = auto
  }

  private finish(renderer: WebGLRenderer): void {
    const step = this.blurTexels / this.accumulated.width
    const pass = (from: WebGLRenderTarget, to: WebGLRenderTarget, x: number, y: number) => {
      this.blur.uniforms.uMap!.value = from.texture
      this.blur.uniforms.uStep!.value.set(x, y)
      renderer.setRenderTarget(to)
      renderer.render(this.quadScene, this.camera)
    }
    pass(this.accumulated, this.passed, step, 0)
    pass(this.passed, this.accumulated, 0, step)
    this.mesh.visible = true
  }

  dispose(): void {
    for (const material of [this.caster, this.blur, this.ground]) material.dispose()
    this.accumulated.dispose()
    this.passed.dispose()
    this.mesh.geometry.dispose()
  }
}
