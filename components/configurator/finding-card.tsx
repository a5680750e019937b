'use client'

import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { Finding, Remedy } from '@/lib/domain/manufacturability/finding'
import { thinnerThan } from '@/lib/domain/manufacturability/thin-walls'
import { formatLength } from '@/lib/words/format'
import { type ToldFinding, tellFinding, tellRemedy } from '@/lib/words/telling'
import { useConfigurator, useConfigured } from './context'
import { decisive, findingState } from './finding-states'
import { RemainderDrawing } from './remainder-drawing'

/** Rules that ask whether a tool gets in. */
const REACHED: ReadonlySet<string> = new Set(['engraving.stroke', 'relief.land'])

/** What stops the piece at the chosen atelier, where, by how much, and up to three ways on. */
export function FindingCard() {
  const { t, locale } = useWords()
  const { store, props, peek } = useConfigurator()
  const judged = useConfigured((state) => state.judged)
  const chosen = useConfigured((state) => state.atelier)
  const index = useConfigured((state) => state.finding)
  const remedies = useConfigured((state) => state.remedies[chosen])
  const choices = useConfigured((state) => state.document.choices)
  const remainders = useConfigured((state) => state.remainders)
  const answer = judged?.answers.find((one) => one.atelier === chosen)
  const atelier = props.market.ateliers.find(({ id }) => id === chosen)
  const findings = answer ? decisive(answer) : []
  const finding = findings[index]
  if (!answer || !atelier || !finding) return null
  const state = findingState(finding)
  const told = tellFinding(t, locale, finding, atelier.city)
  const cityOf = (id: string) => props.market.ateliers.find((one) => one.id === id)?.city ?? id
  const curing = (remedies ?? [])
    .filter((remedy) => remedy.cures.includes(finding.rule) || remedy.atelier !== undefined)
    .slice(0, 3)
  const left = REACHED.has(finding.rule) ? remainders.find(({ feature }) => feature === finding.feature) : undefined
  // The piece shows the walls of all findings at once.
  const thin = judged && thinnerThan([finding], judged.facts) && thinnerThan(findings, judged.facts)

  function act(remedy: Remedy) {
    peek(undefined)
    if (remedy.atelier) store.switchTo(remedy.atelier)
    if (Object.keys(remedy.change).length > 0) store.apply(remedy.change)
  }

  return (
    <section className="cf-finding" aria-label={t('configurator.finding-of', { number: index + 1, count: findings.length })}>
      <div className="cf-finding-head">
        <span className={`badge ${state}`}>
          <Icon name={state} size={14} />
          {told.badge}
        </span>
        {findings.length > 1 && (
          <button
            type="button"
            className="link tall small"
            onClick={() => store.setState({ finding: (index + 1) % findings.length })}
          >
            {t('configurator.next-finding', { number: index + 1, count: findings.length })}
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          onClick={() => store.setState({ finding: -1 })}
          aria-label={t('configurator.close-finding')}
        >
          <Icon name="close" size={14} />
        </button>
        <p className="cf-finding-title">{told.title}</p>
        <Measured finding={finding} told={told} state={state} />
        <p className="small quiet mt-2">{told.why}</p>
        {told.note && <p className="small quiet mt-2">{told.note}</p>}
        {thin !== undefined && (
          <p className="cf-thin small quiet mt-2">{t('configurator.thin', { limit: formatLength(locale, thin) })}</p>
        )}
        {finding.severity !== 'blocker' && <p className="small mt-2">{told.action}</p>}
      </div>
      {left && <RemainderDrawing remainder={left} />}
      {remedies === undefined && finding.severity === 'blocker' && (
        <p className="cf-remedy small quiet">
          <span>{t('configurator.seeking')}</span>
        </p>
      )}
      {remedies !== undefined && curing.length === 0 && finding.severity === 'blocker' && (
        <p className="cf-remedy small quiet">
          <span>
            {t('remedy.none')} {told.action}
          </span>
        </p>
      )}
      {curing.map((remedy, place) => {
        const { change, effect } = tellRemedy(t, locale, remedy, props.parameters, choices, cityOf)
        return (
          <div
            className="cf-remedy"
            onPointerEnter={() => remedy.atelier === undefined && peek(remedy.change)}
            onPointerLeave={() => peek(undefined)}
            key={`${remedy.atelier ?? ''}${JSON.stringify(remedy.change)}`}
          >
            <span>
              <span className="cf-remedy-title">{change}</span>
              <span className="small quiet block">{effect}</span>
            </span>
            <button
              type="button"
              className={`button tool ${place === 0 ? '' : 'second'}`}
              onFocus={() => remedy.atelier === undefined && peek(remedy.change)}
              onBlur={() => peek(undefined)}
              onClick={() => act(remedy)}
            >
              {t(remedy.atelier ? 'remedy.switch' : 'remedy.apply')}
            </button>
          </div>
        )
      })}
    </section>
  )
}

/** Measured and limit on one rule, drawn to one scale. */
function Measured({ finding, told, state }: { finding: Finding; told: ToldFinding; state: string }) {
  const { t } = useWords()
  const { measured, limit } = finding
  if (measured === undefined || limit === undefined) return null
  const span = Math.max(measured, limit) * 1.25 || 1
  const at = (value: number) => `${Math.max(0, Math.min(100, (100 * value) / span)).toFixed(1)}%`
  return (
    <p className={`cf-measured small ${state}`}>
      <span>
        {t('configurator.measured')} <strong>{told.measured}</strong>
      </span>
      <svg width="100%" height="14" aria-hidden="true" focusable="false">
        <line x1="0" x2="100%" y1="7" y2="7" className="rail" />
        <line x1="0" x2={at(measured)} y1="7" y2="7" className="value" />
        <line x1={at(limit)} x2={at(limit)} y1="1" y2="13" className="limit" />
      </svg>
      <span>
        {t('configurator.limit')} <strong>{told.limit}</strong>
      </span>
    </p>
  )
}
