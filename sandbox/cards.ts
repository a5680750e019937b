export type CardAnswer =
  | { approved: true; challenge?: undefined }
  /** The bank asks its client first; `after` is what the card leads to when the client has said yes. */
  | { approved: false; challenge: true; after: CardAnswer }
  | { approved: false; challenge?: undefined; code: string; declineCode?: string; message: string }

const declined = (declineCode: string, message: string): CardAnswer & { approved: false } => ({
  approved: false,
  code: 'card_declined',
  declineCode,
  message,
})

/** The provider's published test cards that this sandbox knows, and what each leads to. */
export const TEST_CARDS: Readonly<Record<string, CardAnswer>> = {
  '4242424242424242': { approved: true },
  '4000000000000002': declined('generic_decline', 'Your card was declined.'),
  '4000000000009995': declined('insufficient_funds', 'Your card has insufficient funds.'),
  '4000002760003184': { approved: false, challenge: true, after: { approved: true } },
  '4000008260003178': {
    approved: false,
    challenge: true,
    after: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
}

export const UNAUTHENTICATED: CardAnswer & { code: string } = {
  approved: false,
  code: 'payment_intent_authentication_failure',
  message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
}

/** Real card numbers are never taken: whatever is not a known test card is refused. */
export function cardAnswer(number: string): CardAnswer {
  const digits = number.replaceAll(/[\s-]/g, '')
  const known = Object.hasOwn(TEST_CARDS, digits) ? TEST_CARDS[digits] : undefined
  if (known) return known
  if (!/^\d{12,19}$/.test(digits) || !luhn(digits)) {
    return { approved: false, code: 'incorrect_number', message: 'Your card number is incorrect.' }
  }
  return declined('test_mode_live_card', 'Your card was declined. Your request was in test mode, but used a non test card.')
}

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
