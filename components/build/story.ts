import type { FoldedEvent } from '@/lib/domain/production/fold'
import { formatDate, formatMeasure } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'
import { tellReason } from '@/lib/words/reasons'
import type { Translate } from '@/lib/words/translate'
import { gateName, operationName } from './build-words'

export interface Told {
  event: string
  at: string
  text: string
}

/** Why the date is what it is and what went otherwise than planned, oldest first; each line is one signed fact. */
export function storyOf(t: Translate, locale: Locale, city: string, delivered: string, events: readonly FoldedEvent[]): Told[] {
  const told: Told[] = []
  let promise = delivered
  let open: { operation: string; workCenter: string } | undefined
  let held = false
  for (const { id, occurredAt: at, body } of events) {
    const tell = (text: string) => told.push({ event: id, at, text })
    switch (body.type) {
      case 'accepted':
        promise = body.promised
        tell(t('build.told.accepted', { city, date: formatDate(locale, promise) }))
        for (const { rule, reason, by } of body.confirmations ?? []) {
          const question = t(`findings.${rule}.short`)
          tell(t('build.told.confirmed', { question, name: by.name, reason: tellReason(t, reason) }))
        }
        break
      case 'operation-started':
        open = body
        break
      case 'operation-ended':
        open = undefined
        break
      case 'gate-signed':
        tell(t('build.told.signed', { operation: operationName(t, body.operation), name: body.by.name }))
        break
      case 'climate': {
        if (!open || body.workCenter !== open.workCenter || body.inWindow !== held) break
        held = !body.inWindow
        const { humidity, temperature } = readings(locale, body)
        tell(
          t(held ? 'build.told.climate-out' : 'build.told.climate-back', {
            operation: operationName(t, open.operation),
            humidity,
            temperature,
          }),
        )
        break
      }
      case 'gate-measured': {
        if (body.passed) break
        const measure = (value: number) => formatMeasure(locale, value, body.unit)
        const { measured, lower, upper } = body
        tell(
          t('build.told.gate-failed', {
            gate: gateName(t, body.gate),
            value: measure(measured),
            lower: measure(lower),
            upper: measure(upper),
          }),
        )
        break
      }
      case 'rework':
        open = undefined
        tell(t('build.told.rework', { operation: operationName(t, body.backTo) }))
        break
      case 'promise-moved':
        tell(
          t('build.told.moved', {
            from: formatDate(locale, promise),
            to: formatDate(locale, body.promised),
            reason: tellReason(t, body.reason),
          }),
        )
        promise = body.promised
        break
      case 'finished':
        tell(t('build.told.finished'))
        break
    }
  }
  return told
}

export function readings(locale: Locale, { humidity, temperature }: { humidity: number; temperature: number }) {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return { humidity: number.format(humidity), temperature: number.format(temperature) }
}
