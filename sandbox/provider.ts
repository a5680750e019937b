import type { z } from 'zod'
import { type CardAnswer, cardAnswer, UNAUTHENTICATED } from './cards'
import type { Journal, Shelf } from './journal'
import {
  type Challenge,
  customer,
  event,
  type Intent,
  intent,
  newId,
  type Refund,
  refund,
  type Session,
  type SessionPlan,
  type StripeEvent,
  seconds,
  session,
  type Wire,
} from './objects'
import type * as parameters from './parameters'
import { invalid, missing } from './stripe-error'

export interface RequestNote {
  id: string | null
  idempotency_key: string | null
}
const NOBODY: RequestNote = { id: null, idempotency_key: null }
/** The provider holds an authorisation by card for seven days, then lets it go. */
const HOLD_SECONDS = 7 * 86_400

export interface ProviderOptions {
  journal: Journal
  apiVersion: string
  /** Where a session's hosted page lies. */
  pageUrl: (sessionId: string) => string
  now: () => number
  onEvent: (event: StripeEvent) => void
}

/** The provider's objects and what may happen to them. Every change is an event. */
export class Provider {
  readonly events: Shelf<StripeEvent>
  readonly refunds: Shelf<Refund>
  private readonly customers: Shelf<Wire>
  private readonly sessions: Shelf<Session>
  private readonly plans: Shelf<SessionPlan>
  private readonly intents: Shelf<Intent>
  private readonly challenges: Shelf<Challenge>
  private readonly options: ProviderOptions

  constructor(options: ProviderOptions) {
    this.options = options
    const { journal } = options
    this.events = journal.shelf('event')
    this.refunds = journal.shelf('refund')
    this.customers = journal.shelf('customer')
    this.sessions = journal.shelf('session')
    this.plans = journal.shelf('plan')
    this.intents = journal.shelf('intent')
    this.challenges = journal.shelf('challenge')
  }

  createCustomer(input: z.output<typeof parameters.createCustomer>, request: RequestNote): Wire {
    const made = customer(input, this.options.now())
    this.customers.put(made.id, made)
    this.tell('customer.created', made, request)
    return made
  }

  customer(id: string): Wire {
    return this.customers.get(id) ?? raise(missing('customer', id))
  }

  createSession(input: z.output<typeof parameters.createSession>): Wire {
    const now = seconds(this.options.now())
    const expires = input.expires_at
    if (expires !== undefined && (expires < now + 1800 || expires > now + 86_400)) {
      const message =
        'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.'
      throw invalid(message, { param: 'expires_at' })
    }
    if (input.customer && input.customer_email) {
      throw invalid('You may only specify one of these parameters: customer, customer_email.', { param: 'customer' })
    }
    if (input.customer) this.customer(input.customer)
    const currencies = new Set(input.line_items.map((item) => item.price_data.currency))
    if (currencies.size > 1) throw invalid('All line items must have the same currency.', { param: 'line_items' })
    const [made, plan] = session(input, this.options.pageUrl, this.options.now())
    if (made.amount_total < 1) throw invalid('The total amount due must be greater than zero.', { param: 'line_items' })
    this.plans.put(plan.id, plan)
    this.sessions.put(made.id, made)
    return this.shown(made, input.expand)
  }

  session(id: string, expand?: readonly string[]): Wire {
    return this.shown(this.openedSession(id), expand)
  }

  /** As it lies, for the hosted page. */
  openedSession(id: string): Session {
    const found = this.sessions.get(id) ?? raise(missing('checkout.session', id))
    return found.status === 'open' && found.expires_at <= seconds(this.options.now()) ? this.expire(found) : found
  }

  lineItems(id: string): Wire[] {
    return this.plans.get(id)?.items ?? []
  }

  /** Whether the money is only held by paying. */
  heldOnly(id: string): boolean {
    return this.plans.get(id)?.captureMethod === 'manual'
  }

  expireSession(id: string, request: RequestNote): Wire {
    const found = this.openedSession(id)
    if (found.status !== 'open') {
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${found.status}.`,
      )
    }
    return this.expire(found, request)
  }

  /** Ends every session and hold whose time is over. */
  expireDue(): void {
    const now = seconds(this.options.now())
    for (const found of this.sessions.all()) if (found.status === 'open' && found.expires_at <= now) this.expire(found)
    for (const held of this.intents.all()) {
      if (held.status === 'requires_capture' && Number(held.created) + HOLD_SECONDS <= now) this.releaseHold(held.id)
    }
  }

  /** A client tries a card on the hosted page. */
  pay(id: string, card: { number: string; email?: string; name?: string }): { session: Session; answer: CardAnswer } {
    const found = this.stillOpen(id)
    const answer = cardAnswer(card.number)
    const before = this.intentOf(found)
    if (!answer.challenge) return this.answered(found, before, answer, card)
    const { email, name } = card
    this.challenges.put(id, { id, after: answer.after, ...(email ? { email } : {}), ...(name ? { name } : {}) })
    const url = `${this.options.pageUrl(id)}/authenticate`
    const asked: Intent = {
      ...before,
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: this.options.pageUrl(id), url } },
      payment_method: newId('pm'),
      last_payment_error: null,
    }
    this.intents.put(asked.id, asked)
    this.sessions.put(id, { ...found, payment_intent: asked.id })
    this.tell('payment_intent.requires_action', asked)
    return { session: found, answer }
  }

  /** Whether the bank waits for this session's client. */
  isChallenged(id: string): boolean {
    const intent = this.openedSession(id).payment_intent
    return intent !== null && this.intents.get(intent)?.status === 'requires_action'
  }

  /** The client has answered the bank. */
  authenticate(id: string, isConfirmed: boolean): { session: Session; answer: CardAnswer } {
    const found = this.stillOpen(id)
    const challenge = this.challenges.get(id)
    if (!challenge || !this.isChallenged(id)) throw invalid('This payment does not wait for an authentication.')
    const before: Intent = { ...this.intentOf(found), next_action: null }
    return this.answered(found, before, isConfirmed ? challenge.after : UNAUTHENTICATED, challenge)
  }

  private stillOpen(id: string): Session {
    const found = this.openedSession(id)
    if (found.status !== 'open' || !this.plans.get(id)) throw invalid('This Checkout Session is no longer open.')
    return found
  }

  private intentOf(found: Session): Intent {
    const existing = found.payment_intent ? this.intents.get(found.payment_intent) : undefined
    if (existing) return existing
    const plan = this.plans.get(found.id) ?? raise(missing('checkout.session', found.id))
    const made = intent(found, plan, this.options.now())
    this.tell('payment_intent.created', made)
    return made
  }

  private answered(
    found: Session,
    before: Intent,
    answer: CardAnswer,
    card: { email?: string; name?: string },
  ): { session: Session; answer: CardAnswer } {
    const { id } = found
    if (answer.challenge) throw new Error('a bank asks once')
    if (!answer.approved) {
      const error = { type: 'card_error', code: answer.code, decline_code: answer.declineCode, message: answer.message }
      const failed: Intent = {
        ...before,
        status: 'requires_payment_method',
        latest_charge: newId('ch'),
        payment_method: null,
        last_payment_error: error,
      }
      this.intents.put(failed.id, failed)
      this.sessions.put(id, { ...found, payment_intent: failed.id })
      this.tell('payment_intent.payment_failed', failed)
      return { session: found, answer }
    }
    const held = before.capture_method === 'manual'
    const paid: Intent = {
      ...before,
      status: held ? 'requires_capture' : 'succeeded',
      amount_capturable: held ? before.amount : 0,
      amount_received: held ? 0 : before.amount,
      latest_charge: newId('ch'),
      payment_method: newId('pm'),
      last_payment_error: null,
    }
    const complete: Session = {
      ...found,
      status: 'complete',
      payment_status: held ? 'unpaid' : 'paid',
      payment_intent: paid.id,
      url: null,
      customer_details: {
        address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
        business_name: null,
        email: found.customer_email ?? card.email ?? null,
        individual_name: null,
        name: card.name ?? null,
        phone: null,
        tax_exempt: 'none',
        tax_ids: [],
      },
    }
    this.intents.put(paid.id, paid)
    this.sessions.put(id, complete)
    this.tell(held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', paid)
    this.tell('checkout.session.completed', complete)
    return { session: complete, answer }
  }

  intent(id: string): Intent {
    return this.intents.get(id) ?? raise(missing('payment_intent', id, 'intent'))
  }

  capture(id: string, input: z.output<typeof parameters.capture>, request: RequestNote): Wire {
    const found = this.intent(id)
    if (found.status !== 'requires_capture') throw unexpected(found, 'captured', 'requires_capture')
    const amount = input.amount_to_capture ?? found.amount_capturable
    if (amount > found.amount_capturable) {
      throw invalid('The amount to capture is greater than the amount you can capture.', {
        code: 'amount_too_large',
        param: 'amount_to_capture',
      })
    }
    const metadata = { ...found.metadata, ...input.metadata }
    const captured: Intent = { ...found, status: 'succeeded', amount_capturable: 0, amount_received: amount, metadata }
    this.intents.put(id, captured)
    for (const of of this.sessions.all())
      if (of.payment_intent === id) this.sessions.put(of.id, { ...of, payment_status: 'paid' })
    this.tell('payment_intent.succeeded', captured, request)
    return captured
  }

  cancel(id: string, reason: string | undefined, request: RequestNote): Wire {
    const found = this.intent(id)
    const possible = ['requires_capture', 'requires_action', 'requires_payment_method'].includes(found.status)
    if (!possible) throw unexpected(found, 'canceled', 'requires_payment_method, requires_action, requires_capture')
    return this.canceled(found, reason ?? null, request)
  }

  /** The bank lets the hold go by itself. */
  releaseHold(id: string): Wire {
    return this.canceled(this.intent(id), 'automatic', NOBODY)
  }

  createRefund(input: z.output<typeof parameters.createRefund>, request: RequestNote): Wire {
    const of = this.intents.get(input.payment_intent) ?? raise(missing('payment_intent', input.payment_intent, 'payment_intent'))
    if (of.status !== 'succeeded') throw invalid('This PaymentIntent does not have a successful charge to refund.')
    const refunded = this.refunds
      .all()
      .filter((each) => each.payment_intent === of.id)
      .reduce((sum, each) => sum + each.amount, 0)
    const left = of.amount_received - refunded
    if (left === 0) throw invalid(`Charge ${of.latest_charge} has already been refunded.`, { code: 'charge_already_refunded' })
    const amount = input.amount ?? left
    if (amount > left) {
      throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, { param: 'amount' })
    }
    const made = refund(of, amount, input.reason ?? null, input.metadata ?? {}, this.options.now())
    this.refunds.put(made.id, made)
    this.tell('refund.created', made, request)
    return made
  }

  refund(id: string): Wire {
    return this.refunds.get(id) ?? raise(missing('refund', id))
  }

  event(id: string): StripeEvent {
    return this.events.get(id) ?? raise(missing('event', id))
  }

  private shown(of: Session, expand: readonly string[] = []): Wire {
    const shown: Wire = { ...of }
    if (expand.includes('payment_intent') && of.payment_intent) shown.payment_intent = this.intent(of.payment_intent)
    if (expand.includes('line_items')) {
      shown.line_items = {
        object: 'list',
        data: this.lineItems(of.id),
        has_more: false,
        url: `/v1/checkout/sessions/${of.id}/line_items`,
      }
    }
    return shown
  }

  private expire(found: Session, request: RequestNote = NOBODY): Session {
    const expired: Session = { ...found, status: 'expired', url: null }
    this.sessions.put(found.id, expired)
    const tried = found.payment_intent ? this.intents.get(found.payment_intent) : undefined
    if (tried) this.canceled(tried, null, request)
    this.tell('checkout.session.expired', expired, request)
    return expired
  }

  private canceled(found: Intent, reason: string | null, request: RequestNote): Intent {
    const canceled: Intent = {
      ...found,
      status: 'canceled',
      amount_capturable: 0,
      canceled_at: seconds(this.options.now()),
      cancellation_reason: reason,
      next_action: null,
    }
    this.intents.put(found.id, canceled)
    this.tell('payment_intent.canceled', canceled, request)
    return canceled
  }

  private tell(type: string, object: Wire, request: RequestNote = NOBODY): void {
    const made = event(type, object, this.options.apiVersion, request, this.options.now())
    this.events.put(made.id, made)
    this.options.onEvent(made)
  }
}

function unexpected(found: Intent, wanted: string, possible: string) {
  return invalid(
    `This PaymentIntent could not be ${wanted} because it has a status of ${found.status}. Only a PaymentIntent with one of the following statuses may be ${wanted}: ${possible}.`,
    { code: 'payment_intent_unexpected_state', payment_intent: found },
  )
}

function raise(fault: Error): never {
  throw fault
}
