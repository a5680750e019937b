import { ok, type Result, refuse } from '../result'

export const ORDER_STATES = ['open', 'authorised', 'placed', 'closed', 'cancelled'] as const
/**
 * `open` checkout begun · `authorised` money held, production order released · `placed` captured, the atelier accepted ·
 * `closed` delivered · `cancelled` nothing is held.
 */
export type OrderState = (typeof ORDER_STATES)[number]
export type OrderTrigger =
  | 'payment-authorised'
  | 'payment-expired'
  | 'payment-captured'
  | 'capture-failed'
  | 'atelier-declined'
  | 'cancelled'
  | 'refunded'
  | 'delivered'

/** State → trigger → next state. What is not here is refused. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, Readonly<Partial<Record<OrderTrigger, OrderState>>>>> = {
  open: { 'payment-authorised': 'authorised', 'payment-expired': 'cancelled', cancelled: 'cancelled' },
  authorised: {
    'payment-captured': 'placed',
    // Nothing is made before the money is there; the client is asked to pay again or the order is cancelled.
    'capture-failed': 'authorised',
    'atelier-declined': 'cancelled',
    'payment-expired': 'cancelled',
    cancelled: 'cancelled',
  },
  placed: { delivered: 'closed', refunded: 'cancelled' },
  closed: { refunded: 'closed' },
  cancelled: {},
}

/** Refused as `order.illegal`. */
export function applyToOrder(state: OrderState, trigger: OrderTrigger): Result<OrderState> {
  const next = ORDER_TRANSITIONS[state][trigger]
  return next ? ok(next) : refuse('order.illegal', { state, trigger })
}
