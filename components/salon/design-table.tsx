'use client'

import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { Icon } from '@/components/ui/icon'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import type { DesignRow, SalonDesign } from '@/lib/domain/salon/book'
import { AtelierStrip } from '../configurator/atelier-strip'
import { type Dialog, Dialogs, keys } from '../configurator/configurator'
import { ConfiguratorContext, type ConfiguratorProps, useConfigured } from '../configurator/context'
import { Stage } from '../configurator/stage'
import { useDrafting } from '../configurator/use-drafting'
import { VerdictLine } from '../configurator/verdict-line'
import { CompareStrip, usePrice } from './compare-strip'
import { Figures } from './figures'
import { type Handed, HandOver } from './hand-over'
import { Presence, Touch } from './hands'
import type { LivingSync } from './living-sync'
import { Made } from './made'
import { ParameterTabs } from './parameter-tabs'
import { type SalonFamily, useSalon } from './salon-context'
import '../configurator/configurator.css'

interface Given {
  design: SalonDesign
  family: SalonFamily
  sync: LivingSync
  designs: readonly DesignRow[]
  prices: Readonly<Record<string, string>>
  clientName: string
  onPrice(price: string): void
  onOpen(id: string): void
  onBegin(family: SalonFamily, preset: string): void
  onKeep(): void
}

/** The design between advisor and client: the piece, its verdict, its choices, what it is compared with, and the way to pay. */
export function DesignTable(given: Given) {
  const { design, family, sync } = given
  const { props: salon, clientView } = useSalon()
  const { t } = useWords()
  const touches = useStore(sync.state, (state) => state.touches)
  const present = useStore(sync.state, (state) => state.present)
  const order = useStore(sync.state, (state) => state.order)
  const refused = useStore(sync.state, (state) => state.refused)
  const props: ConfiguratorProps = useMemo(
    () => ({
      family: family.family,
      groups: family.groups,
      parameters: family.parameters,
      presets: family.presets,
      market: salon.market,
      destinations: salon.destinations,
      document: { family: design.family, model: design.model, choices: design.choices },
      inapplicable: [],
      atelier: design.atelier,
      hosting: {
        tie: (store) => sync.tie(store),
        note: (key) => {
          const parameter = family.parameters.find((one) => one.key === key)
          return parameter && <Touch change={touches[key]} parameter={parameter} />
        },
      },
    }),
    [family, salon, design, sync, touches],
  )
  const { store, live, shared } = useDrafting(props)
  const [dialog, setDialog] = useState<Dialog>()
  const [handed, setHanded] = useState<Handed>()
  const [elsewhere, setElsewhere] = useState(false)
  const paid = order !== undefined && order.state !== 'open' && order.state !== 'cancelled'

  return (
    <ConfiguratorContext value={shared}>
      <main id="main" className="sl-table" onKeyDown={(event) => keys(event, store)}>
        <h1 className="sr-only">{t('salon.title-design')}</h1>
        <div className="sl-stage">
          <Presence present={present} own={{ by: 'advisor', initials: salon.advisor.initials }} />
          <Stage session={live} />
        </div>
        <div className="sl-answer">
          <VerdictLine onWhy={() => setDialog('date')} onFindings={() => store.setState({ finding: 0 })} />
          <div className="sl-answer-more">
            {!clientView && <Figures />}
            <button type="button" className="link tall small" onClick={() => setElsewhere(true)}>
              {t('salon.other-ateliers')}
            </button>
          </div>
          {refused && (
            <p className="fault px-7 pb-3" role="alert">
              <Icon name="blocked" size={14} />
              {refused}
            </p>
          )}
        </div>
        {paid && order ? <Made order={order} name={given.clientName} /> : <ParameterTabs />}
        <div className="sl-foot">
          <PriceTold onPrice={given.onPrice} />
          <CompareStrip
            current={design.id}
            designs={given.designs}
            prices={given.prices}
            onOpen={given.onOpen}
            onBegin={given.onBegin}
          />
          <Actions sync={sync} paid={paid} onHanded={setHanded} onKeep={given.onKeep} />
        </div>
      </main>
      <Dialogs dialog={dialog} onClose={() => setDialog(undefined)} store={store} props={props} />
      <Sheet
        open={elsewhere}
        onClose={() => setElsewhere(false)}
        title={t('salon.other-ateliers')}
        closeLabel={t('configurator.close')}
      >
        <div className="sl-ateliers">
          <AtelierStrip />
        </div>
      </Sheet>
      <HandOver handed={handed} design={design.id} sync={sync} onClose={() => setHanded(undefined)} />
    </ConfiguratorContext>
  )
}

/** The book's list shows what each design cost when it was last open. */
function PriceTold({ onPrice }: { onPrice(price: string): void }) {
  const price = usePrice()
  useEffect(() => {
    if (price) onPrice(price)
  }, [price, onPrice])
  return null
}

function Actions(given: { sync: LivingSync; paid: boolean; onHanded(handed: Handed): void; onKeep(): void }) {
  const { t } = useWords()
  const line = useStore(given.sync.state, (state) => state.line)
  const [why, setWhy] = useState<string>()
  const makeable = useConfigured(
    (state) => state.judged?.answers.find(({ atelier }) => atelier === state.atelier)?.verdict.outcome === 'makeable',
  )
  const down = line === 'down'
  return (
    <div className="sl-actions">
      <button
        type="button"
        className="button"
        aria-disabled={down || given.paid || !makeable || undefined}
        onClick={() => {
          if (down) setWhy(t('salon.pay-needs-line'))
          else if (given.paid) setWhy(t('salon.pay-done'))
          else if (!makeable) setWhy(t('salon.pay-not-makeable'))
          else {
            setWhy(undefined)
            given.onHanded('pay')
          }
        }}
      >
        {t('salon.pay')}
      </button>
      <button
        type="button"
        className="button second"
        aria-disabled={down || undefined}
        onClick={() => {
          if (down) setWhy(t('salon.hand-needs-line'))
          else {
            setWhy(undefined)
            given.onHanded('design')
          }
        }}
      >
        <Icon name="phone" />
        {t('salon.hand')}
      </button>
      <button type="button" className="link tall sl-keep" onClick={given.onKeep}>
        {t('salon.keep')}
      </button>
      <p className="fault sl-why" role="status">
        {why}
      </p>
    </div>
  )
}
