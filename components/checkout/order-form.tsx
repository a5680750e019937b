'use client'

import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Destination, Plan } from '@/lib/domain/network/plan'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import type { Money } from '@/lib/domain/pricing/money'
import type { Quote } from '@/lib/domain/pricing/quote'
import { formatDate, formatMoney } from '@/lib/words/format'
import { KeptList, type OfferedTerms, OrderSummary } from './order-summary'
import './order-form.css'

interface Seen {
  outcome: 'makeable' | 'confirm' | 'blocked'
  total: Money
  delivered: string
}

interface OrderAnswer {
  token?: string
  checkoutUrl?: string
  code?: string
  path?: string
  words?: string
  now?: Seen
}

export interface KnownClient {
  name?: string
  email?: string
  address?: { street: string; postcode: string; city: string; country: string }
  isSignedIn?: boolean
}

export interface OrderFormProps {
  document: DesignDocument
  atelier: AtelierProfile
  outcome: Seen['outcome']
  quote: Quote
  plan: Plan
  destination: Destination
  /** Token of the saved design that this one was made from. */
  parent?: string | undefined
  /** What is known of the client already: they are signed in, or allowed it. */
  client?: KnownClient | undefined
  /** Told before the client leaves for the payment page: the token of the order that was opened. */
  onOpened?(token: string): Promise<void>
}

/**
 * Who gets the piece, and the yes to what it costs and when it comes. The server drafts, measures, judges and prices again; where
 * its answer differs from what was seen here, it says what changed and the client says yes again.
 */
export function OrderForm({ document, atelier, outcome, quote, plan, destination, parent, client, onOpened }: OrderFormProps) {
  const { t, locale } = useWords()
  const id = useId()
  const [seen, setSeen] = useState<Seen>({ outcome, total: quote.shownTotal, delivered: plan.delivered })
  const [terms, setTerms] = useState<OfferedTerms>()
  const [changed, setChanged] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const key = useRef(crypto.randomUUID())
  const asked = useRef(false)
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(destination.country) ?? destination.country

  // The firm price is the server's, measured as finely as it will be at payment.
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    fetch('/api/v1/quotes', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': locale },
      body: JSON.stringify({ document, destination: { country: destination.country }, ateliers: [atelier.id], fineness: 'full' }),
    })
      .then(async (answer) => (answer.ok ? ((await answer.json()) as { quotes?: readonly FirmQuote[] }) : undefined))
      .then((body) => {
        const firm = body?.quotes?.find((one) => one.atelier === atelier.id)
        if (firm?.terms) setTerms(firm.terms)
        if (firm?.quote && firm.plan) {
          setSeen((before) => ({
            outcome: firm.outcome,
            total: firm.quote?.shownTotal ?? before.total,
            delivered: firm.plan?.delivered ?? before.delivered,
          }))
        }
      })
      .catch(() => undefined)
  }, [document, destination, atelier.id, locale])

  // Back from the provider's page, the browser may show this one as it was left.
  useEffect(() => {
    const shown = () => setBusy(false)
    window.addEventListener('pageshow', shown)
    return () => window.removeEventListener('pageshow', shown)
  }, [])

  async function order(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const missing = ['name', 'email', 'street', 'postcode', 'city'].filter((name) => text(name) === '')
    const next: Record<string, string> = Object.fromEntries(missing.map((name) => [name, t('configurator.form.needed')]))
    if (!next.email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text('email'))) next.email = t('configurator.form.email-wrong')
    if (!form.get('consent')) next.consent = t('configurator.form.consent-needed')
    setFaults(next)
    const first = Object.keys(next)[0]
    if (first) {
      event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
      return
    }
    setBusy(true)
    setFault(undefined)
    try {
      const answer = await fetch('/api/v1/orders', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': locale, 'idempotency-key': key.current },
        body: JSON.stringify({
          document,
          atelier: atelier.id,
          destination: { country: destination.country },
          client: {
            name: text('name'),
            email: text('email'),
            address: { lines: [text('street')], postcode: text('postcode'), city: text('city') },
          },
          seen,
          ...(parent ? { parent } : {}),
          consent: true,
        }),
      })
      const body = (await answer.json()) as OrderAnswer
      if (answer.ok && body.checkoutUrl) {
        if (body.token) await onOpened?.(body.token)
        window.location.assign(body.checkoutUrl)
        return
      }
      if (body.code === 'order.changed' && body.now) {
        setSeen(body.now)
        setChanged(true)
        key.current = crypto.randomUUID()
      } else {
        // The order under this key may be over: the next try is another one.
        if (body.code === 'order.not-open') key.current = crypto.randomUUID()
        setFault(body.words ?? t('configurator.form.failed'))
      }
    } catch {
      setFault(t('configurator.form.failed'))
    }
    setBusy(false)
  }

  // An address in another country is no help here.
  const { address } = client ?? {}
  const known: Readonly<Record<string, string | undefined>> = {
    name: client?.name,
    email: client?.email,
    ...(address?.country === destination.country
      ? { street: address.street, postcode: address.postcode, city: address.city }
      : {}),
  }
  const field = (name: string, autoComplete: string, type = 'text') => (
    <div>
      <label className="label" htmlFor={`${id}-${name}`}>
        {t(`configurator.form.${name}`)}
      </label>
      <input
        id={`${id}-${name}`}
        name={name}
        type={type}
        className="field"
        autoComplete={autoComplete}
        defaultValue={known[name]}
        maxLength={200}
        aria-invalid={faults[name] ? true : undefined}
        aria-describedby={faults[name] ? `${id}-${name}-fault` : undefined}
      />
      <Fault id={`${id}-${name}-fault`} text={faults[name]} />
    </div>
  )

  return (
    <form className="order-form" onSubmit={order} noValidate>
      <p className="order-line across">
        {formatMoney(locale, seen.total)} <span>· {t('checkout.with-you', { date: formatDate(locale, seen.delivered) })}</span>
      </p>
      <OrderSummary
        city={atelier.city}
        country={country}
        duty={quote.duty}
        total={seen.total}
        isToConfirm={seen.outcome === 'confirm'}
        terms={terms}
      />
      <div className="order-fields">
        {client?.isSignedIn && (
          <p className="small quiet">{address ? t('checkout.known') : t('checkout.known-mail', { email: client.email ?? '' })}</p>
        )}
        {field('name', 'name')}
        {field('email', 'email', 'email')}
        {field('street', 'street-address')}
        <div className="order-pair">
          {field('postcode', 'postal-code')}
          {field('city', 'address-level2')}
        </div>
        {terms && <KeptList purposes={terms.purposes} />}
        <div>
          <label className="order-consent">
            <input
              type="checkbox"
              name="consent"
              aria-invalid={faults.consent ? true : undefined}
              aria-describedby={faults.consent ? `${id}-consent-fault` : undefined}
            />
            <span>
              {t(terms?.returns.days === 0 ? 'checkout.consent-personal' : 'checkout.consent', {
                thing: t(`things.${document.family}`),
              })}
            </span>
          </label>
          <Fault id={`${id}-consent-fault`} text={faults.consent} />
        </div>
        {changed && (
          <p className="badge advice whitespace-normal py-2" role="alert">
            <Icon name="advice" size={14} />
            {t('configurator.form.changed')}
          </p>
        )}
        {fault && (
          <p className="fault" role="alert">
            <Icon name="blocked" size={14} />
            {fault}
          </p>
        )}
        <button type="submit" className="button w-full" aria-busy={busy || undefined} disabled={busy}>
          {changed ? t('configurator.form.pay-again', { amount: formatMoney(locale, seen.total) }) : t('configurator.form.pay')}
        </button>
      </div>
    </form>
  )
}

function Fault({ id, text }: { id: string; text: string | undefined }) {
  return (
    text && (
      <p className="fault mt-1" id={id}>
        <Icon name="blocked" size={14} />
        {text}
      </p>
    )
  )
}

interface FirmQuote {
  atelier: string
  outcome: Seen['outcome']
  terms?: OfferedTerms
  quote?: Quote
  plan?: Plan
}
