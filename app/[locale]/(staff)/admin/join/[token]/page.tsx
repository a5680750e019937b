import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Door } from '@/components/admin/door'
import { StaffForm } from '@/components/admin/staff-form'
import { LEAST_PASSWORD, openInvitation } from '@/lib/server/people'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { accept } from '../../actions'

export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: 'no-referrer' }

export default async function Join({ params }: { params: Promise<{ locale: string; token: string }> }) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const found = await openInvitation(token, new Date())
  if (!found.ok) notFound()
  const { email, name, role } = found.value
  const t = translator(locale)
  return (
    <Door
      locale={locale}
      t={t}
      title={t('staff.join.title', { name })}
      lead={t('staff.join.lead', { role: t(`staff.roles.${role}`), email })}
    >
      <StaffForm
        action={accept}
        hidden={{ locale, token }}
        submit={t('staff.join.action')}
        fields={[
          {
            name: 'password',
            label: t('staff.join.password'),
            kind: 'password',
            autoComplete: 'new-password',
            help: t('staff.join.help', { least: LEAST_PASSWORD }),
          },
        ]}
      />
    </Door>
  )
}
