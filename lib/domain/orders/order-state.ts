import { ok, type Result, refuse } from '../result'

export const ORDER_STATES = ['open', 'authorised', 'placed', 'closed', 'cancelled'] as const
/**
 * `open` checkout begun, price and slots kept · `authorised` money held, production order released · `placed` captured and accepted by the
 * atelier · `closed` delivered · `cancelled` over before that; nothing is held, what was captured goes back.
 */
export type OrderState = (typeof ORDER_STATES)[number]
export type OrderTrigger =
  | 'payment-authorised'
  | 'payment-expired'
  | 'payment-captured'
  | 'capture-failed'
  | 'payment-given-up'
  | 'paid-late'
  | 'atelier-declined'
  | 'cancelled'
  | 'refunded'
  | 'delivered'

/** State → trigger → next state. What is not here is refused. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, Readonly<Partial<Record<OrderTrigger, OrderState>>>>> = {
  open: { 'payment-authorised': 'authorised', 'payment-expired': 'cancelled', cancelled: 'cancelled' },
  authorised: {
    'payment-captured': 'placed',
    // Nothing is made before the money is there; the client is asked to pay again, or it is given up.
    'capture-failed': 'authorised',
    'payment-given-up': 'cancelled',
    'atelier-declined': 'cancelled',
    'payment-expired': 'cancelled',
    cancelled: 'cancelled',
  },
  placed: { delivered: 'closed', refunded: 'cancelled' },
  closed: {},
  // Only where it ended for want of a payment that had been made in time after all.
  cancelled: { 'paid-late': 'authorised' },
}

/** Refused as `order.illegal`. */
export function applyToOrder(state: OrderState, trigger: OrderTrigger): Result<OrderState> {
  const next = ORDER_TRANSITIONS[state][trigger]
  return next ? ok(next) : refuse('order.illegal', { state, trigger })
}
