import { StaffAction } from '@/components/admin/staff-action'
import { StaffForm } from '@/components/admin/staff-form'
import { ATELIER_SCOPES } from '@/lib/domain/network/atelier-scopes'
import type { AtelierDesk } from '@/lib/server/atelier-desk'
import type { Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { moment } from '../../clock'
import { newAtelierToken, registerAtelierKey, revokeAtelierKey, revokeAtelierToken } from './atelier-actions'

/** Who may speak for the atelier: tokens of its API and keys of its signatures. */
export function Access(props: { locale: Locale; atelier: string; access: NonNullable<AtelierDesk['access']>; at: Date }) {
  const { locale, atelier, access, at } = props
  const t = translator(locale)
  const reason = { name: 'reason', label: t('staff.actions.reason'), kind: 'area' as const, most: 500 }
  const state = (over: boolean, revoked: boolean) => (revoked ? 'revoked' : over ? 'ended' : 'active')
  return (
    <section aria-labelledby="access">
      <h2 id="access">{t('staff.access.title')}</h2>
      <h3 className="ui-head mt-4">{t('staff.access.tokens')}</h3>
      <ul className="admin-lines">
        {access.tokens.map((token) => {
          const standing = state(token.endsAt <= at, token.revokedAt !== null)
          return (
            <li key={token.id}>
              <span>
                <code>{token.id}</code>{' '}
                <span className={standing === 'active' ? 'badge ok' : 'badge'}>{t(`staff.access.${standing}`)}</span>
                <span className="caption block">
                  {token.scopes.map((scope) => t(`staff.scopes.${scope}`)).join(', ')} ·{' '}
                  {t('staff.access.until', {
                    from: moment(locale, token.createdAt),
                    to: moment(locale, token.revokedAt ?? token.endsAt),
                  })}
                </span>
              </span>
              {standing === 'active' && (
                <StaffAction
                  small
                  group="access"
                  name={t('staff.access.revoke')}
                  consequence={t('staff.consequence.token')}
                  yes={t('staff.yes.revoke')}
                  tone="danger"
                  action={revokeAtelierToken}
                  hidden={{ locale, atelier, id: token.id }}
                  fields={[reason]}
                />
              )}
            </li>
          )
        })}
      </ul>
      <details className="staff-more">
        <summary className="link tall">{t('staff.access.new')}</summary>
        <StaffForm
          action={newAtelierToken}
          hidden={{ locale, atelier }}
          submit={t('staff.access.make')}
          tone="tool"
          fields={ATELIER_SCOPES.map((scope) => ({
            name: `scope-${scope}`,
            label: t(`staff.scopes.${scope}`),
            kind: 'check' as const,
            optional: true,
            value: 'yes',
          }))}
        >
          <p className="small quiet">{t('staff.access.new-help')}</p>
        </StaffForm>
      </details>
      <h3 className="ui-head mt-8">{t('staff.access.keys')}</h3>
      <p className="small quiet">{t('staff.access.keys-help')}</p>
      <ul className="admin-lines">
        {access.keys.map((key) => (
          <li key={key.id}>
            <span>
              <code>{key.id}</code>{' '}
              <span className={key.state === 'active' ? 'badge ok' : 'badge'}>{t(`staff.access.${key.state}`)}</span>
              <span className="caption block admin-wrap">
                {key.publicKey} · {t('staff.access.since', { from: moment(locale, key.since) })}
                {key.endsAt && ` · ${t('staff.access.ends', { to: moment(locale, key.endsAt) })}`}
              </span>
            </span>
            {(key.state === 'active' || key.state === 'ending') && (
              <StaffAction
                small
                group="access"
                name={t('staff.access.revoke')}
                consequence={t('staff.consequence.key')}
                yes={t('staff.yes.revoke')}
                tone="danger"
                action={revokeAtelierKey}
                hidden={{ locale, atelier, id: key.id }}
                fields={[reason]}
              />
            )}
          </li>
        ))}
      </ul>
      <details className="staff-more">
        <summary className="link tall">{t('staff.access.new-key')}</summary>
        <StaffForm
          action={registerAtelierKey}
          hidden={{ locale, atelier }}
          submit={t('staff.access.register')}
          tone="tool"
          fields={[
            { name: 'publicKey', label: t('staff.access.public-key'), help: t('staff.access.public-key-help'), most: 64 },
            {
              name: 'overlap',
              label: t('staff.access.overlap'),
              kind: 'choice',
              value: '7',
              options: [0, 1, 7, 30].map((days) => ({ value: String(days), label: t('staff.access.overlap-days', { days }) })),
            },
            reason,
          ]}
        >
          <p className="small quiet">{t('staff.consequence.register-key')}</p>
        </StaffForm>
      </details>
    </section>
  )
}
