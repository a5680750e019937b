import type { Choices } from '../../design/document'
import type { Arena } from '../../geometry/arena'
import type { DraftEnvironment } from '../../geometry/kernel'
import { readMark } from '../../geometry/mark-outline'
import type { Frame, Shape2, Vec2 } from '../../geometry/mesh'
import { lettered } from '../../geometry/text-layout'
import { graphemesOf } from '../choices-schema'
import type { Region } from '../draft'
import type { Layout } from './layout'

/** How deep a warm die sinks, mm (assumption: pressed at 100–130 °C for some seconds). */
const DEPTH = { foil: 0.12, blind: 0.35 } as const

/** The front cover is the left half, seen from outside: right is −x. */
export function frontFrame(layout: Layout): Frame {
  return {
    origin: [-(layout.spine / 2 + layout.half.width / 2) / 1000, 0, -layout.thickness.outer / 1000],
    u: [-1, 0, 0],
    v: [0, 1, 0],
    n: [0, 0, -1],
  }
}

/** What the die presses into the front cover, mm in the cover's frame. Undefined without a mark. */
export function markOf(
  { kernel, fonts }: DraftEnvironment,
  arena: Arena,
  layout: Layout,
  choices: Choices,
  tolerance: number,
): Region | undefined {
  const at: Vec2 = [Number(choices.markX) / 1000, Number(choices.markY) / 1000]
  const foil = String(choices.technique) === 'foil-silver' ? 'silver' : 'gold'
  const blind = choices.technique === 'blind'
  const region = (shape: Shape2, glyphs: Region['glyphs'], missing: readonly string[]): Region => ({
    feature: 'mark',
    frame: frontFrame(layout),
    shape,
    relief: 'recessed',
    depth: blind ? DEPTH.blind : DEPTH.foil,
    wallAngle: 90,
    field: fieldOf(layout),
    glyphs,
    missing,
    die: blind ? { technique: 'blind' } : { technique: 'foil', foil },
  })
  if (choices.mark === 'own') {
    const read = readMark(String(choices.ownMark))
    if (!read.ok || read.value.length === 0) return undefined
    return region(scaled(read.value, Number(choices.markSize) / 1000, at), [], [])
  }
  const graphemes = choices.mark === 'letters' ? graphemesOf(String(choices.letters)) : []
  if (graphemes.length === 0) return undefined
  const laid = lettered(kernel, arena, fonts, {
    graphemes,
    typeface: String(choices.typeface),
    height: Number(choices.markSize) / 1000,
    weight: Number(choices.lineWeight) / 1000,
    layout: 'row',
    tolerance,
  })
  const place = (shape: Shape2): Shape2 => shape.map((ring) => ring.map(([x, y]): Vec2 => [x + at[0], y + at[1]]))
  return region(
    place(laid.shape),
    laid.glyphs.map(({ grapheme, shape }) => ({ grapheme, shape: place(shape) })),
    laid.missing,
  )
}

/** The larger side becomes `size` mm; the middle of the box lies at `at`. */
function scaled(shape: Shape2, size: number, at: Vec2): Shape2 {
  const points = shape.flat()
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const scale = size / Math.max(right - left, high - low)
  const [middleX, middleY] = [(left + right) / 2, (low + high) / 2]
  return shape.map((ring) => ring.map(([x, y]): Vec2 => [(x - middleX) * scale + at[0], (y - middleY) * scale + at[1]]))
}

/** Flat leather of the front cover inside its seam. */
function fieldOf({ half, margin, inner, spine, outer }: Layout): readonly Vec2[] {
  const edge = (2 * margin) / 1000
  const centre = (spine / 2 + half.width / 2) / 1000
  // Right in this frame is the outer edge.
  const [left, right] = [inner / 1000 + edge - centre, outer / 1000 - edge - centre]
  const high = half.height / 2000 - edge
  return [
    [left, -high],
    [right, -high],
    [right, high],
    [left, high],
  ]
}
