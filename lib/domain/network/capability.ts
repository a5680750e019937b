/** C = (d, g, r, t): dexterity, generalisation, reliability, tactile-vision; each 0…1. */
export type Axis = 'd' | 'g' | 'r' | 't'
export const AXES: readonly Axis[] = ['d', 'g', 'r', 't']
export type CapabilityVector = Readonly<Record<Axis, number>>
