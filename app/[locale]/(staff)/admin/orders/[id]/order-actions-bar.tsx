import { StaffAction } from '@/components/admin/staff-action'
import type { StaffOrder } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { formatMoney, translator } from '@/lib/words/render'
import { cancel, erase, hold, refund, release } from './order-actions'

/** What this person may do to the order now; each says what follows from it and asks for a reason. */
export function OrderActions({ locale, order }: { locale: Locale; order: StaffOrder }) {
  const t = translator(locale)
  const { id, production, mayDo } = order
  const key = crypto.randomUUID()
  const reason = {
    name: 'reason',
    label: t('staff.actions.reason'),
    kind: 'area' as const,
    most: 500,
    help: t('staff.actions.reason-help'),
  }
  const stand = production?.acceptedAt ? 'begun' : 'offered'
  const common = { group: 'order', fields: [reason] }
  return (
    <div className="staff-actions">
      {mayDo.hold && production && (
        <StaffAction
          {...common}
          name={t('staff.actions.hold')}
          consequence={t(`staff.consequence.hold-${stand}`)}
          yes={t('staff.yes.hold')}
          action={hold}
          hidden={{ locale, production: production.id, key }}
        />
      )}
      {mayDo.release && production && (
        <StaffAction
          {...common}
          name={t('staff.actions.release')}
          consequence={t(`staff.consequence.release-${stand}`)}
          yes={t('staff.yes.release')}
          action={release}
          hidden={{ locale, production: production.id, key }}
        />
      )}
      {mayDo.refund && (
        <StaffAction
          {...common}
          name={t('staff.actions.refund')}
          consequence={
            <>
              {t('staff.consequence.refund')}{' '}
              <strong>
                {t(`staff.consequence.refund-${mayDo.refundEnds ? 'ends' : 'goes-on'}`, {
                  left: formatMoney(locale, mayDo.refund),
                })}
              </strong>
            </>
          }
          yes={t('staff.yes.refund')}
          tone="danger"
          action={refund}
          hidden={{ locale, order: id, key }}
          fields={[
            {
              name: 'amount',
              label: t('staff.actions.amount', { currency: mayDo.refund.currency }),
              help: t('staff.actions.amount-help', { left: formatMoney(locale, mayDo.refund) }),
              inputMode: 'decimal',
              optional: true,
              most: 40,
            },
            reason,
          ]}
        />
      )}
      {mayDo.cancel && (
        <StaffAction
          {...common}
          name={t('staff.actions.cancel')}
          consequence={t('staff.consequence.cancel')}
          yes={t('staff.yes.cancel')}
          tone="danger"
          action={cancel}
          hidden={{ locale, order: id, key }}
        />
      )}
      {mayDo.erase && (
        <StaffAction
          {...common}
          name={t('staff.actions.erase')}
          consequence={t('staff.consequence.erase')}
          yes={t('staff.yes.erase')}
          tone="danger"
          action={erase}
          hidden={{ locale, order: id, key }}
        />
      )}
    </div>
  )
}
