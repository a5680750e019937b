import type { OrderView } from '@/lib/server/order-view'

/** Which of the order page's stories is true. */
export type Story = 'open' | 'confirming' | 'held' | 'captured' | 'delivered' | 'failed' | 'ended'

/** `isBack`: the reader comes from the provider's page, where the payment was said to be good. */
export function storyOf({ state, may }: Pick<OrderView, 'state' | 'may'>, isBack: boolean): Story {
  switch (state) {
    case 'open':
      return isBack ? 'confirming' : 'open'
    case 'authorised':
      return may.payAgain ? 'failed' : 'held'
    case 'placed':
      return 'captured'
    case 'closed':
      return 'delivered'
    case 'cancelled':
      return 'ended'
  }
}

/** Reasons that somebody gave in words of their own; a client's own and the house's codes are told by the title. */
export function endingWords({ code, reason }: NonNullable<OrderView['ending']>) {
  if (!reason) return undefined
  if (code === 'declined') return { key: 'orderPage.words', words: reason }
  return code === 'staff' || code === 'refunded' ? { key: 'orderPage.staff-words', words: reason } : undefined
}
