import Stripe from 'stripe'
import type { Money } from '@/lib/domain/pricing/money'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Settings, settings } from './settings'

/** The one door to the payment provider. Without STRIPE_API_BASE it is Stripe itself. */
let client: { of: Settings; stripe: Stripe } | undefined

function stripe(): Stripe {
  const of = settings()
  if (client?.of !== of) client = { of, stripe: new Stripe(of.STRIPE_SECRET_KEY, configOf(of)) }
  return client.stripe
}

function configOf({ STRIPE_API_BASE }: Settings) {
  const common = { maxNetworkRetries: 2, timeout: 15_000, telemetry: false }
  if (!STRIPE_API_BASE) return common
  const { hostname, port } = new URL(STRIPE_API_BASE)
  return { ...common, host: hostname, port: Number(port || 80), protocol: 'http' as const }
}

export interface CheckoutRequest {
  order: string
  payment: string
  /** What the client reads on the provider's page. */
  description: string
  amount: Money
  email?: string
  locale: string
  successUrl: string
  cancelUrl: string
  expires: Date
  /** The same key gives the same session, however often it is asked for. */
  idempotencyKey: string
}

/** Opens a hosted page on which the amount is held, not charged. Throws when the provider cannot be reached. */
export async function createCheckout(request: CheckoutRequest): Promise<{ session: string; url: string }> {
  const { order, payment, amount } = request
  const metadata = { order, payment }
  const session = await stripe().checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: order,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: amount.currency.toLowerCase(),
            unit_amount: amount.amount,
            product_data: { name: request.description },
          },
        },
      ],
      payment_intent_data: { capture_method: 'manual', metadata },
      metadata,
      ...(request.email ? { customer_email: request.email } : {}),
      locale: request.locale === 'fr' ? 'fr' : 'en',
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
      expires_at: Math.floor(request.expires.getTime() / 1000),
    },
    { idempotencyKey: request.idempotencyKey },
  )
  if (!session.url) throw new Error('the payment provider opened a session without a page')
  return { session: session.id, url: session.url }
}

/** What the provider says about a session now; read from it, never from a webhook's body. */
export interface CheckoutFacts {
  session: string
  order: string | undefined
  /** Our payment, as we named it when the session was opened. */
  payment: string | undefined
  status: Stripe.Checkout.Session['status']
  amount: number
  currency: string
  livemode: boolean
  intent?: { id: string; status: Stripe.PaymentIntent.Status; amount: number; received: number; currency: string }
}

export async function readCheckout(id: string): Promise<CheckoutFacts> {
  const session = await stripe().checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  return {
    session: session.id,
    order: session.client_reference_id ?? undefined,
    payment: session.metadata?.payment,
    status: session.status,
    amount: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    livemode: session.livemode,
    ...(intent
      ? {
          intent: {
            id: intent.id,
            status: intent.status,
            amount: intent.amount,
            received: intent.amount_received,
            currency: intent.currency.toUpperCase(),
          },
        }
      : {}),
  }
}

/** Charges what is held. Refused as `payment.capture-failed` when the provider will not; what is true then, `readCheckout` says. */
export const captureHeld = (intent: string, payment: string): Promise<Result<void>> =>
  attempt('payment.capture-failed', () => stripe().paymentIntents.capture(intent, {}, { idempotencyKey: `capture:${payment}` }))

/** Lets go of what is held. */
export const releaseHeld = (intent: string, payment: string): Promise<Result<void>> =>
  attempt('payment.release-failed', () =>
    stripe().paymentIntents.cancel(
      intent,
      { cancellation_reason: 'requested_by_customer' },
      { idempotencyKey: `release:${payment}` },
    ),
  )

export interface WantedGiveBack {
  intent: string
  /** Ours; the key under which the provider does it once. */
  refund: string
  order: string
  /** Minor units. */
  amount: number
}

/** Gives back what was charged, whole or in part. Refused as `payment.refund-failed`. */
export const giveBack = ({ intent, refund, order, amount }: WantedGiveBack): Promise<Result<void>> =>
  attempt('payment.refund-failed', () =>
    stripe().refunds.create(
      { payment_intent: intent, amount, reason: 'requested_by_customer', metadata: { refund, order } },
      { idempotencyKey: `refund:${refund}` },
    ),
  )

export interface ProviderRefund {
  id: string
  /** Our refund, as we named it; absent where it was given in the provider's own pages. */
  refund: string | undefined
  amount: number
  currency: string
  state: 'open' | 'done' | 'failed'
  reason: string | null
  fault: string | undefined
}

/** Every refund of an intent, oldest first. */
export async function readRefunds(intent: string): Promise<ProviderRefund[]> {
  const found: ProviderRefund[] = []
  for await (const one of stripe().refunds.list({ payment_intent: intent, limit: 100 })) {
    const state = one.status === 'succeeded' ? 'done' : one.status === 'failed' || one.status === 'canceled' ? 'failed' : 'open'
    const { id, amount, reason } = one
    const currency = one.currency.toUpperCase()
    found.push({ id, refund: one.metadata?.refund, amount, currency, state, reason, fault: one.failure_reason })
  }
  return found.reverse()
}

/** Closes a page on which nobody has paid yet. */
export const closeCheckout = (session: string): Promise<Result<void>> =>
  attempt('payment.close-failed', () => stripe().checkout.sessions.expire(session))

/** What the provider will not do is a refusal; what it could not be asked is an exception. */
async function attempt(code: string, call: () => Promise<unknown>): Promise<Result<void>> {
  try {
    await call()
    return ok(undefined)
  } catch (error) {
    const refused = error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError
    if (!refused) throw error
    return refuse(code, { reason: error.code ?? error.type })
  }
}

export interface ProviderNotice {
  id: string
  type: string
  /** What is kept of it: enough to look again. Names and addresses that came along are not ours to keep. */
  payload: unknown
  /** Session or intent that it is about, where it is one of these. */
  about?: { session: string } | { intent: string } | { refundOf: string }
}

/** Refused: `webhook.signature` (wrong, missing or older than five minutes), `webhook.mode`, `webhook.account`. */
export function readNotice(body: string, signature: string | undefined): Result<ProviderNotice> {
  let event: Stripe.Event
  try {
    event = stripe().webhooks.constructEvent(body, signature ?? '', settings().STRIPE_WEBHOOK_SECRET)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
      return refuse('webhook.signature')
    throw error
  }
  if (event.livemode !== (settings().LOT_ONE_MODE === 'live')) return refuse('webhook.mode')
  if (event.account !== undefined) return refuse('webhook.account')
  return ok(noticeOf(event))
}

/** A notice as it was kept: its signature was right when it came. */
export function noticeOf(payload: unknown): ProviderNotice {
  const event = payload as Stripe.Event
  const { id, type } = event
  const object = event.data.object as AboutObject
  const about = aboutOf(object)
  const of = about && 'refundOf' in about ? { payment_intent: about.refundOf } : {}
  const kept = { id, type, data: { object: { id: object.id, object: object.object, ...of } } }
  return { id, type, payload: kept, ...(about ? { about } : {}) }
}

interface AboutObject {
  object?: string
  id?: string
  payment_intent?: unknown
}

function aboutOf({ object, id, payment_intent: intent }: AboutObject): ProviderNotice['about'] {
  if (typeof id !== 'string') return undefined
  if (object === 'checkout.session') return { session: id }
  if (object === 'refund' || object === 'charge') return typeof intent === 'string' ? { refundOf: intent } : undefined
  return object === 'payment_intent' ? { intent: id } : undefined
}
