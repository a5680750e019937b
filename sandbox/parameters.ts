import { z } from 'zod'
import type { Form } from './form'
import { invalid } from './stripe-error'

const text = z.string().min(1).max(5000)
const integer = z
  .string()
  .regex(/^\d{1,12}$/, 'Invalid integer')
  .transform(Number)
const currency = z
  .string()
  .regex(/^[a-zA-Z]{3}$/)
  .transform((code) => code.toLowerCase())
const metadata = z
  .union([z.literal('').transform(() => ({})), z.record(z.string().max(40), z.string().max(500))])
  .refine((value) => Object.keys(value).length <= 50, 'Metadata can have up to 50 keys')
const address = z.strictObject({
  line1: text.optional(),
  line2: text.optional(),
  city: text.optional(),
  state: text.optional(),
  postal_code: text.optional(),
  country: z.string().length(2).optional(),
})
const httpUrl = z.url({ protocol: /^https?$/ }).max(5000)
const expand = (...names: [string, ...string[]]) => z.array(z.enum(names)).optional()

export const empty = z.strictObject({})

export const createCustomer = z.strictObject({
  email: z.email().max(512).optional(),
  name: z.string().max(256).optional(),
  phone: z.string().max(20).optional(),
  description: text.optional(),
  preferred_locales: z.array(z.string().max(20)).optional(),
  address: address.optional(),
  metadata: metadata.optional(),
})

export const createSession = z.strictObject({
  mode: z.literal('payment'),
  ui_mode: z.literal('hosted_page').optional(),
  success_url: httpUrl,
  cancel_url: httpUrl.optional(),
  client_reference_id: z.string().max(200).optional(),
  customer: text.optional(),
  customer_email: z.email().max(800).optional(),
  expires_at: integer.optional(),
  locale: z.enum(['auto', 'en', 'en-GB', 'fr', 'it', 'ja']).optional(),
  submit_type: z.enum(['auto', 'pay']).optional(),
  payment_method_types: z.array(z.literal('card')).optional(),
  line_items: z
    .array(
      z.strictObject({
        quantity: integer.pipe(z.number().min(1).max(999_999)),
        price_data: z.strictObject({
          currency,
          unit_amount: integer,
          product_data: z.strictObject({
            name: text,
            description: text.optional(),
            images: z.array(httpUrl).max(8).optional(),
            metadata: metadata.optional(),
          }),
        }),
      }),
    )
    .min(1)
    .max(100),
  payment_intent_data: z
    .strictObject({
      capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
      description: z.string().max(1000).optional(),
      metadata: metadata.optional(),
      statement_descriptor_suffix: z.string().max(22).optional(),
    })
    .optional(),
  metadata: metadata.optional(),
  expand: expand('payment_intent', 'line_items'),
})

export const retrieveSession = z.strictObject({ expand: expand('payment_intent', 'line_items') })

export const capture = z.strictObject({
  amount_to_capture: integer.pipe(z.number().min(1)).optional(),
  metadata: metadata.optional(),
})

export const cancel = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
})

export const createRefund = z.strictObject({
  payment_intent: text,
  amount: integer.pipe(z.number().min(1)).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
})

const limit = integer.pipe(z.number().min(1).max(100)).optional()
const range = z.strictObject({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() })

export const listEvents = z.strictObject({
  limit,
  starting_after: text.optional(),
  ending_before: text.optional(),
  type: text.optional(),
  types: z.array(text).max(20).optional(),
  created: z.union([integer, range]).optional(),
})

export const listRefunds = z.strictObject({
  limit,
  starting_after: text.optional(),
  ending_before: text.optional(),
  payment_intent: text.optional(),
})

/** Parameters by their schema, or the provider's own kind of error naming the parameter. */
export function check<T>(schema: z.ZodType<T>, form: Form): T {
  const parsed = schema.safeParse(form)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = [...(issue?.path ?? [])].map(String)
  if (issue?.code === 'unrecognized_keys') {
    const param = nameOf([...path, issue.keys[0] ?? ''])
    throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
  }
  const param = nameOf(path)
  const absent = issue?.code === 'invalid_type' && issue.input === undefined
  if (absent) throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  if (path[0] === 'expand') throw invalid('This property cannot be expanded.', { param: 'expand' })
  throw invalid(`Invalid ${param}: ${issue?.message ?? ''}`, { code: 'parameter_invalid', param })
}

function nameOf(path: readonly string[]): string {
  return path.map((key, index) => (index === 0 ? key : `[${key}]`)).join('')
}
