import type { Session, Wire } from './objects'

const WORDS = {
  en: {
    title: 'Pay',
    test: 'TEST. No money moves. This page stands in for the payment provider.',
    due: 'To pay',
    email: 'Email',
    name: 'Name on card',
    number: 'Card number',
    expiry: 'Expiry (MM / YY)',
    cvc: 'Security code',
    pay: 'Pay',
    hold: 'The amount is held now and charged only when the atelier accepts.',
    back: 'Back without paying',
    cards: 'Test cards',
    good: 'succeeds',
    declined: 'is declined',
    poor: 'has insufficient funds',
    challenged: 'asks for 3-D Secure',
    bank: 'Your bank asks',
    confirm: 'Is this payment of {amount} yours?',
    complete: 'Complete',
    fail: 'Fail',
    any: 'Any future date, any three digits.',
    expired: 'This payment page is no longer open.',
    incomplete: 'Please fill in every field.',
  },
  fr: {
    title: 'Payer',
    test: 'TEST. Aucun argent ne circule. Cette page tient lieu de prestataire de paiement.',
    due: 'À payer',
    email: 'E-mail',
    name: 'Nom sur la carte',
    number: 'Numéro de carte',
    expiry: 'Expiration (MM / AA)',
    cvc: 'Code de sécurité',
    pay: 'Payer',
    hold: 'La somme est réservée maintenant et débitée seulement quand l’atelier accepte.',
    back: 'Revenir sans payer',
    cards: 'Cartes de test',
    good: 'réussit',
    declined: 'est refusée',
    poor: 'n’a pas les fonds',
    challenged: 'demande 3-D Secure',
    bank: 'Votre banque demande',
    confirm: 'Ce paiement de {amount} est-il le vôtre ?',
    complete: 'Confirmer',
    fail: 'Refuser',
    any: 'Toute date future, trois chiffres quelconques.',
    expired: 'Cette page de paiement n’est plus ouverte.',
    incomplete: 'Remplissez chaque champ, s’il vous plaît.',
  },
} as const

const DECLINES: Readonly<Record<string, { en: string; fr: string }>> = {
  generic_decline: { en: 'Your card was declined.', fr: 'Votre carte a été refusée.' },
  insufficient_funds: { en: 'Your card has insufficient funds.', fr: 'Votre carte n’a pas les fonds suffisants.' },
  test_mode_live_card: { en: 'This page takes test cards only.', fr: 'Cette page n’accepte que des cartes de test.' },
  payment_intent_authentication_failure: {
    en: 'Your bank could not confirm that this is you. Try again or use another card.',
    fr: 'Votre banque n’a pas pu confirmer que c’est vous. Réessayez ou prenez une autre carte.',
  },
  incorrect_number: { en: 'Your card number is incorrect.', fr: 'Le numéro de carte est incorrect.' },
}

export const STYLE = `
:root { color-scheme: light; --ink: #1d1b18; --quiet: #5f5a52; --line: #cfc9bf; --paper: #faf8f4; --fault: #8f1d14 }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
.test { margin: 0; padding: 10px 20px; background: var(--ink); color: var(--paper); text-align: center; font-weight: 600 }
main { max-width: 460px; margin: 40px auto; padding: 0 20px }
h1 { font-size: 1rem; font-weight: 400; color: var(--quiet); margin: 0 }
.amount { font-size: 2.1rem; margin: 0 0 8px; font-variant-numeric: tabular-nums }
.item, .hold, .cards { color: var(--quiet); margin: 0 0 8px }
form { margin: 28px 0; display: grid; gap: 16px }
label { display: grid; gap: 4px; font-size: .9rem }
input { font: inherit; min-height: 46px; padding: 8px 12px; border: 1px solid #8a8378; background: #fff; color: inherit; width: 100% }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 16px }
button { font: inherit; min-height: 50px; border: 0; background: var(--ink); color: var(--paper); cursor: pointer }
a { color: inherit; display: inline-block; padding: 10px 0 }
:focus-visible { outline: 3px solid #8a6a1f; outline-offset: 2px }
[role=alert] { color: var(--fault); border-left: 3px solid var(--fault); padding: 6px 12px; margin: 20px 0 0 }
.cards { border-top: 1px solid var(--line); padding-top: 16px; font-size: .9rem }
.cards ul { margin: 8px 0 0; padding-left: 18px }
`

const inert = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

export interface PageInput {
  session: Session
  items: readonly Wire[]
  manual: boolean
  /** Decline code of the card just tried, or `incomplete`. */
  fault?: string
  email?: string
  name?: string
}

function shell(lang: string, title: string, body: string): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>TEST · ${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"></head><body><header class="test">${WORDS[lang === 'fr' ? 'fr' : 'en'].test}</header><main>${body}</main></body></html>`
}

function amountOf({ currency, amount_total: total }: Session, lang: string): string {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return new Intl.NumberFormat(lang, { style: 'currency', currency: currency.toUpperCase() }).format(total / 10 ** digits)
}

/** Stands for the page on which the client's bank asks for a yes (3-D Secure). */
export function challengePage(session: Session): string {
  const lang = session.locale === 'fr' ? 'fr' : 'en'
  const words = WORDS[lang]
  const question = inert(words.confirm.replace('{amount}', amountOf(session, lang)))
  const button = (answer: 'complete' | 'fail') =>
    `<button type="submit" name="answer" value="${answer}">${words[answer]}</button>`
  return shell(
    lang,
    '3-D Secure',
    `<h1>${words.bank}</h1><p>${question}</p><form method="post">${button('complete')}${button('fail')}</form>`,
  )
}

/** The hosted page: plain HTML, no script, marked TEST. */
export function paymentPage({ session, items, manual, fault, email, name }: PageInput): string {
  const lang = session.locale === 'fr' ? 'fr' : 'en'
  const words = WORDS[lang]
  const back = session.cancel_url ? `<p><a href="${inert(session.cancel_url)}">${words.back}</a></p>` : ''
  if (session.status !== 'open') return shell(lang, words.title, `<p role="alert">${words.expired}</p>${back}`)
  const amount = amountOf(session, lang)
  const alert = fault
    ? `<p role="alert" id="fault">${inert(fault === 'incomplete' ? words.incomplete : (DECLINES[fault]?.[lang] ?? fault))}</p>`
    : ''
  const describes = fault ? ' aria-describedby="fault"' : ''
  const emailField = session.customer_email
    ? `<p class="item">${inert(session.customer_email)}</p>`
    : `<label>${words.email}<input name="email" type="email" autocomplete="email" required maxlength="200" value="${inert(email ?? '')}"></label>`
  return shell(
    lang,
    words.title,
    `<h1>${words.due}</h1><p class="amount">${inert(amount)}</p>${items.map((item) => `<p class="item">${inert(String(item.description ?? ''))}</p>`).join('')}${manual ? `<p class="hold">${words.hold}</p>` : ''}${alert}<form method="post" action="/c/pay/${inert(session.id)}">${emailField}<label>${words.number}<input name="number" inputmode="numeric" autocomplete="cc-number" required maxlength="30"${describes}></label><div class="two"><label>${words.expiry}<input name="expiry" inputmode="numeric" autocomplete="cc-exp" required maxlength="9"></label><label>${words.cvc}<input name="cvc" inputmode="numeric" autocomplete="cc-csc" required maxlength="4"></label></div><label>${words.name}<input name="name" autocomplete="cc-name" required maxlength="120" value="${inert(name ?? '')}"></label><button type="submit">${words.pay} ${inert(amount)}</button></form>${back}<div class="cards">${words.cards}<ul><li>4242 4242 4242 4242 ${words.good}</li><li>4000 0000 0000 0002 ${words.declined}</li><li>4000 0000 0000 9995 ${words.poor}</li><li>4000 0027 6000 3184 ${words.challenged}</li></ul>${words.any}</div>`,
  )
}

/** No script at all; the form may only come back here, and the answer to it may lead only where the shop said. */
export function pagePolicy(session: Pick<Session, 'success_url' | 'cancel_url'> | undefined): string {
  const shop = session ? new URL(session.success_url).origin : ''
  return `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${shop}; base-uri 'none'; frame-ancestors 'none'`
}
