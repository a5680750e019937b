'use client'

import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { GateResult } from '@/lib/domain/production/build-status'
import { formatMeasure } from '@/lib/words/format'
import { makerText } from './now-words'

/** A check: the tolerance as a band, the reading as a needle, who measured and who signed with them. */
export function GateCard({ gate }: { gate: GateResult }) {
  const { t, locale } = useWords()
  const { measured, lower, upper, unit, passed, by, cosignedBy } = gate
  const span = upper - lower || 1
  // The band takes the middle 56 % of the rule, so that a reading outside still stands on it.
  const at = (value: number) => `${Math.max(1, Math.min(99, 22 + (56 * (value - lower)) / span)).toFixed(1)}%`
  const plain = (value: number) => formatMeasure(locale, value, unit).replace(/[\u202f ][^\d]*$/, '')
  return (
    <article className="build-gate">
      <h3 className="ui-head flex justify-between gap-3">
        <span>{t(`build.gate.${gate.gate}`)}</span>
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
        {t('build.measured', { value: formatMeasure(locale, measured, unit), by: makerText(t, by) })}
        {cosignedBy && `, ${t('build.cosigned', { name: cosignedBy.name })}`}
      </p>
    </article>
  )
}
