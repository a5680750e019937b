import type { Plan } from '@/lib/domain/network/plan'
import type { BuildStatus } from '@/lib/domain/production/build-status'
import type { Maker } from '@/lib/domain/production/event'
import type { FoldedEvent } from '@/lib/domain/production/fold'
import { formatDate } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'
import type { Translate } from '@/lib/words/translate'
import { gateName, operationName } from './build-words'
import { readings } from './story'

export interface Now {
  title: string
  text: string
  rows: readonly { name: string; text: string }[]
}

export const makerText = (t: Translate, by: Maker) => t(`makers.${by.kind}`, { name: by.name })

/** The one word that says where the piece is, the sentence under it, and who, where, since when. */
export function nowOf(
  t: Translate,
  locale: Locale,
  status: BuildStatus,
  plan: Pick<Plan, 'steps'>,
  atelier: { name: string; city: string; workCenters: Readonly<Record<string, string>> },
  events: readonly FoldedEvent[],
): Now {
  const { city } = atelier
  const house = [{ name: t('build.row.atelier'), text: `${atelier.name}, ${city}` }]
  const plain = (word: string, values: Record<string, string> = {}): Now => ({
    title: t(`build.now.${word}`),
    text: t(`build.now.${word}-help`, { city, ...values }),
    rows: house,
  })
  if (status.declined) return plain('stopped', { reason: status.declined.reason })
  if (status.state === 'Aborted') return { ...plain('stopped', { reason: '' }), text: t('build.now.withdrawn-help') }
  if (status.deliveredAt) return plain('delivered', { date: formatDate(locale, status.deliveredAt) })
  if (status.shipped) return plain('shipped', { carrier: status.shipped.carrier, tracking: status.shipped.tracking })
  if (status.finishedAt) return plain('finished')
  const { now, climate } = status
  if (now) {
    const stage = status.stages.find(({ operation }) => operation === now.operation)
    const progress =
      now.progress && t(`build.progress.${now.progress.unit}`, { done: now.progress.done, total: now.progress.total })
    const again = stage && stage.runs > 1 ? t('build.now.run', { run: stage.runs }) : undefined
    const process = plan.steps.find(({ operation }) => operation === now.operation)?.process
    const how = process ? t(`processes.${process}`) : ''
    const title = operationName(t, now.operation)
    // A process that is called as its stage says nothing new.
    const manner =
      how.toLocaleLowerCase(locale) === title.toLocaleLowerCase(locale)
        ? t('build.now.in', { city })
        : `${how.charAt(0).toUpperCase()}${how.slice(1)}.`
    const held = status.state === 'Interrupted' && climate && !climate.inWindow
    const paused = held && t('build.now.paused-help', { operation: title, ...readings(locale, climate) })
    return {
      title,
      text: paused || [manner, progress && `${progress}.`, again].filter(Boolean).join(' '),
      rows: [
        { name: t('build.row.who'), text: `${makerText(t, now.by)}, ${city}` },
        { name: t('build.row.where'), text: atelier.workCenters[now.workCenter] ?? now.workCenter },
        ...(now.tool ? [{ name: t('build.row.tool'), text: now.tool }] : []),
        { name: t('build.row.began'), text: formatDate(locale, now.startedAt, 'moment') },
      ],
    }
  }
  const next = status.stages.find(({ state }) => state === 'to-come')
  const back = status.rework.at(-1)
  if (status.state === 'Interrupted' && back) {
    return plain('again', { gate: gateName(t, back.gate), operation: operationName(t, back.backTo) })
  }
  const begun = status.stages.some(({ state }) => state === 'done')
  if (begun && next) return plain('between', { next: operationName(t, next.operation).toLocaleLowerCase(locale) })
  if (begun) return plain('made')
  return plain(events.some(({ body }) => body.type === 'accepted') ? 'accepted' : 'waiting')
}
