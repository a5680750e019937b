import {
  type Box3,
  type BufferGeometry,
  Group,
  Mesh,
  PerspectiveCamera,
  Scene,
  type ShaderMaterial,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three'
import { posed, spotWhenFolded } from '@/lib/domain/geometry/hinge'
import type { RenderMesh, Vec3 } from '@/lib/domain/geometry/mesh'
import type { ThinWalls } from '@/lib/domain/manufacturability/thin-walls'
import { aimCamera } from './aim-camera'
import {
  approach,
  eyeOf,
  FIELD,
  type Framing,
  HIGHEST,
  LOWEST,
  nearestTurn,
  OVER_TABLE,
  type Pose,
  poseOf,
  project,
  radiusToHold,
  turned,
  type View,
  zoomed,
} from './camera-rig'
import { GroundShadow } from './ground-shadow'
import { lookIndex } from './look-shader'
import { FINISH_INDEX, reflectanceOf } from './metals'
import { isHidden } from './occlusion'
import { paceKeeper } from './pace'
import { depthMaterial, describeShape, dress, type Facing, frugally, geometryOf, metalMaterial, standing } from './piece'
import { AT_REST, restRatio } from './rest'
import { EXPOSURE, type Theme } from './room'
import { describeSheets, isSheetWork, lightSheets, sheetGeometryOf, sheetMaterial, spreadOf } from './sheet-piece'
import { sprueOf } from './sprue'
import { stageParts } from './stage-parts'
import { thinShading } from './thin-shading'
import { type PinSpot, USUAL, type ViewerEvents, type ViewerSettings } from './viewer-settings'

const LIFT: Readonly<Record<Theme, number>> = { day: 0, stage: 0.26 }
/** Between what lies spread and the edges of the picture. */
const ROOM_ROUND_SHEETS = 1.07
const FACING: Facing = { towards: [0, 0, 1], up: [0, 1, 0] }

export interface ViewerOptions {
  settings?: Partial<ViewerSettings>
  facing?: Facing
  events?: ViewerEvents
  /** For stills: drawn only when told, with more directions of light, and pixels that can be read back. */
  still?: boolean
}

/**
 * Draws one piece on a transparent canvas, only when something changed. Throws when the browser has no WebGL2: the caller then
 * keeps its still picture.
 */
export function createViewer(canvas: HTMLCanvasElement, options: ViewerOptions = {}) {
  const { events = {}, facing = FACING, still = false } = options
  let settings: ViewerSettings = { ...USUAL, ...options.settings }
  const attributes = { alpha: true, antialias: settings.quality === 'high', preserveDrawingBuffer: still }
  // Asked for here, because the renderer reports what is missing as an error of the page.
  const context = canvas.getContext('webgl2', { ...attributes, stencil: false })
  if (!context) throw new Error('WebGL2 is not available')
  const renderer = new WebGLRenderer({ canvas, context, ...attributes })
  renderer.debug.checkShaderErrors = process.env.NODE_ENV !== 'production'
  const scene = new Scene()
  const camera = new PerspectiveCamera(FIELD, 1, 10, 2000)
  const placed = standing(facing)
  const lying = placed.clone().invert()
  const group = new Group()
  group.matrixAutoUpdate = false
  group.matrix.copy(placed)
  scene.add(group)
  const material = metalMaterial(settings.quality)
  const uncutMaterial = metalMaterial(settings.quality)
  const sheets = sheetMaterial()
  const nearest = depthMaterial()
  const shadow = still
    ? new GroundShadow(255, 1024, 5)
    : settings.quality === 'high'
      ? new GroundShadow(84, 384, 4)
      : new GroundShadow(28, 192, 5)
  scene.add(shadow.mesh)

  /** The mesh as it was given, lying open where it has a hinge, and as it is drawn. */
  let given: RenderMesh | null = null
  let shown: { mesh: RenderMesh; body: Mesh; depth: Mesh; extras: Mesh[] } | undefined
  const parts = stageParts(group, facing, material, uncutMaterial)
  const thin = thinShading(group)
  let view: View = 'free'
  let framing: Framing = {
    target: [0, 0, 0],
    radius: 14,
    width: 1,
    height: 1,
    pxPerMm: settings.pxPerMm,
    fill: settings.fill,
    lift: LIFT[settings.theme],
  }
  let pose: Pose = poseOf('free', framing)
  let goal: Pose = pose
  let pins: readonly PinSpot[] = []
  let request = 0
  let last = 0
  let lost = false
  let touched = false

  let frugal = false
  const pace = paceKeeper(() => {
    frugal = true
    for (const metal of [material, uncutMaterial]) frugally(metal)
    setRatio(1)
  })

  let screenRatio = 1
  let resting: ReturnType<typeof setTimeout> | undefined
  let refined = false
  const isCoarse = () => settings.quality === 'low' || frugal
  const movingRatio = () => (still ? screenRatio : Math.min(isCoarse() ? 1 : 2, screenRatio))

  function setRatio(ratio: number) {
    renderer.setPixelRatio(ratio)
    renderer.setSize(framing.width, framing.height, false)
    parts.setPixel(ratio)
  }

  function refine() {
    if (lost || !shown) return
    refined = true
    setRatio(restRatio(framing.width, framing.height, screenRatio))
    draw()
  }

  function coarsen() {
    clearTimeout(resting)
    if (refined) setRatio(movingRatio())
    refined = false
  }

  const wake = () => {
    clearTimeout(resting)
    if (request === 0 && !lost && !still) request = requestAnimationFrame(frame)
  }

  function draw() {
    aimCamera(camera, pose, framing)
    const floorSeen = Math.min(1, Math.max(0, (pose.elevation * 180) / Math.PI / 14))
    const standsThere = settings.theme === 'day' && settings.stage?.look !== 'cast' && settings.stage?.look !== 'pattern'
    shadow.strength = standsThere ? floorSeen : 0
    renderer.setClearColor(0x000000, 0)
    renderer.render(scene, camera)
    reportPins()
  }

  function frame(now: number) {
    request = 0
    if (lost) return
    coarsen()
    if (last > 0) pace(now - last)
    const elapsed = Math.min(250, now - last || 16)
    last = now
    const moved = settings.reducedMotion ? { pose: goal, arrived: true } : approach(pose, goal, elapsed)
    pose = moved.pose
    if (shadow.pending && shown && settings.theme === 'day') shadow.step(renderer, settings.quality === 'high' ? 14 : 7)
    draw()
    if (!moved.arrived || (shadow.pending && settings.theme === 'day')) wake()
    else {
      last = 0
      if (isCoarse()) resting = setTimeout(refine, AT_REST)
    }
  }

  function reportPins() {
    if (!events.onPins || pins.length === 0) return
    const { width, height } = framing
    const eye = new Vector3(...eyeOf(pose)).applyMatrix4(lying)
    const positions = pins.map(({ id, at: drawn }) => {
      const at = spotWhenFolded(given?.hinge, settings.fold, drawn)
      const world = new Vector3(...at).applyMatrix4(placed)
      const { x, y, ahead } = project([world.x, world.y, world.z], pose, width, height)
      const outside = !ahead || x < 0 || y < 0 || x > width || y > height
      const behind = outside || (shown !== undefined && isHidden(shown.mesh, at, [eye.x, eye.y, eye.z]))
      return { id, x, y, behind }
    })
    events.onPins(positions)
  }

  function applySettings() {
    const [r, g, b] = reflectanceOf(settings.metal)
    const stage = settings.stage
    for (const metal of [material, uncutMaterial]) {
      const { uniforms } = metal
      dress(metal, lookIndex(stage?.look ?? 'finished'), FINISH_INDEX[settings.finish] ?? 0)
      uniforms.uF0!.value.set(r, g, b)
      uniforms.uStage!.value = settings.theme === 'stage' ? 1 : 0
      uniforms.uExposure!.value = EXPOSURE[settings.theme]
      uniforms.uProgress!.value = stage?.progress ?? 1
    }
    lightSheets(sheets, settings.theme, stage?.progress ?? 1)
    framing = { ...framing, pxPerMm: settings.pxPerMm, fill: settings.fill, lift: LIFT[settings.theme] }
    setStage()
  }

  const setStage = () => parts.set(settings.stage, shown, renderer.getPixelRatio(), (blank) => informLight(uncutMaterial, blank))

  function informLight(target: ShaderMaterial, mesh: RenderMesh) {
    describeShape(target, mesh, facing, placed)
    for (const key of ['uFloor', 'uHeight', 'uReach']) target.uniforms[key]!.value = material.uniforms[key]!.value
  }

  /** From where the piece is looked at already, once it is. */
  const directionKept = () => (shown || touched ? { azimuth: goal.azimuth, elevation: goal.elevation } : {})

  function measureFrame(geometry: BufferGeometry) {
    const box = geometry.boundingBox!.clone().applyMatrix4(placed)
    const center = box.getCenter(new Vector3())
    const size = box.getSize(new Vector3())
    // A ring stands up; sheets lie spread on the ground.
    const spread = given && isSheetWork(given) ? spreadOf(given) * Math.hypot(size.x, 0.8 * size.y, size.z) : 0
    const usual = Math.max(0.5 * Math.hypot(size.x, size.y) * 0.86, size.y / 2, size.z / 2, spread)
    const target: Vec3 = [center.x, center.y, center.z]
    const overTable = given?.frame ? OVER_TABLE : {}
    // Panels that lie spread reach into the corners of the picture; a hide goes on beyond it.
    const held =
      spread > 0 && !given?.frame
        ? radiusToHold(cornersOf(box), { ...poseOf(view, { ...framing, target, radius: usual }), ...directionKept() }, framing)
        : 0
    const radius = Math.max(usual, ROOM_ROUND_SHEETS * held)
    material.uniforms.uFloor!.value = box.min.y
    material.uniforms.uHeight!.value = size.y
    material.uniforms.uReach!.value = Math.max(size.x, size.z) / 2
    for (const key of ['uFloor', 'uReach', 'uHeight']) sheets.uniforms[key]!.value = material.uniforms[key]!.value
    // Small edits keep the camera where it is; the frame only follows when the piece outgrows or no longer fills it.
    const first = shown === undefined
    const outgrown = first || held > framing.radius || Math.abs(radius / framing.radius - 1) > 0.1
    const ratio = outgrown ? radius / framing.radius : 1
    framing = { ...framing, target, radius: outgrown ? radius : framing.radius }
    const wanted = { ...poseOf(view, framing), ...overTable }
    if (first && !touched) goal = wanted
    else goal = { ...goal, target: wanted.target, distance: view === 'true-size' ? goal.distance : goal.distance * ratio }
    if (first) pose = goal
    return { box, size }
  }

  function show(next: RenderMesh | null) {
    given = next
    const mesh = next && posed(next, settings.fold)
    if (shown) {
      for (const old of [shown.body, shown.depth, ...shown.extras]) {
        group.remove(old)
        old.geometry.dispose()
      }
    }
    parts.dropDots()
    if (!mesh) {
      shown = undefined
      thin.on(undefined)
      shadow.mesh.visible = false
      wake()
      return
    }
    const sewn = isSheetWork(mesh)
    const geometry = sewn ? sheetGeometryOf(mesh) : geometryOf(mesh)
    const { box, size } = measureFrame(geometry)
    if (sewn) describeSheets(sheets, mesh)
    else informLight(material, mesh)
    const body = new Mesh(geometry, sewn ? sheets : material)
    const extras = sewn ? [] : [sprueOf(geometry, facing, material)]
    const depth = new Mesh(geometry, nearest)
    depth.renderOrder = -2
    group.add(body, depth, ...extras)
    thin.on(geometry)
    shown = { mesh, body, depth, extras }
    group.updateMatrixWorld(true)
    const center = box.getCenter(new Vector3())
    shadow.begin(geometry, body, box.min.y, new Vector2(center.x, center.z), Math.max(size.x, size.z) * 1.25)
    setStage()
    if (still) return
    coarsen()
    draw()
    events.onShown?.(given ?? mesh)
    wake()
  }

  function onContextLost(event: Event) {
    event.preventDefault()
    lost = true
    cancelAnimationFrame(request)
    clearTimeout(resting)
    request = 0
    events.onLost?.()
  }
  function onContextRestored() {
    lost = false
    // Buffers and textures are sent again by themselves; only what was drawn into a texture is gone.
    shadow.restart()
    events.onRestored?.()
    wake()
  }
  canvas.addEventListener('webglcontextlost', onContextLost)
  canvas.addEventListener('webglcontextrestored', onContextRestored)
  applySettings()

  return {
    show,
    set(change: Partial<ViewerSettings>) {
      const folds = change.fold !== undefined && change.fold !== settings.fold && given?.hinge !== undefined
      settings = { ...settings, ...change }
      applySettings()
      if (folds) show(given)
      wake()
    },
    setPins(next: readonly PinSpot[]) {
      pins = next
      if (next.length === 0) events.onPins?.([])
      wake()
    },
    /** Where the piece shown is too thin; undefined for nowhere. */
    setThin(next: ThinWalls | undefined) {
      thin.set(next)
      wake()
    },
    /** CSS pixels; device pixels are at most twice that. */
    resize(width: number, height: number, devicePixelRatio: number) {
      const kept = poseOf('free', framing).distance / goal.distance
      framing = { ...framing, width, height }
      if (shown && isSheetWork(shown.mesh)) measureFrame(shown.body.geometry)
      screenRatio = devicePixelRatio
      refined = false
      setRatio(movingRatio())
      if (view === 'true-size') goal = { ...goal, distance: poseOf('true-size', framing).distance }
      else goal = { ...goal, distance: poseOf('free', framing).distance / kept }
      pose = { ...pose, distance: goal.distance }
      if (shown && !still) {
        draw()
        wake()
      }
    },
    look(next: View) {
      view = next
      const wanted = poseOf(next, framing)
      goal = { ...wanted, azimuth: nearestTurn(wanted.azimuth, pose.azimuth) }
      touched = false
      wake()
    },
    /** Radians, mm; for stills. */
    aim(change: Partial<Pose>) {
      goal = { ...goal, ...change }
      pose = goal
      wake()
    },
    turn(dx: number, dy: number) {
      goal = turned(goal, dx, dy, framing.height)
      goal.elevation = Math.min(HIGHEST, Math.max(LOWEST, goal.elevation))
      touched = true
      wake()
    },
    zoom(factor: number) {
      goal = zoomed(goal, factor, framing)
      touched = true
      wake()
    },
    get touched() {
      return touched
    },
    get framing(): Readonly<Framing> {
      return framing
    },
    /** Finishes the shadow and draws at once; for stills. */
    develop() {
      while (shadow.pending && settings.theme === 'day') shadow.step(renderer, 255)
      pose = goal
      draw()
    },
    redraw: wake,
    /** Copies what is drawn now, for a cross-fade. */
    copyTo(target: CanvasRenderingContext2D) {
      draw()
      target.canvas.width = canvas.width
      target.canvas.height = canvas.height
      target.drawImage(canvas, 0, 0)
    },
    dispose() {
      clearTimeout(resting)
      cancelAnimationFrame(request)
      request = 0
      lost = true
      canvas.removeEventListener('webglcontextlost', onContextLost)
      canvas.removeEventListener('webglcontextrestored', onContextRestored)
      if (shown) for (const mesh of [shown.body, ...shown.extras]) mesh.geometry.dispose()
      parts.dispose()
      thin.dispose()
      shadow.dispose()
      material.dispose()
      sheets.dispose()
      uncutMaterial.dispose()
      nearest.dispose()
      renderer.dispose()
    },
  }
}

const cornersOf = ({ min, max }: Box3): Vec3[] =>
  [min.x, max.x].flatMap((x) => [min.y, max.y].flatMap((y) => [min.z, max.z].map((z): Vec3 => [x, y, z])))

export type ViewerHandle = ReturnType<typeof createViewer>
