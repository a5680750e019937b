import type { Money } from '@/lib/domain/pricing/money'
import type { LivePage } from '@/lib/domain/production/build-status'
import { type Letter, oneLine } from '@/lib/files/letter/letter'
import { tellReason } from '@/lib/words/reasons'
import { formatDate, formatMoney, type Locale, translator, type WordValues } from '@/lib/words/render'
import type { OrderMailCode, OrderMails, PersonMails } from './mail-codes'
import { settings } from './settings'

/** What every letter about an order may say of it. */
export interface ToldOrder {
  reference: string
  family: string
  total: Money
  /** ISO 8601 with the atelier's offset: the promise as it stands. */
  delivered: string
  atelier: { name: string; city: string }
  /** What its live page shows when it is opened from this letter. */
  livePage: LivePage
  /** Absent where we do not know whom we write to. */
  client?: string
}

interface Part {
  subject: string
  title: string
  paragraphs: readonly string[]
  facts?: Letter['facts']
  action?: NonNullable<Letter['action']>
  links?: Letter['links']
}

type Say = (code: string, values?: WordValues) => string

interface Writing {
  /** Words under `mails.`. */
  say: Say
  date(instant: string): string
  money(amount: Money): string
  reason(reason: string): string
  operation(id: string): string
  /** The words of the link to the live page. */
  live: string
  order: ToldOrder
}

type Writers = { [Code in OrderMailCode]: (parameters: OrderMails[Code], writing: Writing) => Part }

const to = (say: Say, link: 'order' | 'pieces' | 'another' | 'pay', mark: 'order' | 'pieces' = 'order') => ({
  label: say(`link.${link}`),
  link: `[[${mark}]]`,
})
const build = ({ say, live }: Writing) => ({
  action: { label: live, link: '[[build]]' },
  links: [to(say, 'order'), to(say, 'pieces', 'pieces')],
})

/** Subject, title and text of a code without further choice. */
const plain = ({ say, order, money }: Writing, code: string): Part => {
  const values = { city: order.atelier.city, reference: order.reference, amount: money(order.total) }
  return {
    subject: say(`${code}.subject`, values),
    title: say(`${code}.title`, values),
    paragraphs: [say(`${code}.text`, values)],
  }
}

const promised = ({ say, date, order }: Writing, delivered = order.delivered) => ({
  name: say('fact.promised'),
  value: date(delivered),
})

/** One writer for each letter: facts first, then the one thing that can be done. */
const WRITERS: Writers = {
  'order-confirmed': (_, writing) => {
    const { say, money, order } = writing
    const values = { city: order.atelier.city, reference: order.reference, amount: money(order.total) }
    return {
      subject: say('order-confirmed.subject', values),
      title: say('order-confirmed.title'),
      paragraphs: [say('order-confirmed.hold', values), say('order-confirmed.next')],
      facts: [{ name: say('fact.held'), value: money(order.total) }, promised(writing)],
      ...build(writing),
    }
  },
  'order-accepted': ({ delivered }, writing) => {
    const facts = [{ name: writing.say('fact.charged'), value: writing.money(writing.order.total) }, promised(writing, delivered)]
    return { ...plain(writing, 'order-accepted'), facts, ...build(writing) }
  },
  'order-delayed': ({ reason, from, to: moved }, writing) => {
    const { say, date, reason: because, order } = writing
    const values = { city: order.atelier.city, reference: order.reference, date: date(moved) }
    const later = Date.parse(moved) > Date.parse(from)
    return {
      subject: say('order-delayed.subject', values),
      title: say('order-delayed.title', values),
      paragraphs: [say(later ? 'order-delayed.text' : 'order-delayed.sooner', values)],
      facts: [
        { name: say('fact.promised'), value: date(moved), before: say('fact.before', { date: date(from) }) },
        { name: say('fact.reason'), value: because(reason) },
      ],
      ...build(writing),
    }
  },
  'order-rework': ({ operation, reason }, writing) => {
    const { say } = writing
    const part = plain(writing, 'order-rework')
    return {
      ...part,
      paragraphs: [...part.paragraphs, say('order-rework.date')],
      facts: [
        { name: say('fact.step'), value: writing.operation(operation) },
        { name: say('fact.reason'), value: writing.reason(reason) },
      ],
      ...build(writing),
    }
  },
  'order-finished': (_, writing) => ({
    ...plain(writing, 'order-finished'),
    facts: [promised(writing)],
    ...build(writing),
  }),
  'order-shipped': ({ carrier, tracking }, writing) => ({
    ...plain(writing, 'order-shipped'),
    facts: [
      { name: writing.say('fact.carrier'), value: carrier },
      { name: writing.say('fact.tracking'), value: tracking },
      promised(writing),
    ],
    ...build(writing),
  }),
  'order-declined': ({ reason }, writing) => ({
    ...plain(writing, 'order-declined'),
    facts: [{ name: writing.say('fact.reason'), value: writing.reason(reason) }],
    action: to(writing.say, 'another'),
  }),
  'payment-failed': (_, writing) => ({
    ...plain(writing, 'payment-failed'),
    facts: [{ name: writing.say('fact.total'), value: writing.money(writing.order.total) }],
    action: to(writing.say, 'pay'),
  }),
  'order-cancelled': ({ by, reason }, { say, order }) => ({
    subject: say('order-cancelled.subject', { reference: order.reference }),
    title: say('order-cancelled.title'),
    paragraphs: [say(`order-cancelled.${by}`), say('order-cancelled.kept')],
    facts: reason ? [{ name: say('fact.reason'), value: reason }] : [],
    action: to(say, 'order'),
  }),
  'order-refunded': ({ amount, reason }, { say, money, order }) => ({
    subject: say('order-refunded.subject', { amount: money(amount) }),
    title: say('order-refunded.title', { amount: money(amount) }),
    paragraphs: [say('order-refunded.text')],
    facts: [
      { name: say('fact.refunded'), value: `${money(amount)} ${say('fact.of', { total: money(order.total) })}` },
      ...(reason ? [{ name: say('fact.reason'), value: reason }] : []),
    ],
    action: to(say, 'order'),
  }),
  'line-answered': ({ line, answer }, writing) => ({
    subject: writing.say('line-answered.subject', { reference: writing.order.reference }),
    title: writing.say('line-answered.title'),
    paragraphs: [answer],
    facts: [{ name: writing.say('fact.your-line'), value: line }],
    ...build(writing),
  }),
}

/** The letter of one code about one order, in one language. Every text of the client or the atelier in it is one plain line. */
export function orderLetter<Code extends OrderMailCode>(
  code: Code,
  parameters: OrderMails[Code],
  order: ToldOrder,
  locale: Locale,
): Letter {
  const t = translator(locale)
  const say: Say = (word, values) => t(`mails.${word}`, values)
  const clean = oneLined(order)
  const part = WRITERS[code](oneLined(parameters), {
    say,
    date: (instant) => formatDate(locale, instant),
    money: (amount) => formatMoney(locale, amount),
    reason: (reason) => tellReason(t, reason),
    operation: (id) => t(`operationNames.${id.replace(/-\d+$/, '')}`),
    live: t(`livePage.${clean.livePage}`),
    order: clean,
  })
  return {
    locale,
    ...part,
    ...(clean.client ? { greeting: say('greeting', { name: clean.client }) } : {}),
    facts: [
      ...(part.facts ?? []),
      { name: say('fact.piece'), value: t(`families.${clean.family}`) },
      { name: say('fact.atelier'), value: `${clean.atelier.name}, ${clean.atelier.city}` },
      { name: say('fact.order'), value: clean.reference },
    ],
    links: part.links ?? [],
    foot: [say('foot.why', { reference: clean.reference }), ...demo(say)],
  }
}

const demo = (say: Say) => (settings().LOT_ONE_MODE === 'demo' ? [say('foot.demo')] : [])

/** Minutes that a way in lasts. */
export const SIGN_IN_MINUTES = 20

/** The letter of one code to a person, in one language. */
export function personLetter<Code extends keyof PersonMails>(code: Code, parameters: PersonMails[Code], locale: Locale): Letter {
  const t = translator(locale)
  const say: Say = (word, values) => t(`mails.${word}`, values)
  const head = { locale, subject: say(`${code}.subject`), title: say(`${code}.title`), facts: [], links: [] }
  if (code === 'account-erased') {
    const { waiting } = parameters as PersonMails['account-erased']
    const later = waiting > 0 ? [say('account-erased.later', { count: waiting })] : []
    const paragraphs = [say('account-erased.text'), ...later, say('account-erased.kept')]
    return { ...head, paragraphs, foot: [say('foot.privacy'), ...demo(say)] }
  }
  return {
    ...head,
    paragraphs: [say(`${code}.text`, { minutes: SIGN_IN_MINUTES })],
    action: { label: say(`${code}.action`), link: '[[sign-in]]' },
    foot: [say('foot.sign-in'), ...demo(say)],
  }
}

/** The same object with every text in it as one plain line. */
function oneLined<Value>(value: Value): Value {
  if (typeof value === 'string') return oneLine(value) as Value
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, oneLined(inner)])) as Value
}
