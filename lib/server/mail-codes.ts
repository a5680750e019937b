import type { Money } from '@/lib/domain/pricing/money'

/** What each letter about an order needs to be told. Instants are ISO 8601 with the atelier's offset. */
export interface OrderMails {
  /** The money is held and the order is released: with the link to its live page. */
  'order-confirmed': Readonly<Record<never, never>>
  'order-accepted': { delivered: string }
  /** `reason` as the event gave it. */
  'order-delayed': { reason: string; from: string; to: string }
  /** `operation` is where work begins again. */
  'order-rework': { operation: string; reason: string }
  'order-finished': Readonly<Record<never, never>>
  'order-shipped': { carrier: string; tracking: string }
  /** `reason` in the atelier's words. The link leads to the order, where another atelier can be chosen. */
  'order-declined': { reason: string }
  /** The link leads to the order, where it is paid again. */
  'payment-failed': Readonly<Record<never, never>>
  /** `by` the client, the house or the clock (not paid in time). */
  'order-cancelled': { by: 'client' | 'house' | 'clock'; reason?: string }
  'order-refunded': { amount: Money; reason?: string }
  /** What the client wrote to the maker and what the house answered. */
  'line-answered': { line: string; answer: string }
}

/** Letters to somebody who may have no order. */
export interface PersonMails {
  /** `request` names the sign-in request whose link is filled in when the letter is sent. */
  'sign-in': { request: string }
  claim: { request: string }
  /** `waiting` orders are still being made. */
  'account-erased': { waiting: number }
}

export type OrderMailCode = keyof OrderMails
export type MailCode = OrderMailCode | keyof PersonMails

/** Every letter of the house. `confidential`: it lets somebody in, so no page shows it. */
export const MAIL_CODES: Readonly<Record<MailCode, { confidential: boolean }>> = {
  'order-confirmed': { confidential: false },
  'order-accepted': { confidential: false },
  'order-delayed': { confidential: false },
  'order-rework': { confidential: false },
  'order-finished': { confidential: false },
  'order-shipped': { confidential: false },
  'order-declined': { confidential: false },
  'payment-failed': { confidential: false },
  'order-cancelled': { confidential: false },
  'order-refunded': { confidential: false },
  'line-answered': { confidential: false },
  'sign-in': { confidential: true },
  claim: { confidential: true },
  'account-erased': { confidential: false },
}
