import fc from 'fast-check'
import { PerspectiveCamera, Vector3 } from 'three'
import { describe, expect, test } from 'vitest'
import {
  approach,
  distanceFor,
  eyeOf,
  FIELD,
  type Framing,
  HIGHEST,
  LOWEST,
  nearestTurn,
  poseOf,
  project,
  radiusToHold,
  turned,
  zoomed,
} from './camera-rig'

const framing: Framing = { target: [0, 1, 0], radius: 14, width: 800, height: 600, pxPerMm: 4, fill: 0.7, lift: 0 }
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe('project', () => {
  test('agrees with the camera that draws', () => {
    fc.assert(
      fc.property(
        number(-3, 3),
        number(-0.17, 1.4),
        number(60, 200),
        fc.tuple(number(-12, 12), number(-12, 12), number(-12, 12)),
        (azimuth, elevation, distance, at) => {
          const pose = { azimuth, elevation, distance, target: [1, 2, -1] as const }
          const camera = new PerspectiveCamera(FIELD, 800 / 600, 1, 1000)
          camera.position.set(...eyeOf(pose))
          camera.lookAt(1, 2, -1)
          camera.updateMatrixWorld()
          const ndc = new Vector3(...at).project(camera)
          const { x, y, ahead } = project(at, pose, 800, 600)
          expect(ahead).toBe(true)
          expect(x).toBeCloseTo((ndc.x * 0.5 + 0.5) * 800, 3)
          expect(y).toBeCloseTo((0.5 - ndc.y * 0.5) * 600, 3)
        },
      ),
    )
  })

  test('says when a point is behind the camera', () => {
    const pose = poseOf('bore', framing)
    expect(project([0, 1, 500], pose, 800, 600).ahead).toBe(false)
  })
})

describe('radiusToHold', () => {
  test('holds every point, the outermost on the edge of the picture', () => {
    const point = fc.tuple(number(-90, 90), number(-5, 5), number(-90, 90))
    fc.assert(
      fc.property(
        number(-3, 3),
        number(0.1, 1.4),
        fc.array(point, { minLength: 1 }),
        number(300, 900),
        (azimuth, elevation, points, width) => {
          const free = { ...poseOf('free', framing), azimuth, elevation }
          const frame = { ...framing, width }
          const radius = radiusToHold(points, free, frame)
          fc.pre(radius > 1)
          const pose = { ...free, distance: distanceFor({ ...frame, radius }) }
          const seen = points.map((at) => project(at, pose, width, framing.height))
          const share = seen.map(({ x, y }) => Math.max(Math.abs(x / width - 0.5), Math.abs(y / framing.height - 0.5)))
          expect(Math.max(...share)).toBeCloseTo(0.5, 6)
        },
      ),
    )
  })
})

describe('poseOf', () => {
  test('at true size one millimetre in the plane of the target is pxPerMm pixels', () => {
    const pose = poseOf('true-size', framing)
    const a = project([-5, 1, 0], pose, framing.width, framing.height)
    const b = project([5, 1, 0], pose, framing.width, framing.height)
    expect(b.x - a.x).toBeCloseTo(10 * framing.pxPerMm, 6)
  })

  test('the face is seen from above with the letters upright', () => {
    const pose = poseOf('face', framing)
    const top = project([0, 1, -5], pose, framing.width, framing.height)
    const bottom = project([0, 1, 5], pose, framing.width, framing.height)
    expect(top.y).toBeLessThan(bottom.y)
    expect(top.x).toBeCloseTo(bottom.x, 3)
  })

  test('the sphere of the piece fills the asked share of the shorter side', () => {
    for (const [width, height] of [
      [390, 364],
      [900, 600],
      [300, 700],
    ] as const) {
      const frame = { ...framing, width, height }
      const sine = frame.radius / distanceFor(frame)
      const half = Math.atan(Math.tan((FIELD * Math.PI) / 360) * Math.min(1, width / height))
      expect(sine / Math.sin(half)).toBeCloseTo(frame.fill, 6)
    }
  })
})

describe('moving', () => {
  test('no drag leaves the allowed elevations', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number(-4000, 4000), number(-4000, 4000)), { maxLength: 20 }), (drags) => {
        let pose = poseOf('free', framing)
        for (const [dx, dy] of drags) pose = turned(pose, dx, dy, 600)
        expect(pose.elevation).toBeGreaterThanOrEqual(LOWEST)
        expect(pose.elevation).toBeLessThanOrEqual(HIGHEST)
      }),
    )
  })

  test('zoom stays near the piece and never enters it', () => {
    let pose = poseOf('free', framing)
    for (let i = 0; i < 100; i++) pose = zoomed(pose, 0.8, framing)
    expect(pose.distance).toBeGreaterThan(framing.radius)
    for (let i = 0; i < 100; i++) pose = zoomed(pose, 1.25, framing)
    expect(pose.distance).toBeCloseTo(distanceFor(framing) * 1.8, 6)
  })

  test('arrives in finite time, in the same time whatever the frame rate', () => {
    const goal = poseOf('side', framing)
    const run = (milliseconds: number) => {
      let pose = poseOf('free', framing)
      let spent = 0
      for (let arrived = false; !arrived && spent < 5000; spent += milliseconds)
        ({ pose, arrived } = approach(pose, goal, milliseconds))
      expect(pose).toEqual(goal)
      return spent
    }
    expect(Math.abs(run(16) - run(50))).toBeLessThan(60)
  })

  test('a view is reached the short way round', () => {
    fc.assert(
      fc.property(number(-20, 20), number(-20, 20), (azimuth, near) => {
        const reached = nearestTurn(azimuth, near)
        expect(Math.abs(reached - near)).toBeLessThanOrEqual(Math.PI + 1e-9)
        expect(Math.cos(reached)).toBeCloseTo(Math.cos(azimuth), 6)
      }),
    )
  })
})
