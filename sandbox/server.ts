import { createHash, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type Form, parseForm } from './form'
import { Journal, type Shelf } from './journal'
import { newId, type Wire } from './objects'
import * as parameters from './parameters'
import { challengePage, pagePolicy, paymentPage, STYLE } from './payment-page'
import { Provider, type RequestNote } from './provider'
import { invalid, missing, StripeFault } from './stripe-error'
import { type WebhookOptions, Webhooks } from './webhooks'

/** The only version spoken; a request that names another is refused. */
export const API_VERSION = '2026-10-28.endive'
const IDEMPOTENCY_LIFE = 86_400_000

export interface SandboxOptions {
  /** 0 chooses a free one. */
  port: number
  host?: string
  secretKey: string
  webhookSecret: string
  webhookUrl?: string
  /** Where clients' browsers reach the hosted page; our own address when absent. */
  publicUrl?: string
  /** Where the state survives a restart; absent = in memory. */
  folder?: string
  now?: () => number
  /** As in `WebhookOptions`. */
  mischief?: WebhookOptions['mischief']
}

export interface Sandbox {
  url: string
  provider: Provider
  close(): Promise<void>
}

interface Kept {
  fingerprint: string
  status: number
  body: unknown
  at: number
}

type Handler = (form: Form, note: RequestNote, ids: Record<string, string>) => unknown

/** Starts the stand-in for the payment provider. Unknown routes and parameters are errors, never 200. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? Date.now
  const journal = new Journal(options.folder)
  let origin = options.publicUrl ?? ''
  let webhooks: Webhooks | undefined
  const provider = new Provider({
    journal,
    apiVersion: API_VERSION,
    pageUrl: (id) => `${origin}/c/pay/${id}`,
    now,
    onEvent: (event) => webhooks?.send(event),
  })
  webhooks = new Webhooks({
    journal,
    url: options.webhookUrl,
    secret: options.webhookSecret,
    events: provider.events,
    now,
    mischief: options.mischief,
  })
  const app = new Hono()
  addPages(app, provider)
  addApi(app, provider, journal.shelf<Kept>('idempotency'), options.secretKey, now)
  app.notFound((c) => fail(c, invalid(`Unrecognized request URL (${c.req.method}: ${c.req.path}).`, {}, 404)))
  app.onError((error, c) => {
    if (error instanceof StripeFault) return fail(c, error)
    console.error(error)
    return fail(c, new StripeFault(500, 'api_error', 'The sandbox failed.'))
  })

  const server = serve({ fetch: app.fetch, port: options.port, hostname: options.host ?? '127.0.0.1' })
  await new Promise<void>((listening, failed) => {
    if (server.listening) listening()
    server.once('listening', listening)
    server.once('error', failed)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  origin ||= url
  const clock = setInterval(() => provider.expireDue(), 1000)
  clock.unref()
  return {
    url,
    provider,
    close: async () => {
      clearInterval(clock)
      await webhooks?.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

function addPages(app: Hono, provider: Provider): void {
  app.use('/c/pay/*', async (c, next) => {
    await next()
    c.header('referrer-policy', 'no-referrer')
    c.header('x-content-type-options', 'nosniff')
    c.header('cache-control', 'no-store')
  })
  app.get('/page.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }))
  const page = (
    c: Context,
    id: string,
    more: { fault?: string; email?: string; name?: string } = {},
    status: 200 | 402 = 200,
  ) => {
    const session = provider.openedSession(id)
    c.header('content-security-policy', pagePolicy(session))
    return c.html(paymentPage({ session, items: provider.lineItems(id), manual: provider.heldOnly(id), ...more }), status)
  }
  const thanks = (c: Context, id: string) => {
    const session = provider.openedSession(id)
    c.header('content-security-policy', pagePolicy(session))
    return c.redirect(session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', id), 303)
  }
  app.get('/c/pay/:id', (c) => {
    const id = c.req.param('id')
    return provider.openedSession(id).status === 'complete' ? thanks(c, id) : page(c, id)
  })
  app.post('/c/pay/:id', async (c) => {
    const id = c.req.param('id')
    const form = parseForm(await c.req.text())
    const { status } = provider.openedSession(id)
    if (status === 'complete') return thanks(c, id)
    if (status === 'expired') return page(c, id)
    const field = (name: string) => (typeof form[name] === 'string' ? form[name].trim().slice(0, 200) : '')
    const entered = { email: field('email'), name: field('name') }
    if (!field('number') || !field('expiry') || !field('cvc')) return page(c, id, { fault: 'incomplete', ...entered }, 402)
    const { answer } = provider.pay(id, { number: field('number'), ...entered })
    if (answer.challenge) return c.redirect(`/c/pay/${id}/authenticate`, 303)
    if (answer.approved) return thanks(c, id)
    return page(c, id, { fault: answer.declineCode ?? answer.code, ...entered }, 402)
  })
  app.get('/c/pay/:id/authenticate', (c) => {
    const id = c.req.param('id')
    const session = provider.openedSession(id)
    if (!provider.isChallenged(id)) return c.redirect(`/c/pay/${id}`, 303)
    c.header('content-security-policy', pagePolicy(session))
    return c.html(challengePage(session))
  })
  app.post('/c/pay/:id/authenticate', async (c) => {
    const id = c.req.param('id')
    const form = parseForm(await c.req.text())
    if (!provider.isChallenged(id)) return c.redirect(`/c/pay/${id}`, 303)
    const { answer } = provider.authenticate(id, form.answer === 'complete')
    if (answer.challenge || answer.approved) return thanks(c, id)
    return page(c, id, { fault: answer.declineCode ?? answer.code }, 402)
  })
}

function addApi(app: Hono, provider: Provider, kept: Shelf<Kept>, secretKey: string, now: () => number): void {
  const route = (method: 'GET' | 'POST', path: string, handler: Handler) => {
    app.on(method, path, async (c) => {
      authorise(c, secretKey)
      const text = method === 'POST' ? await c.req.text() : new URL(c.req.url).search.slice(1)
      const key = method === 'POST' ? c.req.header('idempotency-key') : undefined
      const note: RequestNote = { id: newId('req'), idempotency_key: key ?? null }
      c.header('request-id', note.id ?? '')
      c.header('stripe-version', API_VERSION)
      const ids = c.req.param() as Record<string, string>
      if (!key) return c.json(handler(parseForm(text), note, ids) as object)
      if (key.length > 255) throw invalid('Idempotency keys must be 255 characters or fewer.', {}, 400)
      return once(c, key, text, () => handler(parseForm(text), note, ids))
    })
  }

  /** The first answer to a key is the answer for a day; a request refused before it began may be mended and sent again. */
  const once = (c: Context, key: string, text: string, run: () => unknown) => {
    const fingerprint = createHash('sha256').update(`${c.req.path}\n${text}`).digest('hex')
    const before = kept.get(key)
    c.header('idempotency-key', key)
    if (before && before.at > now() - IDEMPOTENCY_LIFE) {
      if (before.fingerprint !== fingerprint) {
        const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`
        throw new StripeFault(400, 'idempotency_error', message)
      }
      c.header('idempotent-replayed', 'true')
      return c.json(before.body as object, before.status as 200)
    }
    const [status, body] = answerOf(run)
    kept.put(key, { fingerprint, status, body, at: now() })
    return c.json(body as object, status as 200)
  }

  route('POST', '/v1/customers', (form, note) => provider.createCustomer(parameters.check(parameters.createCustomer, form), note))
  route('GET', '/v1/customers/:id', (form, _, { id }) => none(form, () => provider.customer(id ?? '')))
  route('POST', '/v1/checkout/sessions', (form) => provider.createSession(parameters.check(parameters.createSession, form)))
  route('GET', '/v1/checkout/sessions/:id', (form, _, { id }) =>
    provider.session(id ?? '', parameters.check(parameters.retrieveSession, form).expand),
  )
  route('POST', '/v1/checkout/sessions/:id/expire', (form, note, { id }) =>
    none(form, () => provider.expireSession(id ?? '', note)),
  )
  route('GET', '/v1/payment_intents/:id', (form, _, { id }) => none(form, () => provider.intent(id ?? '')))
  route('POST', '/v1/payment_intents/:id/capture', (form, note, { id }) =>
    provider.capture(id ?? '', parameters.check(parameters.capture, form), note),
  )
  route('POST', '/v1/payment_intents/:id/cancel', (form, note, { id }) =>
    provider.cancel(id ?? '', parameters.check(parameters.cancel, form).cancellation_reason, note),
  )
  route('POST', '/v1/refunds', (form, note) => provider.createRefund(parameters.check(parameters.createRefund, form), note))
  route('GET', '/v1/refunds/:id', (form, _, { id }) => none(form, () => provider.refund(id ?? '')))
  route('GET', '/v1/refunds', (form) => {
    const input = parameters.check(parameters.listRefunds, form)
    const of = input.payment_intent
    return list(
      provider.refunds.all().filter((refund) => of === undefined || refund.payment_intent === of),
      input,
      '/v1/refunds',
      'refund',
    )
  })
  route('GET', '/v1/events/:id', (form, _, { id }) => none(form, () => provider.event(id ?? '')))
  route('GET', '/v1/events', (form) => {
    const input = parameters.check(parameters.listEvents, form)
    const types = input.types ?? (input.type ? [input.type] : undefined)
    const created = typeof input.created === 'number' ? { gte: input.created, lte: input.created } : input.created
    const fits = provider.events
      .all()
      .filter((event) => !types || types.includes(event.type))
      .filter(({ created: at }) => at >= (created?.gte ?? 0) && at > (created?.gt ?? -1))
      .filter(({ created: at }) => at <= (created?.lte ?? 9e15) && at < (created?.lt ?? 9e15))
    return list(fits, input, '/v1/events', 'event')
  })
}

/** What was carried out is kept, also when it failed; what was refused at the door is not. */
function answerOf(run: () => unknown): [number, unknown] {
  try {
    return [200, run()]
  } catch (fault) {
    const carriedOut = fault instanceof StripeFault && /unexpected_state|already_refunded|too_large/.test(String(fault.body.code))
    if (!carriedOut) throw fault
    return [fault.status, { error: fault.body }]
  }
}

function none<T>(form: Form, run: () => T): T {
  parameters.check(parameters.empty, form)
  return run()
}

/** Newest first, by the provider's cursors. */
function list(
  oldestFirst: Wire[],
  input: { limit?: number | undefined; starting_after?: string | undefined; ending_before?: string | undefined },
  url: string,
  what: string,
): unknown {
  const all = oldestFirst.toReversed()
  const place = (id: string, param: string) => {
    const index = all.findIndex((each) => each.id === id)
    if (index < 0) throw missing(what, id, param)
    return index
  }
  const limit = input.limit ?? 10
  const { starting_after: after, ending_before: before } = input
  if (after && before) throw invalid('You may only specify one of these parameters: ending_before, starting_after.')
  const end = before ? place(before, 'ending_before') : all.length
  const start = after ? place(after, 'starting_after') + 1 : before ? Math.max(0, end - limit) : 0
  const data = all.slice(start, Math.min(end, start + limit))
  return { object: 'list', data, has_more: before ? start > 0 : start + data.length < all.length, url }
}

function authorise(c: Context, secretKey: string): void {
  const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (given === undefined) {
    throw invalid('You did not provide an API key. Set the Authorization header to Bearer followed by your key.', {}, 401)
  }
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(digest(given), digest(secretKey))) {
    throw invalid(`Invalid API Key provided: ${given.slice(0, 8)}****`, {}, 401)
  }
  const version = c.req.header('stripe-version')
  if (version !== undefined && version !== API_VERSION) throw invalid(`Invalid Stripe API version: ${version}`)
  const type = c.req.header('content-type')
  if (c.req.method === 'POST' && type && !type.startsWith('application/x-www-form-urlencoded')) {
    throw invalid('Invalid request: parameters must be sent as application/x-www-form-urlencoded.')
  }
}

function fail(c: Context, fault: StripeFault) {
  if (c.req.path.startsWith('/c/pay/')) {
    c.header('content-security-policy', pagePolicy(undefined))
    return c.text('This payment page does not exist.', 404)
  }
  return c.json({ error: fault.body }, fault.status as 400)
}
