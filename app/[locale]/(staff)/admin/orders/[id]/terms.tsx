import Link from 'next/link'
import { returnPolicyOf } from '@/lib/domain/orders/return-policy'
import type { StaffOrder } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { moment } from '../../clock'

/** What the client was told of giving the piece back and agreed to, and whether a lawyer has read the policy it came from. */
export function Terms({ locale, order }: { locale: Locale; order: StaffOrder }) {
  const t = translator(locale)
  const { terms, country } = order
  const policy = returnPolicyOf(country)
  return (
    <section>
      <h2 className="ui-head">{t('staff.returns.told')}</h2>
      {!terms && <p className="quiet small">{t('staff.returns.not-kept')}</p>}
      {terms && (
        <dl className="admin-lines">
          <div>
            <dt className="quiet">{t('staff.returns.title')}</dt>
            <dd>
              {terms.returns.days === 0
                ? t(`staff.returns.${terms.returns.personal ? 'none-personal' : 'none'}`)
                : t('staff.returns.days', { days: terms.returns.days })}
              <span className="caption block">{terms.returns.source}</span>
            </dd>
          </div>
          <div>
            <dt className="quiet">{t('staff.returns.agreed')}</dt>
            <dd>{moment(locale, terms.consent.at)}</dd>
          </div>
        </dl>
      )}
      {!policy.checked && (
        <p className="mt-3">
          <span className="badge advice">{t('staff.returns.unchecked')}</span>{' '}
          <Link className="link tall small" href={`/${locale}/admin/returns`} prefetch={false}>
            {t('admin.nav.returns')}
          </Link>
        </p>
      )}
    </section>
  )
}
