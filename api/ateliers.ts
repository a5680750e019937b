import { createRoute, z } from '@hono/zod-openapi'
import { ok } from '@/lib/domain/result'
import { destinationOf } from '@/lib/server/destinations'
import { currentMarket } from '@/lib/server/market'
import { json, limited, newApi, refusals, refused } from './contract'

const market = z.object({
  at: z.string(),
  ateliers: z.array(z.record(z.string(), z.unknown()).openapi('AtelierProfile')),
  priceBook: z.record(z.string(), z.unknown()).openapi('PriceBook'),
  bookings: z.record(z.string(), z.unknown()).openapi('Bookings'),
})

const list = createRoute({
  method: 'get',
  path: '/ateliers',
  summary: 'The ateliers, as the house judges and prices with them now',
  description:
    'Profiles with every limit and its source, the price book and what is booked: enough to judge and to estimate yourself.',
  responses: { 200: json(market.openapi('Market'), 'The market'), 429: refusals[429] },
})

export const ateliers = newApi()

ateliers.openapi(list, async (context) => {
  const result = await limited(context, 'read', async () => {
    const destination = destinationOf({ country: 'FR' })
    return destination.ok ? ok(await currentMarket(destination.value, new Date())) : destination
  })
  if (!result.ok) return refused(context, result.refusal) as never
  const { destination: _, ...rest } = result.value
  context.header('cache-control', 'public, max-age=5')
  return context.json(rest as never, 200)
})
