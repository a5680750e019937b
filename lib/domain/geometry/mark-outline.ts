import { type Result, refuse } from '../result'
import type { Ring, Shape2, Vec2 } from './mesh'
import { ringArea } from './shape-facts'

/**
 * A client's own mark as a document holds it: closed outlines in whole units, the taller side of the mark being `UNITS` high or wide, y up,
 * centred. `x y dx dy dx dy …` a ring, rings parted by `;`. Nothing but digits, minus signs, blanks and semicolons: there is no
 * markup that could carry anything else.
 */
export const UNITS = 10_000
export const MOST_POINTS = 2_000
export const MOST_RINGS = 200
/** Longest text that can hold so many points, UTF-16 units. */
export const MOST_TEXT = 24_000
/** Rings smaller than this are no marks on leather, square units: 0.2 % of the mark's height squared. */
const LEAST_AREA = 400
const GRAMMAR = /^-?\d{1,5}(?: -?\d{1,5})*(?:;-?\d{1,5}(?: -?\d{1,5})*)*$/

export function writeMark(rings: readonly Ring[]): string {
  return rings
    .map((ring) =>
      ring
        .map(([x, y], i) => {
          const before = i === 0 ? [0, 0] : ring[i - 1]!
          return `${x - before[0]!} ${y - before[1]!}`
        })
        .join(' '),
    )
    .join(';')
}

/** The outlines of a written mark, checked as geometry. Refused (`mark.…`) when it is not what `writeMark` writes. Linear in its length but for crossings. */
export function readMark(text: string): Result<Shape2> {
  if (text === '') return { ok: true, value: [] }
  if (text.length > MOST_TEXT) return refuse('mark.too-many-points', { max: MOST_POINTS })
  if (!GRAMMAR.test(text)) return refuse('mark.not-an-outline')
  const rings: Ring[] = []
  let points = 0
  for (const written of text.split(';')) {
    const numbers = written.split(' ').map(Number)
    if (numbers.length < 6 || numbers.length % 2 !== 0) return refuse('mark.open-path')
    const ring: Vec2[] = []
    let [x, y] = [0, 0]
    for (let i = 0; i < numbers.length; i += 2) {
      x += numbers[i]!
      y += numbers[i + 1]!
      if (Math.abs(x) > UNITS || Math.abs(y) > UNITS) return refuse('mark.not-an-outline')
      ring.push([x, y])
    }
    points += ring.length
    rings.push(ring)
  }
  if (points > MOST_POINTS) return refuse('mark.too-many-points', { max: MOST_POINTS })
  if (rings.length > MOST_RINGS) return refuse('mark.too-many-points', { max: MOST_POINTS })
  return checkMark(rings)
}

/** Rings with outer ones counter-clockwise and holes clockwise, or why they are no mark: zero area, crossing themselves or each other. */
export function checkMark(rings: readonly Ring[]): Result<Shape2> {
  if (rings.some(isStraight)) return refuse('mark.zero-area')
  const crossing = firstCrossing(rings)
  if (crossing) return refuse('mark.self-crossing', { x: Math.round(crossing[0]), y: Math.round(crossing[1]) })
  if (rings.some((ring) => Math.abs(ringArea(ring)) < LEAST_AREA)) return refuse('mark.zero-area')
  return {
    ok: true,
    value: rings.map((ring, index) => {
      const [x, y] = ring[0]!
      const depth = rings.filter((other, at) => at !== index && holds(other, x, y)).length
      const positive = ringArea(ring) > 0
      return (depth % 2 === 0) === positive ? ring : ring.toReversed()
    }),
  }
}

const isStraight = (ring: Ring) =>
  ring.length < 3 || ring.every((point) => Math.abs(cross(ring[0]!, ring[1]!, point)) < LEAST_AREA / 10)

function holds(ring: Ring, x: number, y: number): boolean {
  let inside = false
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside
  }
  return inside
}

interface Side {
  a: Vec2
  b: Vec2
  ring: number
  index: number
  size: number
  left: number
  right: number
}

/** First place where two sides that are no neighbours meet: sides sorted by their left end, each against those that begin before it ends. */
function firstCrossing(rings: readonly Ring[]): Vec2 | undefined {
  const sides: Side[] = rings.flatMap((ring, r) =>
    ring.map((a, index) => {
      const b = ring[(index + 1) % ring.length]!
      return { a, b, ring: r, index, size: ring.length, left: Math.min(a[0], b[0]), right: Math.max(a[0], b[0]) }
    }),
  )
  sides.sort((one, two) => one.left - two.left)
  for (let i = 0; i < sides.length; i++) {
    const one = sides[i]!
    for (let j = i + 1; j < sides.length && sides[j]!.left <= one.right; j++) {
      const two = sides[j]!
      const gap = Math.abs(one.index - two.index)
      const neighbours = one.ring === two.ring && (gap === 1 || gap === one.size - 1)
      const found = neighbours ? foldedBack(one, two) : meeting(one, two)
      if (found) return found
    }
  }
  return undefined
}

const cross = (o: Vec2, a: Vec2, b: Vec2) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
const within = (p: Vec2, a: Vec2, b: Vec2) =>
  p[0] >= Math.min(a[0], b[0]) && p[0] <= Math.max(a[0], b[0]) && p[1] >= Math.min(a[1], b[1]) && p[1] <= Math.max(a[1], b[1])

/** Integers all the way, so that touching is found exactly. */
function meeting({ a, b }: Side, { a: c, b: d }: Side): Vec2 | undefined {
  const [d1, d2, d3, d4] = [cross(c, d, a), cross(c, d, b), cross(a, b, c), cross(a, b, d)]
  if (((d1 > 0 && d2 < 0) || (d1 < 0 && d2 > 0)) && ((d3 > 0 && d4 < 0) || (d3 < 0 && d4 > 0))) {
    const share = d1 / (d1 - d2)
    return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
  }
  if (d1 === 0 && within(a, c, d)) return a
  if (d2 === 0 && within(b, c, d)) return b
  if (d3 === 0 && within(c, a, b)) return c
  if (d4 === 0 && within(d, a, b)) return d
  return undefined
}

/** Neighbours share one point; more than that is a side that runs back over the other. */
function foldedBack(one: Side, two: Side): Vec2 | undefined {
  const [first, second] = one.b[0] === two.a[0] && one.b[1] === two.a[1] ? [one, two] : [two, one]
  const turn = cross(first.a, first.b, second.b)
  if (turn !== 0) return undefined
  const ahead = (first.b[0] - first.a[0]) * (second.b[0] - second.a[0]) + (first.b[1] - first.a[1]) * (second.b[1] - second.a[1])
  return ahead < 0 ? second.a : undefined
}
