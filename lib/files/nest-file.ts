import * as z from 'zod/mini'
import type { CutHide } from '@/lib/domain/nesting/cut-plan'

/** Where each panel lies on its hide, mm, as data. */
export const NEST = 'nest.json'

const point = z.tuple([z.number(), z.number()])
const ring = z.array(point)
const schema = z.object({
  format: z.literal('lot-one-nest@1'),
  unit: z.literal('mm'),
  hides: z.array(
    z.object({
      id: z.string(),
      material: z.string(),
      colour: z.string(),
      outline: ring,
      defects: z.array(ring),
      zones: z.array(z.object({ quality: z.number(), outline: ring })),
      placements: z.array(
        z.object({
          panel: z.string(),
          turn: z.number(),
          x: z.number(),
          y: z.number(),
          box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
        }),
      ),
    }),
  ),
})

export const nestFile = (hides: readonly CutHide[]): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify({ format: 'lot-one-nest@1', unit: 'mm', hides }, null, 1)}\n`)

/** Undefined when it is no nest that this house wrote. */
export function readNest(bytes: Uint8Array): readonly CutHide[] | undefined {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes))).hides
  } catch {
    return undefined
  }
}
