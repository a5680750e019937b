import { describe, expect, test } from 'vitest'
import type { Vec3 } from '@/lib/domain/geometry/mesh'
import { reflectanceOf } from './metals'
import { BOXES, basisOf, EXPOSURE, FLAGS, radiance, roomGlsl } from './room'
import { shadowDirections } from './shadow-directions'

const towards = (name: string) => basisOf(BOXES.find((box) => box.name === name)!.towards).d
const luminance = ([r, g, b]: Vec3) => 0.2126 * r + 0.7152 * g + 0.0722 * b

describe('room', () => {
  test('the middle of each lamp shines with its own light unless another lamp or a flag covers it', () => {
    for (const name of ['key', 'tall strip', 'back edge']) {
      const box = BOXES.find((candidate) => candidate.name === name)!
      const light = radiance(towards(name), 'day')
      for (const k of [0, 1, 2] as const) expect(light[k]).toBeCloseTo(box.day[k], 0)
    }
  })

  test('gold has something dark to mirror: the flags hold back most of the light behind them', () => {
    for (const flag of FLAGS) expect(luminance(radiance(basisOf(flag.towards).d, 'day'))).toBeLessThan(0.12)
  })

  test('the stage is darker than the day everywhere but at the rim lights', () => {
    for (const direction of shadowDirections(60)) {
      const rim = BOXES.some((box) => luminance(box.stage) > luminance(box.day) && dot(basisOf(box.towards).d, direction) > 0.5)
      if (!rim) expect(luminance(radiance(direction, 'stage'))).toBeLessThan(luminance(radiance(direction, 'day')))
    }
  })

  test('light varies without a step: a hundredth of a radian never turns dark into bright', () => {
    for (let i = 0; i < 2000; i++) {
      const at = (turn: number): Vec3 => {
        const y = Math.sin(0.9 * Math.sin(turn * 7.3))
        const flat = Math.sqrt(1 - y * y)
        return [flat * Math.cos(turn), y, flat * Math.sin(turn)]
      }
      const turn = (i / 2000) * 2 * Math.PI
      expect(Math.abs(luminance(radiance(at(turn), 'day')) - luminance(radiance(at(turn + 0.001), 'day')))).toBeLessThan(0.4)
    }
  })

  test('the shader holds every lamp and both exposures are those of the look', () => {
    expect(roomGlsl().match(/light = mix\(light, mix\(vec3/g)).toHaveLength(BOXES.length)
    expect(roomGlsl()).not.toMatch(/NaN|undefined/)
    expect(EXPOSURE).toEqual({ day: 1.08, stage: 1.3 })
  })
})

describe('shadowDirections', () => {
  test('as many as asked, unit vectors from above, the same every time, crowded at the key', () => {
    const directions = shadowDirections(255)
    expect(directions).toHaveLength(255)
    for (const direction of directions) {
      expect(Math.hypot(...direction)).toBeCloseTo(1, 6)
      expect(direction[1]).toBeGreaterThan(0.15)
    }
    expect(shadowDirections(255)).toEqual(directions)
    const near = (aim: Vec3) => directions.filter((direction) => dot(direction, aim) > 0.97).length
    const key = towards('key')
    const asHighBehind: Vec3 = [0, key[1], -Math.sqrt(1 - key[1] ** 2)]
    expect(near(key)).toBeGreaterThan(2 * near(asHighBehind))
  })
})

describe('metals', () => {
  test('each metal has its own colour: gold is yellow, rose redder, white and platinum near grey, silver brightest', () => {
    const warmth = (metal: string) => reflectanceOf(metal)[0] - reflectanceOf(metal)[2]
    expect(warmth('gold-18k-yellow')).toBeGreaterThan(warmth('gold-9k-yellow'))
    expect(warmth('gold-9k-yellow')).toBeGreaterThan(warmth('gold-18k-white'))
    expect(reflectanceOf('gold-18k-rose')[1]).toBeLessThan(reflectanceOf('gold-18k-yellow')[1])
    expect(warmth('platinum-950')).toBeLessThan(0.05)
    expect(luminance(reflectanceOf('silver-925'))).toBeGreaterThan(luminance(reflectanceOf('platinum-950')))
  })
})

const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
