import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Door } from '@/components/admin/door'
import { StaffForm } from '@/components/admin/staff-form'
import { Icon } from '@/components/ui/icon'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { enter } from '../actions'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ joined?: string }>
}

export default async function SignIn({ params, searchParams }: Given) {
  const { locale } = await params
  const { joined } = await searchParams
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  return (
    <Door locale={locale} t={t} title={t('admin.sign-in.title')}>
      {joined && (
        <p className="state ok mb-6">
          <Icon name="ok" />
          <span>{t('staff.joined')}</span>
        </p>
      )}
      <StaffForm
        action={enter}
        hidden={{ locale }}
        submit={t('admin.sign-in.action')}
        fields={[
          { name: 'email', label: t('admin.sign-in.email'), kind: 'email', autoComplete: 'username' },
          { name: 'password', label: t('admin.sign-in.password'), kind: 'password', autoComplete: 'current-password' },
        ]}
      />
    </Door>
  )
}
