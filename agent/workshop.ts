import { readFileSync } from 'node:fs'
import { z } from 'zod'

const maker = z.strictObject({ kind: z.enum(['person', 'cell']), name: z.string().min(1).max(40) })

const clock = z.string().regex(/^\d\d:\d\d$/)

/** What an atelier's agent knows of its own rooms and people; nothing of it comes from the house. */
const workshop = z.strictObject({
  carrier: z.string(),
  /** ISO weekday 1 (Monday) … 7 → people's hours on the atelier's clock; absent = closed. */
  hours: z.record(z.string().regex(/^[1-7]$/), z.tuple([clock, clock])),
  /** Who signs a measured gate beside the one who measured. */
  inspector: maker,
  workCenters: z.record(
    z.string(),
    z.strictObject({
      by: maker,
      tools: z.record(z.string(), z.string()),
      /** Usual air, °C and % relative humidity, and the window in which work may go on. */
      temperature: z.number(),
      humidity: z.number(),
      window: z.strictObject({ temperature: z.tuple([z.number(), z.number()]), humidity: z.tuple([z.number(), z.number()]) }),
    }),
  ),
})

export type Workshop = z.infer<typeof workshop>

/** Throws when the atelier has no workshop file or it is not as it should be. */
export function readWorkshop(atelier: string): Workshop {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(atelier)) throw new Error('not the name of an atelier')
  return workshop.parse(JSON.parse(readFileSync(new URL(`./ateliers/${atelier}.json`, import.meta.url), 'utf8')))
}
