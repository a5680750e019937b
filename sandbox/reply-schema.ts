import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv, { type AnySchemaObject, type ValidateFunction } from 'ajv'
import * as TJS from 'typescript-json-schema'

/** What the house is answered with, by the names of the payment library's own declarations. */
const REPLIES = {
  session: 'Stripe.Checkout.Session',
  intent: 'Stripe.PaymentIntent',
  refund: 'Stripe.Refund',
} as const
export type ReplyKind = keyof typeof REPLIES

/**
 * One validator for each kind of reply, from a JSON schema that is made here and now out of the payment library's declarations: every
 * required key is there, no other key is, and each has a declared type. Takes about ten seconds.
 */
export function replyValidators(): Readonly<Record<ReplyKind, ValidateFunction>> {
  // The generator reads files only, and needs one name for each wanted type.
  const file = join(process.cwd(), 'sandbox', `replies-${process.pid}.virtual.ts`)
  const wanted = Object.entries(REPLIES).map(([kind, type]) => `  ${kind}: ${type}`)
  writeFileSync(file, `import type Stripe from 'stripe'\nexport interface AllReplies {\n${wanted.join('\n')}\n}\n`)
  try {
    const options = { strictNullChecks: true, skipLibCheck: true, module: 'esnext', moduleResolution: 'bundler', types: ['node'] }
    const program = TJS.getProgramFromFiles([file], options, process.cwd())
    const schema = TJS.generateSchema(program, 'AllReplies', { required: true, noExtraProps: true, ignoreErrors: true })
    if (!schema) throw new Error('no schema came out of the declarations')
    const ajv = new Ajv({ strict: false, allErrors: true })
    ajv.addSchema(JSON.parse(JSON.stringify(schema), neverIsNothing) as AnySchemaObject, 'replies')
    const validator = (kind: string) => ajv.compile({ $ref: `replies#/properties/${kind}` })
    return Object.fromEntries(Object.keys(REPLIES).map((kind) => [kind, validator(kind)])) as Record<ReplyKind, ValidateFunction>
  } finally {
    rmSync(file, { force: true })
  }
}

/** `void` comes out as a choice among nothing, which no schema may be: it means that the key is never there. */
function neverIsNothing(_: string, value: unknown): unknown {
  const { anyOf } = (value ?? {}) as { anyOf?: unknown[] }
  return Array.isArray(anyOf) && anyOf.length === 0 ? { not: {} } : value
}
