import { Suspense } from 'react'
import { iconOf } from '@/components/admin/states'
import { findingState, stateOf } from '@/components/configurator/finding-states'
import { Icon } from '@/components/ui/icon'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Finding, Verdict } from '@/lib/domain/manufacturability/finding'
import { judgedToday } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { tellFinding } from '@/lib/words/telling'
import { day } from '../../clock'

interface Given {
  locale: Locale
  city: string
  atelier: string
  then: Verdict
  /** Absent once it was erased: then nothing can be judged again. */
  document: DesignDocument | undefined
}

/** What the atelier said when the piece was ordered beside what it would say today. */
export function VerdictThenAndNow(props: Given) {
  return (
    <Suspense fallback={<VerdictTable {...props} now="measuring" />}>
      <Judged {...props} />
    </Suspense>
  )
}

async function Judged(props: Given) {
  const { atelier, document } = props
  const judged = document && (await judgedToday({ atelier, document }, new Date()))
  return <VerdictTable {...props} now={judged?.ok ? judged.value : 'unknown'} />
}

const keyOf = ({ rule, feature, axis, operation }: Finding) => [rule, feature, axis ?? '', operation ?? ''].join(' ')

function VerdictTable({ locale, city, then, now }: Given & { now: Verdict | 'measuring' | 'unknown' }) {
  const t = translator(locale)
  const today = typeof now === 'string' ? undefined : now
  const findings = new Map<string, { before?: Finding; after?: Finding }>()
  for (const finding of then.findings) findings.set(keyOf(finding), { before: finding })
  for (const finding of today?.findings ?? []) findings.set(keyOf(finding), { ...findings.get(keyOf(finding)), after: finding })
  const waiting = <span className="quiet">{t(`staff.verdict.${now === 'measuring' ? 'measuring' : 'not-judged'}`)}</span>
  return (
    <table className="table staff-verdict">
      <thead>
        <tr className="small quiet">
          <th scope="col">{t('admin.order.rule')}</th>
          <th scope="col" className="number">
            {t('staff.verdict.measured')}
          </th>
          <th scope="col" className="number">
            {t('staff.verdict.then')}
          </th>
          <th scope="col" className="number">
            {t('staff.verdict.today')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('staff.verdict.outcome')}</th>
          <td className="number caption">
            {t('staff.verdict.profile', { before: then.profileVersion, today: today?.profileVersion ?? then.profileVersion })}
          </td>
          <td className="number">
            <Mark state={stateOf(then.outcome)} word={t(`outcomeShort.${then.outcome}`)} />
          </td>
          <td className="number">
            {today ? <Mark state={stateOf(today.outcome)} word={t(`outcomeShort.${today.outcome}`)} /> : waiting}
          </td>
        </tr>
        {[...findings].map(([key, { before, after }]) => {
          const shown = after ?? before
          if (!shown) return null
          const told = tellFinding(t, locale, shown, city)
          const mark = (finding: Finding | undefined) => (
            <Mark
              state={finding ? findingState(finding) : 'ok'}
              word={finding ? t(`severity.${finding.severity}`) : t('staff.verdict.pass')}
            />
          )
          return (
            <tr key={key}>
              <th scope="row">
                {told.short}
                <span className="caption block">{t(`source.${shown.source.kind}`, { text: shown.source.text })}</span>
              </th>
              <td className="number">
                {told.measured}
                {told.limit && <span className="quiet"> / {told.limit}</span>}
              </td>
              <td className="number">{mark(before)}</td>
              <td className="number">{today ? mark(after) : waiting}</td>
            </tr>
          )
        })}
        {findings.size === 0 && (
          <tr>
            <td colSpan={4} className="quiet small">
              {t('admin.order.no-findings')} {t('staff.verdict.since', { date: day(locale, new Date(then.at)) })}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Mark({ state, word }: { state: 'ok' | 'advice' | 'blocked' | 'unknown'; word: string }) {
  return (
    <span className={`state ${state}`}>
      <Icon name={iconOf(state)} size={14} />
      <span>{word}</span>
    </span>
  )
}
