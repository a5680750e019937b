import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { BuildView } from '@/components/build/build-view'
import { nearestPreset } from '@/components/configurator/nearest-preset'
import { stillNamed } from '@/components/house/stills'
import { WordsProvider } from '@/components/ui/words'
import type { DesignDocument } from '@/lib/domain/design/document'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { openBuild } from '@/lib/server/build-view'
import { workCenterNames } from '@/lib/server/showcase'
import { centerNames } from '@/lib/words/centers'
import { messagesFor } from '@/lib/words/client-messages'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

type Given = { params: Promise<{ locale: string; token: string }> }

const PARTS = [
  'build',
  'colours',
  'events',
  'findings',
  'gates',
  'makers',
  'materials',
  'operationNames',
  'operations',
  'processes',
  'families',
  'reasons',
]

/** Once a request, for the title and the page. */
const openOnce = cache((token: string) => openBuild(token, new Date()))

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale, token } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  const opened = await openOnce(token)
  const family = opened.ok ? opened.value.document?.family : undefined
  return {
    title: family ? t('build.title', { piece: t(`families.${family}`) }) : t('build.timeline'),
    robots: { index: false, follow: false },
    referrer: 'no-referrer',
  }
}

export default async function Build({ params }: Given) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const opened = await openOnce(token)
  if (!opened.ok) notFound()
  const { reference, atelier, document, stages, hides, plan, status, events, lines, isShowable, isSeeded } = opened.value
  const workCenters = centerNames(translator(locale), await workCenterNames(atelier.id, new Date()))
  const family = document && (await loadFamily(document.family))
  const material = String(
    document?.choices[family?.parameters.find((one) => one.presentation === 'material')?.key ?? ''] ?? 'gold-18k-yellow',
  )
  // A picture of another metal would tell the client a wrong thing.
  const near = document && family && nearestPreset(family.presets, document.choices)
  const alike = near && document && near.choices.metal === document.choices.metal ? near : undefined
  const still = alike && document && (stillNamed(document.family, `${alike.id}-stage`) ?? stillNamed(document.family, alike.id))
  return (
    <div className="stage-page" data-theme="stage">
      <WordsProvider locale={locale} messages={messagesFor(locale, PARTS)}>
        <BuildView
          token={token}
          reference={reference}
          atelier={{ name: atelier.name, city: atelier.city, timeZone: atelier.timeZone }}
          {...(document ? { document, blank: withoutText(document, family?.parameters ?? []) } : {})}
          stages={stages}
          {...(hides ? { hides } : {})}
          plan={plan}
          status={status}
          events={events.map(({ id, sequence, occurredAt, timeScale, receivedAt, body }) => ({
            id,
            sequence,
            occurredAt,
            timeScale,
            receivedAt,
            body,
          }))}
          workCenters={workCenters}
          material={material}
          finish={String(document?.choices.finish ?? 'polished')}
          {...(still ? { still } : {})}
          lines={lines}
          isShowable={isShowable}
          isSeeded={isSeeded}
        />
      </WordsProvider>
    </div>
  )
}

/** The piece before its letters are cut. */
function withoutText(document: DesignDocument, parameters: readonly { key: string; kind: string }[]): DesignDocument {
  const empty = Object.fromEntries(parameters.filter(({ kind }) => kind === 'text').map(({ key }) => [key, '']))
  return { ...document, choices: { ...document.choices, ...empty } }
}
