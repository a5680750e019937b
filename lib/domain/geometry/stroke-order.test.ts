import { describe, expect, it } from 'vitest'
import { strokeOrder } from './stroke-order'

type Line = [number, number][]
const box = (u: number, v: number, width: number, height: number): Line => [
  [u, v],
  [u + width, v],
  [u + width, v + height],
  [u, v + height],
]
/** A T and an L of strokes 0.6 wide and 4 high, side by side. */
const T: Line = [
  [0, 4],
  [0, 3.4],
  [1.2, 3.4],
  [1.2, 0],
  [1.8, 0],
  [1.8, 3.4],
  [3, 3.4],
  [3, 4],
]
const L: Line = [
  [4, 4],
  [4, 0],
  [6, 0],
  [6, 0.6],
  [4.6, 0.6],
  [4.6, 4],
]
const O = [box(0, 0, 4, 4), box(0.6, 0.6, 2.8, 2.8)]

function mapOf(rims: readonly Line[]) {
  const map = strokeOrder(rims)
  if (!map) throw new Error('nothing is cut')
  const at = (u: number, v: number) => {
    const column = Math.floor(((u - map.box[0]) / (map.box[2] - map.box[0])) * map.columns)
    const row = Math.floor(((v - map.box[1]) / (map.box[3] - map.box[1])) * map.rows)
    return map.order[row * map.columns + column]! / 255
  }
  return { map, at }
}

describe('the way of a graver', () => {
  it('is along a stroke, evenly', () => {
    const { at } = mapOf([box(0, 0, 0.6, 5)])
    // From the top down, as one writes.
    for (const share of [0.25, 0.5, 0.75]) expect(at(0.3, 5 - 5 * share)).toBeCloseTo(share, 1)
    expect(at(0.3, 0.02)).toBeGreaterThan(0.93)
    // Both walls of the stroke are reached with its middle.
    for (const share of [0.3, 0.7]) expect(at(0.02, 5 * share)).toBeCloseTo(at(0.58, 5 * share), 1)
  })

  it('goes letter by letter from the left, and line by line from the top', () => {
    const { at } = mapOf([L, T])
    const [ofT, ofL] = [
      [at(0.3, 3.7), at(1.5, 2), at(1.5, 0.3), at(2.7, 3.7)],
      [at(4.3, 3.7), at(4.3, 2), at(5.7, 0.3)],
    ]
    expect(Math.max(...ofT)).toBeLessThan(Math.min(...ofL))
    expect(ofL).toEqual(ofL.toSorted((a, b) => a - b))
    const above = mapOf([T.map(([u, v]): [number, number] => [u, v + 5]), box(0, 0, 0.6, 4)])
    expect(above.at(1.5, 7)).toBeLessThan(above.at(0.3, 2))
  })

  it('takes each stroke of a letter whole: where two meet, it goes on as it went', () => {
    const { at } = mapOf([T])
    const [left, right, stem, foot] = [at(0.3, 3.7), at(2.7, 3.7), at(1.5, 1.5), at(1.5, 0.2)]
    expect(Math.abs(stem - foot)).toBeLessThan(0.35)
    // The stem is not begun in the middle of the bar and left again.
    expect(stem < Math.min(left, right) || stem > Math.max(left, right)).toBe(true)
  })

  it('goes round what has a hole and comes to its end', () => {
    const { at, map } = mapOf(O)
    const round = [at(0.3, 2), at(2, 0.3), at(3.7, 2), at(2, 3.7)]
    expect(Math.max(...round) - Math.min(...round)).toBeGreaterThan(0.6)
    expect(new Set(map.order).size).toBeGreaterThan(150)
  })

  it('reaches every place that is cut, and a place of the face beside it no earlier than none', () => {
    for (const rims of [[T], [L, T], O, [box(0, 0, 0.4, 0.4)]]) {
      const { map } = mapOf(rims)
      expect(map.order.includes(0)).toBe(false)
      expect(map.order.includes(255)).toBe(true)
    }
  })

  it('is nothing where nothing is cut', () => {
    expect(strokeOrder([])).toBeUndefined()
    expect(strokeOrder([[]])).toBeUndefined()
  })
})
