'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { LanguageLink } from '@/components/ui/language-link'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import { workerPort } from '@/lib/drafting/client'
import { OrderForm } from '../checkout/order-form'
import { AtelierStrip } from './atelier-strip'
import { Breakdown } from './breakdown'
import { ConfiguratorContext, type ConfiguratorProps } from './context'
import { Delivery } from './delivery'
import { type DraftingSession, draftingSession } from './drafting-session'
import { FindingCard } from './finding-card'
import { decisive } from './finding-states'
import { Panel } from './panel'
import { Presets } from './presets'
import { PriceFoot } from './price-foot'
import { SaveAndShare } from './save-and-share'
import { Stage } from './stage'
import { createConfigurator } from './store'
import { VerdictLine } from './verdict-line'
import { WhyDate } from './why-date'
import './configurator.css'

type Dialog = 'lines' | 'date' | 'order'

/** The piece, its verdict and its choices: one store, one drafting worker, everything else reads from them. */
export function Configurator(props: ConfiguratorProps) {
  const { t, locale } = useWords()
  const [store] = useState(() =>
    createConfigurator({
      document: props.document,
      atelier: props.atelier,
      destination: props.market.destination,
      group: props.groups.includes('monogram') ? 'monogram' : (props.groups[0] ?? ''),
      inapplicable: props.inapplicable,
    }),
  )
  const session = useRef<DraftingSession>(undefined)
  const [live, setLive] = useState<DraftingSession>()
  const [dialog, setDialog] = useState<Dialog>()
  const first = useRef(props)

  useEffect(() => {
    const { market, parameters } = first.current
    const begun = draftingSession({
      store,
      market,
      parameters,
      fragment: window.location.hash.slice(1),
      keep: (fragment) => window.history.replaceState(window.history.state, '', `#${fragment}`),
      start: workerPort,
    })
    session.current = begun
    setLive(begun)
    // A link to another working copy was opened in this very page.
    const onHash = () => window.location.reload()
    window.addEventListener('hashchange', onHash)
    return () => {
      window.removeEventListener('hashchange', onHash)
      begun.close()
    }
  }, [store])

  const shared = useMemo(() => ({ store, props, wishFor: (group: string) => session.current?.wish(group) }), [store, props])
  const close = () => setDialog(undefined)

  return (
    <ConfiguratorContext value={shared}>
      <div className="cf">
        <header className="cf-head">
          <a href={`/${locale}`} className="wordmark" aria-label={t('configurator.home')}>
            Lot One
          </a>
          <SaveAndShare />
          <LanguageLink
            to={locale === 'en' ? 'fr' : 'en'}
            name={locale === 'en' ? 'Français' : 'English'}
            short={locale === 'en' ? 'FR' : 'EN'}
          />
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
function keys(event: React.KeyboardEvent, store: ReturnType<typeof createConfigurator>) {
  if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'z') return
  const target = event.target as HTMLElement
  if (target instanceof HTMLInputElement && target.type === 'text') return
  event.preventDefault()
  if (event.shiftKey) store.redo()
  else store.undo()
}

function Dialogs(given: {
  dialog: Dialog | undefined
  onClose(): void
  store: ReturnType<typeof createConfigurator>
  props: ConfiguratorProps
}) {
  const { t } = useWords()
  const { dialog, onClose, store, props } = given
  const { judged, atelier: chosen, document, destination } = store.getState()
  const answer = judged?.answers.find((one) => one.atelier === chosen)
  const atelier = props.market.ateliers.find(({ id }) => id === chosen)
  const confirm = answer ? decisive(answer).length > 0 : false
  const closeLabel = t('configurator.close')
  return (
    <>
      <Sheet open={dialog === 'lines'} onClose={onClose} title={t('configurator.lines')} closeLabel={closeLabel}>
        {answer?.quote && <Breakdown quote={answer.quote} />}
      </Sheet>
      <Sheet open={dialog === 'date'} onClose={onClose} title={t('configurator.why-date')} closeLabel={closeLabel}>
        {answer?.plan && <WhyDate plan={answer.plan} />}
      </Sheet>
      <Sheet open={dialog === 'order'} onClose={onClose} title={t('configurator.order-title')} closeLabel={closeLabel}>
        {answer?.quote && answer.plan && atelier && !confirm && (
          <OrderForm document={document} atelier={atelier} quote={answer.quote} plan={answer.plan} destination={destination} />
        )}
      </Sheet>
    </>
  )
}
