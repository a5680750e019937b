import type { Surface, Vec3 } from '@/lib/domain/geometry/mesh'

/** Albedo of a colour on leather, linear sRGB. */
const COLOURS: Readonly<Record<string, Vec3>> = {
  ink: [0.022, 0.022, 0.026],
  cognac: [0.215, 0.07, 0.024],
  oxblood: [0.1, 0.013, 0.015],
  forest: [0.022, 0.058, 0.036],
  navy: [0.012, 0.02, 0.046],
  sand: [0.52, 0.365, 0.215],
}
/** Metal foil's reflectance, as of polished metal a little broken by the grain below. */
const FOILS: Readonly<Record<string, Vec3>> = { 'foil-gold': [0.9, 0.66, 0.3], 'foil-silver': [0.86, 0.86, 0.85] }
/** An unknown colour is shown as natural leather. */
const NATURAL: Vec3 = [0.45, 0.31, 0.19]
/** Core of a chrome-tanned hide is bluish grey dyed through; of a vegetable-tanned one the leather's own brown. */
const CORE: Readonly<Record<string, number>> = { 'veg-tan': 0.7, 'calf-smooth': 0.16, 'goat-pebbled': 0.14 }

/** Kinds of surface in the order the shader knows them. */
export const SHEET_KINDS: readonly string[] = ['grain', 'flesh', 'edge', 'paint', 'skived', 'thread', 'foil', 'pressed']
/** Grains in the order the shader knows them. */
const GRAINS: readonly string[] = ['calf-smooth', 'goat-pebbled', 'veg-tan']

export interface SheetLook {
  kind: number
  grain: number
  tint: Vec3
}

const mixed = (a: Vec3, b: Vec3, t: number): Vec3 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
]

/** What the shader is told of one surface. */
export function lookOf({ kind, cover }: Surface): SheetLook {
  const material = cover?.material ?? ''
  const colour = COLOURS[cover?.colour ?? ''] ?? NATURAL
  const index = SHEET_KINDS.indexOf(kind)
  const grain = GRAINS.indexOf(material)
  const core = mixed(colour, NATURAL, CORE[material] ?? 0.5)
  const tint =
    kind === 'foil'
      ? (FOILS[material] ?? FOILS['foil-gold']!)
      : kind === 'flesh' || kind === 'edge' || kind === 'skived'
        ? core
        : colour
  return { kind: Math.max(0, index), grain: Math.max(0, grain), tint }
}
