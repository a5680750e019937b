import type { CrossSection } from 'manifold-3d'
import { type Arena, withArena } from './arena'
import type { FontLibrary, Kernel } from './kernel'
import type { Shape2 } from './mesh'
import { flatten, type Polygon } from './outline'
import { Recent } from './recent'

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

/** Laid out letters whose handle belongs to the cache: never delete it, and ask again for the next draft. */
export interface Lettered {
  /** The union, and its outlines. */
  whole: CrossSection
  shape: Shape2
  glyphs: readonly { grapheme: string; shape: Shape2 }[]
  missing: readonly string[]
}

/** Letterings and single letters kept a typeface library: a person changes one letter at a time, or the piece under them. */
const LETTERINGS = 4
const LETTERS = 48

/** Space between stacked letters over the cap height. */
const LEADING = 0.24
/** Metal left between two letters of a row where they come nearest, over the cap height. */
const GAP = 0.055
/** A letter is moved by at most this over the cap height to leave it: swashes may still run into each other. */
const MOST_MOVED = 0.12
/** Rows in which two letters' sides are compared, over one cap height. */
const ROWS = 40

interface Kept {
  letterings: Recent<Lettered & { free(): void }>
  letters: Recent<CrossSection>
}

const kept = new WeakMap<Kernel, WeakMap<FontLibrary, Kept>>()

function keptOf(kernel: Kernel, fonts: FontLibrary): Kept {
  const libraries = kept.get(kernel) ?? new WeakMap<FontLibrary, Kept>()
  kept.set(kernel, libraries)
  const found = libraries.get(fonts) ?? {
    letterings: new Recent<Lettered & { free(): void }>(LETTERINGS, (gone) => gone.free()),
    letters: new Recent<CrossSection>(LETTERS, (gone) => gone.delete()),
  }
  libraries.set(fonts, found)
  return found
}

/** As `layOut`, remembered: a change of the piece that leaves its letters costs nothing here. */
export function lettered(kernel: Kernel, arena: Arena, fonts: FontLibrary, lettering: Lettering): Lettered {
  const { graphemes, typeface, height, weight, layout, tolerance } = lettering
  const made = () => {
    const handles: { delete(): void }[] = []
    const own: Arena = {
      keep(handle) {
        handles.push(handle)
        return handle
      },
    }
    const free = () => {
      for (const handle of handles) handle.delete()
    }
    const { whole, glyphs, missing } = layOut(kernel, own, fonts, lettering)
    const shapes = glyphs.map(({ grapheme, section }) => ({ grapheme, shape: section.toPolygons() }))
    return { whole, shape: whole.toPolygons(), glyphs: shapes, missing, free }
  }
  const key = [typeface, height, weight, layout, tolerance, ...graphemes].join(' ')
  // The library may still be waiting for letters that are missing.
  const found = keptOf(kernel, fonts).letterings.of(key, made, ({ missing }) => missing.length === 0)
  if (found.missing.length > 0) arena.keep({ delete: () => found.free() })
  return found
}

/**
 * Letters in a row (advance and kerning of the typeface, then moved to leave metal between them) or one below the other, centred on the origin half by their box and half
 * by their area, as the eye does. Sections are kept in the arena.
 */
export function layOut(kernel: Kernel, arena: Arena, fonts: FontLibrary, lettering: Lettering): LaidOut {
  const { graphemes, typeface, height, weight, layout, tolerance } = lettering
  const scale = height / fonts.metrics(typeface).capHeight
  const { letters } = keptOf(kernel, fonts)
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
    let section = letters.of([typeface, scale, weight, tolerance, grapheme].join(' '), () =>
      letterOf(kernel, flatten(glyph, scale, tolerance), weight, tolerance),
    )
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

function letterOf(kernel: Kernel, polygons: Polygon[], weight: number, tolerance: number): CrossSection {
  return withArena((arena) => {
    const drawn = arena.keep(new kernel.CrossSection(polygons, 'NonZero'))
    const weighted = weight === 0 ? drawn : arena.keep(drawn.offset(weight / 2, 'Miter', 3))
    return weighted.simplify(tolerance / 2)
  })
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
