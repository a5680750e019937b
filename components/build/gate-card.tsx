'use client'

import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { BuildStatus, GateResult } from '@/lib/domain/production/build-status'
import { formatMeasure } from '@/lib/words/format'
import { gateName, operationName } from './build-words'
import { makerText } from './now-words'

/** The last result of every gate; what failed before is told with it. */
export function GateCards({ gates, rework, part }: Pick<BuildStatus, 'gates' | 'rework'> & { part: 'latest' | 'rest' }) {
  const { t } = useWords()
  const all = [...new Set(gates.map(({ gate }) => gate))]
  // The one measured last comes first; the promise's column holds two, the others stand below.
  const newest = all.sort((a, b) => lastOf(gates, b) - lastOf(gates, a))
  const names = part === 'latest' ? newest.slice(0, BESIDE) : newest.slice(BESIDE)
  if (part === 'rest' && names.length === 0) return null
  return (
    <>
      <h2 className={part === 'rest' ? 'ui-head' : 'sr-only'}>{t(part === 'rest' ? 'build.gates-before' : 'build.gates')}</h2>
      {names.length === 0 && <p className="small quiet build-gate">{t('build.no-gates')}</p>}
      {names.map((name) => {
        const results = gates.filter(({ gate }) => gate === name)
        const last = results.at(-1)
        const failed = results.slice(0, -1).findLast(({ passed }) => !passed)
        const back = rework.findLast(({ gate }) => gate === name)
        return (
          last && <GateCard key={name} gate={last} {...(failed ? { failed } : {})} {...(back ? { backTo: back.backTo } : {})} />
        )
      })}
    </>
  )
}

/** A check: the tolerance as a band, the reading as a needle, who measured and who signed with them. */
const BESIDE = 2
const lastOf = (gates: BuildStatus['gates'], name: string) => gates.findLastIndex(({ gate }) => gate === name)

function GateCard({ gate, failed, backTo }: { gate: GateResult; failed?: GateResult; backTo?: string }) {
  const { t, locale } = useWords()
  const { measured, lower, upper, unit, passed, by, cosignedBy } = gate
  const span = upper - lower || 1
  // The band takes the middle 56 % of the rule, so that a reading outside still stands on it.
  const at = (value: number) => `${Math.max(1, Math.min(99, 22 + (56 * (value - lower)) / span)).toFixed(1)}%`
  const plain = (value: number) => formatMeasure(locale, value, unit).replace(/[\u202f ][^\d]*$/, '')
  return (
    <article className="build-gate">
      <h3 className="ui-head flex justify-between gap-3">
        <span>{gateName(t, gate.gate)}</span>
        <span className={`state ${passed ? 'ok' : 'blocked'} font-normal`}>
          <Icon name={passed ? 'ok' : 'blocked'} />
          {t(passed ? 'gates.passed' : 'gates.failed')}
        </span>
      </h3>
      <svg className="tolerance" width="100%" height="42" aria-hidden="true" focusable="false">
        <line x1="0" x2="100%" y1="14" y2="14" className="rail" />
        <line x1="22%" x2="78%" y1="14" y2="14" className={passed ? 'band' : 'band failed'} />
        <line x1={at(measured)} x2={at(measured)} y1="5" y2="23" className="needle" />
        <text x="22%" y="38" textAnchor="middle">
          {plain(lower)}
        </text>
        <text x="78%" y="38" textAnchor="middle">
          {plain(upper)}
        </text>
      </svg>
      <p className="small quiet">
        {t('build.measured-before')} <strong>{formatMeasure(locale, measured, unit)}</strong> · {makerText(t, by)}
        {cosignedBy && `, ${t('build.cosigned', { name: cosignedBy.name })}`}
      </p>
      {failed && backTo && (
        <p className="small build-again">
          {t('build.gate-again', {
            value: formatMeasure(locale, failed.measured, failed.unit),
            operation: operationName(t, backTo),
          })}
        </p>
      )}
    </article>
  )
}
