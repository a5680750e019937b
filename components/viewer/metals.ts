import type { Vec3 } from '@/lib/domain/geometry/mesh'

/** Reflectance at normal incidence, linear sRGB. Keys are the house's materials. */
const REFLECTANCE: Readonly<Record<string, Vec3>> = {
  'gold-18k-yellow': [0.965, 0.745, 0.385],
  'gold-9k-yellow': [0.93, 0.775, 0.505],
  'gold-18k-rose': [0.93, 0.635, 0.48],
  'gold-18k-white': [0.8, 0.77, 0.72],
  'silver-925': [0.955, 0.945, 0.925],
  'platinum-950': [0.7, 0.69, 0.675],
}

/** An unknown material is shown as silver: grey is the least of a lie. */
export const reflectanceOf = (metal: string): Vec3 => REFLECTANCE[metal] ?? [0.955, 0.945, 0.925]

export const FINISH_INDEX: Readonly<Record<string, number>> = { polished: 0, satin: 1, antiqued: 2 }
