'use client'

import { useEffect, useState } from 'react'
import { LanguageLink } from '@/components/ui/language-link'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import { OrderForm } from '../checkout/order-form'
import { AtelierStrip } from './atelier-strip'
import { Breakdown } from './breakdown'
import { Compare } from './compare'
import { ConfiguratorContext, type ConfiguratorProps } from './context'
import { Delivery } from './delivery'
import { FindingCard } from './finding-card'
import { Panel } from './panel'
import { Presets } from './presets'
import { PriceFoot } from './price-foot'
import { SaveAndShare } from './save-and-share'
import { Stage } from './stage'
import type { Configurator as ConfiguratorStore } from './store'
import { useDrafting } from './use-drafting'
import { VerdictLine } from './verdict-line'
import { WhyDate } from './why-date'
import './configurator.css'

export type Dialog = 'lines' | 'date' | 'order'

/** The piece, its verdict and its choices: one store, one drafting worker, everything else reads from them. */
export function Configurator(props: ConfiguratorProps) {
  const { t, locale } = useWords()
  const { store, live, shared } = useDrafting(props)
  const [dialog, setDialog] = useState<Dialog>()
  const { hosting } = props
  const wanted = hosting?.orderAsked ?? 0
  useEffect(() => {
    if (wanted > 0) setDialog('order')
  }, [wanted])
  const close = () => setDialog(undefined)

  return (
    <ConfiguratorContext value={shared}>
      <div className="cf">
        <header className="cf-head">
          <a href={`/${locale}`} className="wordmark" aria-label={t('configurator.home')}>
            Lot One
          </a>
          {hosting?.head ?? (
            <>
              <SaveAndShare>
                <Compare session={live} />
              </SaveAndShare>
              <LanguageLink
                to={locale === 'en' ? 'fr' : 'en'}
                name={locale === 'en' ? 'Français' : 'English'}
                short={locale === 'en' ? 'FR' : 'EN'}
              />
            </>
          )}
        </header>
        <main id="main" className="cf-main" onKeyDown={(event) => keys(event, store)}>
          <Stage session={live} />
          <div className="cf-answers">
            <VerdictLine onWhy={() => setDialog('date')} onFindings={() => store.setState({ finding: 0 })} />
            <AtelierStrip />
            <div className="cf-finding-sheet">
              <FindingCard />
            </div>
          </div>
          <div className="cf-panel">
            <h1>{t(`families.${props.family}`)}</h1>
            <Presets />
            <Panel>
              <Delivery />
            </Panel>
          </div>
          <PriceFoot
            onLines={() => setDialog('lines')}
            onOrder={() => setDialog('order')}
            onFindings={() => {
              store.setState({ finding: 0 })
              requestAnimationFrame(() => {
                const cards = [...document.querySelectorAll<HTMLElement>('.cf-finding')]
                cards
                  .find((card) => card.offsetParent !== null)
                  ?.querySelector<HTMLElement>('button')
                  ?.focus()
              })
            }}
          />
        </main>
        <Dialogs dialog={dialog} onClose={close} store={store} props={props} />
      </div>
    </ConfiguratorContext>
  )
}

/** Undo and redo by the usual keys, but not while a field has its own. */
export function keys(event: React.KeyboardEvent, store: ConfiguratorStore) {
  if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'z') return
  const target = event.target as HTMLElement
  if (target instanceof HTMLInputElement && target.type === 'text') return
  event.preventDefault()
  if (event.shiftKey) store.redo()
  else store.undo()
}

export function Dialogs(given: {
  dialog: Dialog | undefined
  onClose(): void
  store: ConfiguratorStore
  props: ConfiguratorProps
}) {
  const { t } = useWords()
  const { dialog, onClose, store, props } = given
  const { judged, atelier: chosen, document, destination, parent } = store.getState()
  const answer = judged?.answers.find((one) => one.atelier === chosen)
  const atelier = props.market.ateliers.find(({ id }) => id === chosen)
  const closeLabel = t('configurator.close')
  return (
    <>
      <Sheet open={dialog === 'lines'} onClose={onClose} title={t('configurator.lines')} closeLabel={closeLabel}>
        {answer?.quote && <Breakdown quote={answer.quote} />}
      </Sheet>
      <Sheet open={dialog === 'date'} onClose={onClose} title={t('configurator.why-date')} closeLabel={closeLabel}>
        {answer?.plan && <WhyDate plan={answer.plan} verdict={answer.verdict} />}
      </Sheet>
      <Sheet
        open={dialog === 'order'}
        onClose={onClose}
        title={t('configurator.order-title', { thing: t(`things.${props.family}`) })}
        closeLabel={closeLabel}
        wide
      >
        {answer?.quote && answer.plan && atelier && answer.verdict.outcome !== 'blocked' && (
          <OrderForm
            document={document}
            atelier={atelier}
            outcome={answer.verdict.outcome}
            quote={answer.quote}
            plan={answer.plan}
            destination={destination}
            parent={parent}
            client={props.client}
            {...props.hosting?.order}
          />
        )}
      </Sheet>
    </>
  )
}
