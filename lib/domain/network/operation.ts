import type { Axis, CapabilityVector } from './capability'

/** Operation families; an atelier holds one capability vector for each that it runs. */
export type OperationFamily =
  | 'pattern'
  | 'cast'
  | 'clean'
  | 'engrave'
  | 'chase'
  | 'polish'
  | 'patinate'
  | 'cut'
  | 'skive'
  | 'stamp'
  | 'turn'
  | 'glue'
  | 'sew'
  | 'edge'
  | 'inspect'
  | 'hallmark'
  | 'pack'

/** One step of the routing: what it demands and the geometry its time is made from. */
export interface Operation {
  id: string
  family: OperationFamily
  feature: string
  demand: CapabilityVector
  /** Why each axis is asked; code and data, words under `demands.<code>`. */
  reasons: readonly { axis: Axis; code: string; parameters: Readonly<Record<string, number | string>> }[]
  /** What run time is counted by, in the units of the profile's rates: mm, mm2, mm3, g, pieces, stitches, corners. */
  quantities: Readonly<
    Partial<
      Record<
        'height' | 'volume' | 'grams' | 'area' | 'length' | 'strokeLength' | 'strokeDepth' | 'stitches' | 'corners' | 'pieces',
        number
      >
    >
  >
}
