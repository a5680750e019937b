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
/** Added between letters in a row over the cap height: capitals are spaced, and two cuts need standing metal between their serifs. */
const TRACKING = 0.06

/**
 * Letters in a row (advance and kerning of the typeface) or one below the other, centred on the origin half by their box and half
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
    let section = arena.keep(new kernel.CrossSection(flatten(glyph, scale, tolerance), 'NonZero'))
    if (weight !== 0) section = arena.keep(section.offset(weight / 2, 'Round', 2, 32))
    section = arena.keep(section.simplify(tolerance / 2))
    if (layout === 'stacked') {
      const { min, max } = section.isEmpty() ? { min: [0, 0] as const, max: [0, 0] as const } : section.bounds()
      section = arena.keep(section.translate([-(min[0] + max[0]) / 2, -drawn.length * height * (1 + LEADING)]))
    } else {
      section = arena.keep(section.translate([pen, 0]))
      pen += glyph.advance * scale + weight + TRACKING * height
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
