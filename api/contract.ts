import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { parseDocument } from '@/lib/domain/design/parse'
import type { Refusal, Result } from '@/lib/domain/result'
import { CLIENT_COOKIE, type Client, clientOf } from '@/lib/server/client-session'
import { countCall, type LimitName, oneOfFew } from '@/lib/server/limits'
import { refusalResponse } from './refusals'
import * as schemas from './schemas'

/** What the front door knows of a request beside its HTTP. */
export interface Bindings {
  /** The caller's address, as far as our proxies vouch for it. */
  address: string
}

export type Api = OpenAPIHono<{ Bindings: Bindings }>

/** A router of the API: every fault of its input is a 400 with a code, the place and words. */
export function newApi(): Api {
  return new OpenAPIHono<{ Bindings: Bindings }>({
    defaultHook: (result, context) => {
      if (!result.success) return refusalResponse(refusalOf(result.error.issues[0]), context.req.raw)
    },
  })
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
const pointer = (path: readonly PropertyKey[]) =>
  path.map((step) => `/${shorten(String(step)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const KEY = '/idempotency-key'

/** The first thing that zod found wrong, as the house says it. */
export function refusalOf(issue: z.core.$ZodIssue | undefined): Refusal {
  const path = pointer(issue?.path ?? [])
  switch (issue?.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] ?? ''
      return { code: 'request.unknown-key', path: pointer([...issue.path, key]), parameters: { key: shorten(key) } }
    }
    case 'invalid_type':
      // The issue carries no input; only its message tells a missing value from a wrong one.
      if (issue.message.endsWith('received undefined'))
        return path === KEY ? { code: 'idempotency.missing' } : { code: 'request.missing', path }
      return { code: 'request.wrong-type', path, parameters: { expected: issue.expected } }
    case 'too_big':
      // Beyond what a number can count exactly nobody meant a limit.
      if (issue.origin === 'int') return { code: 'request.wrong-type', path, parameters: { expected: 'int' } }
      return { code: 'request.too-big', path, parameters: { most: Number(issue.maximum), of: issue.origin } }
    case 'too_small':
      if (issue.origin === 'int') return { code: 'request.wrong-type', path, parameters: { expected: 'int' } }
      return { code: 'request.too-small', path, parameters: { least: Number(issue.minimum), of: issue.origin } }
    case 'invalid_value':
      return { code: 'request.not-an-option', path, parameters: { options: issue.values.map(String).join(', ') } }
    case 'invalid_format':
      return { code: 'request.wrong-format', path, parameters: { format: issue.format } }
    default:
      return { code: 'request.invalid', path }
  }
}

/** Response of a use case's refusal; `at` is where the refused part lies in the body. */
export const refused = (context: Context, refusal: Refusal, at = '') => refusalResponse(refusal, context.req.raw, at)

/** Counts an anonymous call, then does it as one of few at once. */
export async function limited<Value>(
  context: Context<{ Bindings: Bindings }>,
  name: LimitName,
  work: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const caller = context.env.address
  const counted = await countCall(name, caller)
  return counted.ok ? oneOfFew(caller, work) : counted
}

/** The body's document, with the pointer of a fault seen from the body. */
export async function documentOf(input: unknown) {
  const parsed = await parseDocument(input)
  if (parsed.ok) return parsed
  return { ok: false as const, refusal: { ...parsed.refusal, path: `/document${parsed.refusal.path ?? ''}` } }
}

export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** The refusals that every call with a body can meet. */
export const refusals = {
  400: json(schemas.refusal, 'What is wrong, where, in words'),
  413: json(schemas.refusal, 'The body is too large'),
  429: json(schemas.refusal, 'Too many calls; see Retry-After'),
  503: json(schemas.refusal, 'Busy; see Retry-After'),
} as const

/** The client who is signed in in this browser, where there is one. */
export const clientAsking = (context: Context): Promise<Client | undefined> =>
  clientOf(getCookie(context, CLIENT_COOKIE), new Date())
