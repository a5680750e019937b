import { z } from '@hono/zod-openapi'
import { profileParts } from '@/lib/domain/salon/profile'
import { PURPOSES } from '@/lib/domain/salon/purposes'
import * as schemas from '../schemas'

export const id = schemas.line.max(60).openapi({ param: { name: 'id', in: 'path' } })

export const parts = z.strictObject(profileParts.shape).openapi('ClientParts')
export const newClient = parts.partial({
  email: true,
  phone: true,
  today: true,
  likes: true,
  notes: true,
  followUp: true,
  sizes: true,
  occasions: true,
})

export const purpose = z.enum(PURPOSES)

const edit = z.strictObject({
  id: schemas.line.min(8).max(60),
  key: schemas.line.min(1).max(60),
  value: z.union([z.string().max(200), z.number(), z.boolean()]),
})
export const edits = z
  .strictObject({ since: z.int().min(0).max(2_147_483_647), edits: z.array(edit).max(200) })
  .openapi('LivingEdits', { description: 'Wishes of one screen, in order; of two for one choice the later stands' })

const open = z.record(z.string(), z.unknown())
export const client = open.openapi('SalonClient')
export const clients = open.openapi('SalonClients')
export const living = open.openapi('LivingDesign')
export const answer = open.openapi('LivingAnswer')
export const consents = open.openapi('ClientConsents')
export const placing = open.openapi('SalonPlacing')
export const done = z.object({ done: z.literal(true) }).openapi('Done')
export const link = z.object({ url: z.string() }).openapi('HandedLink', { description: 'Opens it for whoever holds it' })
