import { ok, type Result, refuse } from '../result'

export const PAYMENT_STATES = ['open', 'authorised', 'captured', 'failed', 'cancelled', 'refunded', 'expired'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]
export type PaymentTrigger =
  | 'authorised'
  | 'captured'
  | 'capture-failed'
  | 'released'
  | 'expired'
  | 'refunded'
  | 'refund-returned'

/**
 * State → trigger → next state. A declined card is no trigger: the provider's page lets the client try another.
 * Money may arrive after we stopped waiting (`expired` → `authorised`): it must be seen before it is taken or given back.
 * `refunded`: the whole sum is back; a bank that does not take it returns it to us.
 */
export const PAYMENT_TRANSITIONS: Readonly<Record<PaymentState, Readonly<Partial<Record<PaymentTrigger, PaymentState>>>>> = {
  open: { authorised: 'authorised', expired: 'expired', released: 'cancelled' },
  authorised: { captured: 'captured', 'capture-failed': 'failed', released: 'cancelled', expired: 'expired' },
  captured: { refunded: 'refunded' },
  failed: { released: 'cancelled', captured: 'captured' },
  cancelled: {},
  refunded: { 'refund-returned': 'captured' },
  expired: { authorised: 'authorised' },
}

/** Refused as `payment.illegal`. */
export function applyToPayment(state: PaymentState, trigger: PaymentTrigger): Result<PaymentState> {
  const next = PAYMENT_TRANSITIONS[state][trigger]
  return next ? ok(next) : refuse('payment.illegal', { state, trigger })
}
