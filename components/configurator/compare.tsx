'use client'

import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import type { Choices } from '@/lib/domain/design/document'
import type { AtelierAnswer } from '@/lib/drafting/protocol'
import { formatDate, formatMoney } from '@/lib/words/format'
import { tellChoice } from '@/lib/words/telling'
import { useConfigurator, useConfigured } from './context'
import type { DraftingSession } from './drafting-session'
import { stateOf } from './finding-states'
import { parameterName } from './parameter-words'

/** Puts a design aside and shows it beside the one at hand: both drawn, what differs, and what each costs. */
export function Compare({ session }: { session: DraftingSession | undefined }) {
  const { t, locale } = useWords()
  const { store } = useConfigurator()
  const compared = useConfigured((state) => state.compared)
  const document = useConfigured((state) => state.document)
  const judged = useConfigured((state) => state.judged)
  const chosen = useConfigured((state) => state.atelier)
  const drawing = useConfigured((state) => state.svg['three-quarter'])
  const [open, setOpen] = useState(false)
  const kept = compared[0]
  const answer = judged?.answers.find((one) => one.atelier === chosen)
  const undrawn = kept !== undefined && kept.svg === undefined ? kept.choices : undefined

  useEffect(() => {
    if (!judged || !session) return
    const figure = { decimal: locale === 'fr' ? ',' : '.', unit: '\u202fmm' }
    const title = t('configurator.view.free')
    // Put aside before it was drawn, it is drawn all the same, whatever has been edited since.
    if (undrawn) session.client.drawAside({ ...store.getState().document, choices: undrawn }, 'three-quarter', title, figure)
    if (open && drawing === undefined) session.client.view('three-quarter', title, figure)
  }, [open, undrawn, drawing, judged, session, locale, t, store])

  const keep = () =>
    answer && store.setState({ compared: [{ choices: document.choices, atelier: chosen, answer, svg: drawing }] })
  const same = kept?.choices === document.choices
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t('configurator.compare-count', { count: compared.length })}
      >
        <Icon name="compare" />
        <span>
          {compared.length > 0 ? t('configurator.compare-count', { count: compared.length }) : t('configurator.compare')}
        </span>
      </button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('configurator.compare-title')}
        closeLabel={t('configurator.close')}
        wide
      >
        {kept && !same && answer ? (
          <>
            <div className="cf-compare">
              <Side
                title={t('configurator.compare-kept')}
                svg={kept.svg}
                choices={kept.choices}
                beside={document.choices}
                answer={kept.answer}
              >
                <button
                  type="button"
                  className="button tool second"
                  onClick={() => {
                    const { choices } = kept
                    store.setState({ compared: [{ choices: document.choices, atelier: chosen, answer, svg: drawing }] })
                    store.apply(choices)
                    setOpen(false)
                  }}
                >
                  {t('configurator.compare-take')}
                </button>
              </Side>
              <Side
                title={t('configurator.compare-now')}
                svg={drawing}
                choices={document.choices}
                beside={kept.choices}
                answer={answer}
              >
                <button type="button" className="button tool" onClick={() => setOpen(false)}>
                  {t('configurator.compare-take')}
                </button>
              </Side>
            </div>
            <button type="button" className="link tall mt-4" onClick={() => store.setState({ compared: [] })}>
              {t('configurator.compare-drop')}
            </button>
          </>
        ) : (
          <>
            <p>{t(kept ? 'configurator.compare-same' : 'configurator.compare-hint')}</p>
            {!kept && (
              <button type="button" className="button mt-6" onClick={keep} disabled={!answer}>
                {t('configurator.compare-keep')}
              </button>
            )}
          </>
        )}
      </Sheet>
    </>
  )
}

function Side(props: {
  title: string
  svg: string | undefined
  choices: Choices
  /** Only what differs from this is told. */
  beside: Choices
  answer: AtelierAnswer
  children: React.ReactNode
}) {
  const { t, locale } = useWords()
  const { parameters, market } = useConfigurator().props
  const { choices, beside, answer } = props
  const state = stateOf(answer.verdict.outcome)
  const city = market.ateliers.find(({ id }) => id === answer.atelier)?.city ?? answer.atelier
  const differing = parameters.filter(({ key }) => choices[key] !== beside[key] && choices[key] !== undefined)
  return (
    <section>
      <h3>{props.title}</h3>
      {props.svg ? (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(props.svg)}`}
          alt={t('configurator.compare-drawing', { name: props.title })}
          width={260}
          height={260}
        />
      ) : (
        <span className="cf-compare-empty" aria-hidden="true" />
      )}
      <p className={`state ${state}`}>
        <Icon name={state} />
        <span>{t(`outcome.${answer.verdict.outcome}`, { atelier: city })}</span>
      </p>
      {answer.quote && <p className="figure">{formatMoney(locale, answer.quote.shownTotal)}</p>}
      {answer.plan && (
        <p className="small quiet">{t('configurator.ready', { date: formatDate(locale, answer.plan.delivered) })}</p>
      )}
      <dl>
        {differing.map((parameter) => (
          <div key={parameter.key}>
            <dt>{parameterName(t, parameter.key)}</dt>
            <dd>{tellChoice(t, locale, parameter, choices[parameter.key] as string | number)}</dd>
          </div>
        ))}
      </dl>
      {props.children}
    </section>
  )
}
