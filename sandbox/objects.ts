import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { CardAnswer } from './cards'
import type { createCustomer, createSession } from './parameters'

/** Objects as they go over the wire. Their full shape is checked in tests against the vendor's own type declarations. */
export type Wire = Record<string, unknown> & { id: string; object: string }

export interface Intent extends Wire {
  amount: number
  amount_capturable: number
  amount_received: number
  currency: string
  status: 'requires_payment_method' | 'requires_action' | 'requires_capture' | 'succeeded' | 'canceled'
  capture_method: string
  latest_charge: string | null
  customer: string | null
  metadata: Record<string, string>
}
export interface Session extends Wire {
  amount_total: number
  currency: string
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  payment_intent: string | null
  success_url: string
  cancel_url: string | null
  expires_at: number
  customer: string | null
  customer_email: string | null
  locale: string | null
  url: string | null
}
/** What the session keeps to itself until a card is tried. */
export interface SessionPlan {
  id: string
  captureMethod: string
  description: string | null
  metadata: Record<string, string>
  statementSuffix: string | null
  items: Wire[]
  url: string
}
/** A payment that waits for the client's yes to their bank. */
export interface Challenge {
  /** Of the session. */
  id: string
  after: CardAnswer
  name?: string
  email?: string
}
export interface Refund extends Wire {
  amount: number
  payment_intent: string
}
export interface StripeEvent extends Wire {
  type: string
  created: number
  data: { object: Wire }
  pending_webhooks: number
}

export const newId = (prefix: string) => `${prefix}_${randomBytes(18).toString('base64url').replaceAll(/[-_]/g, '0')}`
export const seconds = (now: number) => Math.floor(now / 1000)

export function customer(input: z.output<typeof createCustomer>, now: number): Wire {
  const address = input.address
  return {
    id: newId('cus'),
    object: 'customer',
    address: address
      ? {
          line1: address.line1 ?? null,
          line2: address.line2 ?? null,
          city: address.city ?? null,
          state: address.state ?? null,
          postal_code: address.postal_code ?? null,
          country: address.country ?? null,
        }
      : null,
    balance: 0,
    created: seconds(now),
    currency: null,
    default_source: null,
    delinquent: false,
    description: input.description ?? null,
    discount: null,
    email: input.email ?? null,
    invoice_prefix: randomBytes(4).toString('hex').toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: input.metadata ?? {},
    name: input.name ?? null,
    next_invoice_sequence: 1,
    phone: input.phone ?? null,
    preferred_locales: input.preferred_locales ?? [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

export function session(
  input: z.output<typeof createSession>,
  pageUrl: (id: string) => string,
  now: number,
): [Session, SessionPlan] {
  const id = newId('cs_test')
  const items = input.line_items.map((item): Wire => {
    const amount = item.quantity * item.price_data.unit_amount
    return {
      id: newId('li'),
      object: 'item',
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: item.price_data.currency,
      description: item.price_data.product_data.name,
      metadata: {},
      price: null,
      quantity: item.quantity,
    }
  })
  const total = items.reduce((sum, item) => sum + Number(item.amount_total), 0)
  const made: Session = {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: input.cancel_url ?? null,
    client_reference_id: input.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: seconds(now),
    currency: input.line_items[0]?.price_data.currency ?? '',
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: input.customer ?? null,
    customer_account: null,
    customer_creation: input.customer ? null : 'if_required',
    customer_details: null,
    customer_email: input.customer_email ?? null,
    discounts: [],
    expires_at: input.expires_at ?? seconds(now) + 86_400,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: input.locale ?? null,
    managed_payments: null,
    metadata: input.metadata ?? {},
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: input.submit_type ?? null,
    subscription: null,
    success_url: input.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: pageUrl(id),
    wallet_options: null,
  }
  const data = input.payment_intent_data
  const plan: SessionPlan = {
    id,
    captureMethod: data?.capture_method ?? 'automatic_async',
    description: data?.description ?? null,
    metadata: data?.metadata ?? {},
    statementSuffix: data?.statement_descriptor_suffix ?? null,
    items,
    url: pageUrl(id),
  }
  return [made, plan]
}

export function intent(from: Session, plan: SessionPlan, now: number): Intent {
  const id = newId('pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: from.amount_total,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: plan.captureMethod,
    client_secret: `${id}_secret_${randomBytes(12).toString('hex')}`,
    confirmation_method: 'automatic',
    created: seconds(now),
    currency: from.currency,
    customer: from.customer,
    customer_account: null,
    description: plan.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: plan.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: plan.statementSuffix,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

export function refund(of: Intent, amount: number, reason: string | null, metadata: Record<string, string>, now: number): Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: newId('txn'),
    charge: of.latest_charge,
    created: seconds(now),
    currency: of.currency,
    customer: of.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata,
    payment_intent: of.id,
    payment_method: null,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

export function event(
  type: string,
  object: Wire,
  apiVersion: string,
  request: { id: string | null; idempotency_key: string | null },
  now: number,
): StripeEvent {
  return {
    id: newId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: seconds(now),
    data: { object: structuredClone(object) },
    livemode: false,
    pending_webhooks: 1,
    request,
    type,
  }
}
