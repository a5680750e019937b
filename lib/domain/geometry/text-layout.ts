import type { CrossSection } from 'manifold-3d'
import type { Arena } from './arena'
import type { FontLibrary, Kernel } from './kernel'
import { flatten } from './outline'

export interface Lettering {
  graphemes: readonly string[]
  typeface: string
  /** Cap height, mm. */
  height: number
  /** Added to every stroke's width, half on each side, mm; may be negative. */
  weight: number
  layout: 'row' | 'stacked'
  /** Farthest a chord may lie from the curve, mm. */
  tolerance: number
}

export interface LaidOut {
  /** One per drawn grapheme, in reading order, in place. */
  glyphs: { grapheme: string; section: CrossSection }[]
  /** Their union. */
  whole: CrossSection
  missing: string[]
}

/** Space between stacked letters over the cap height. */
const LEADING = 0.24
/** Metal left between two letters of a row where they come nearest, over the cap height. */
const GAP = 0.055
/** A letter is moved by at most this over the cap height to leave it: swashes may still run into each other. */
const MOST_MOVED = 0.12
/** Rows in which two letters' sides are compared, over one cap height. */
const ROWS = 40

/**
 * Letters in a row (advance and kerning of the typeface, then moved to leave metal between them) or one below the other, centred on the origin half by their box and half
 * by their area, as the eye does. Sections are kept in the arena.
 */
export function layOut(kernel: Kernel, arena: Arena, fonts: FontLibrary, lettering: Lettering): LaidOut {
  const { graphemes, typeface, height, weight, layout, tolerance } = lettering
  const scale = height / fonts.metrics(typeface).capHeight
  const drawn: { grapheme: string; section: CrossSection }[] = []
  const missing: string[] = []
  let pen = 0
  let previous: string | undefined
  for (const grapheme of graphemes) {
    const glyph = fonts.glyph(typeface, grapheme)
    if (!glyph) {
      missing.push(grapheme)
      previous = undefined
      continue
    }
    if (layout === 'row' && previous !== undefined) pen += fonts.kerning(typeface, previous, grapheme) * scale
    const before = drawn.at(-1)?.section
    let section = arena.keep(new kernel.CrossSection(flatten(glyph, scale, tolerance), 'NonZero'))
    if (weight !== 0) section = arena.keep(section.offset(weight / 2, 'Miter', 3))
    section = arena.keep(section.simplify(tolerance / 2))
    if (layout === 'stacked') {
      const { min, max } = section.isEmpty() ? { min: [0, 0] as const, max: [0, 0] as const } : section.bounds()
      section = arena.keep(section.translate([-(min[0] + max[0]) / 2, -drawn.length * height * (1 + LEADING)]))
    } else {
      section = arena.keep(section.translate([pen, 0]))
      if (before && previous !== undefined) {
        const moved = Math.max(
          -MOST_MOVED * height,
          Math.min(MOST_MOVED * height, GAP * height - gapBetween(before, section, height)),
        )
        pen += moved
        section = arena.keep(section.translate([moved, 0]))
      }
      pen += glyph.advance * scale + weight
    }
    drawn.push({ grapheme, section })
    previous = grapheme
  }
  const union = arena.keep(kernel.CrossSection.union(drawn.map(({ section }) => section)))
  if (union.isEmpty()) return { glyphs: drawn, whole: union, missing }
  const shift = opticalCentre(union).map((value) => -value) as [number, number]
  return {
    glyphs: drawn.map(({ grapheme, section }) => ({ grapheme, section: arena.keep(section.translate(shift)) })),
    whole: arena.keep(union.translate(shift)),
    missing,
  }
}

/** Least distance across between two letters in any row, neighbouring rows included, mm; Infinity where they share no row. */
function gapBetween(left: CrossSection, right: CrossSection, height: number): number {
  const row = (y: number) => Math.floor((y / height) * ROWS)
  const sideOf = (section: CrossSection, sign: 1 | -1) => {
    const side = new Map<number, number>()
    for (const ring of section.toPolygons())
      ring.forEach(([ax, ay], i) => {
        const [bx, by] = ring[(i + 1) % ring.length] as [number, number]
        const [first, last] = [Math.min(row(ay), row(by)), Math.max(row(ay), row(by))]
        for (let at = first; at <= last; at++) {
          const share = (y: number) => (by === ay ? 0 : Math.min(1, Math.max(0, (y - ay) / (by - ay))))
          const x = (y: number) => sign * (ax + (bx - ax) * share(y))
          const most = Math.max(x((at * height) / ROWS), x(((at + 1) * height) / ROWS))
          side.set(at, Math.max(side.get(at) ?? -Infinity, most))
        }
      })
    return side
  }
  const [ends, starts] = [sideOf(left, 1), sideOf(right, -1)]
  let least = Infinity
  for (const [at, end] of ends)
    for (const near of [at - 1, at, at + 1]) {
      const start = starts.get(near)
      if (start !== undefined) least = Math.min(least, -start - end)
    }
  return least
}

function opticalCentre(section: CrossSection): [number, number] {
  const { min, max } = section.bounds()
  let area = 0
  let [x, y] = [0, 0]
  for (const ring of section.toPolygons()) {
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length] as [number, number]
      const cross = ax * by - bx * ay
      area += cross / 2
      x += ((ax + bx) * cross) / 6
      y += ((ay + by) * cross) / 6
    })
  }
  return [(x / area + (min[0] + max[0]) / 2) / 2, (y / area + (min[1] + max[1]) / 2) / 2]
}
