import type { Shape2 } from '@/lib/domain/geometry/mesh'

/** Path of a shape in whole micrometres, y down as on paper. */
export const shapePath = (shape: Shape2): string =>
  shape.map((ring) => `M${ring.map(([x, y]) => `${Math.round(x * 1000)} ${Math.round(-y * 1000)}`).join('L')}z`).join('')
