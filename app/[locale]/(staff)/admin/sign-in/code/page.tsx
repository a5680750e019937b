import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { Door } from '@/components/admin/door'
import { StaffForm } from '@/components/admin/staff-form'
import { pendingOf } from '@/lib/server/session'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { confirm } from '../../actions'
import { sessionToken } from '../../asking'

export const metadata: Metadata = { robots: { index: false } }

export default async function Code({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const pending = await pendingOf(await sessionToken(), new Date())
  if (!pending) redirect(`/${locale}/admin/sign-in`)
  const t = translator(locale)
  return (
    <Door locale={locale} t={t} title={t('staff.code.title')} lead={t('staff.code.lead')}>
      <StaffForm
        action={confirm}
        hidden={{ locale }}
        submit={t('staff.code.action')}
        fields={[
          {
            name: 'code',
            label: t('staff.code.label'),
            help: t('staff.code.help'),
            autoComplete: 'one-time-code',
            most: 40,
          },
        ]}
      />
    </Door>
  )
}
