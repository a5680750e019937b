import { bodyLimit } from 'hono/body-limit'
import { refuse } from '@/lib/domain/result'
import { receiveNotice } from '@/lib/server/webhooks'
import { newApi, refused } from './contract'

/** A notice holds one object of the provider; the largest we know is about 10 kB. */
const NOTICE_BYTES = 262_144

/** Where the payment provider tells us that something happened. 2xx: never again; 4xx: not from it; 5xx: later again. */
export const webhooks = newApi()

webhooks.post(
  '/stripe',
  bodyLimit({
    maxSize: NOTICE_BYTES,
    onError: (context) => refused(context, refuse('request.too-large', { bytes: NOTICE_BYTES }).refusal),
  }),
  async (context) => {
    const received = await receiveNotice(await context.req.text(), context.req.header('stripe-signature'), new Date())
    return received.ok ? context.json({ received: true }) : refused(context, received.refusal)
  },
)
