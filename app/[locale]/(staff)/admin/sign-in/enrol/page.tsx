import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { encode } from 'uqr'
import { Door } from '@/components/admin/door'
import { QrCode } from '@/components/admin/qr-code'
import { StaffForm } from '@/components/admin/staff-form'
import { enrolment } from '@/lib/server/second-factor'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { enrol } from '../../actions'
import { sessionToken } from '../../asking'

export const metadata: Metadata = { robots: { index: false } }

export default async function Enrol({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const offered = await enrolment(await sessionToken(), new Date())
  if (!offered.ok) redirect(`/${locale}/admin/sign-in`)
  const { secret, address, recoveryCodes } = offered.value
  const t = translator(locale)
  return (
    <Door locale={locale} t={t} title={t('staff.enrol.title')} lead={t('staff.enrol.lead')}>
      <div className="staff-enrol">
        <QrCode cells={encode(address, { ecc: 'M', border: 4 }).data} label={t('staff.enrol.qr')} />
        <div>
          <p className="small quiet">{t('staff.enrol.secret')}</p>
          <p>
            <code className="staff-secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
        </div>
      </div>
      <h2 className="ui-head mt-8">{t('staff.enrol.recovery')}</h2>
      <p className="small quiet mt-1">{t('staff.enrol.recovery-help')}</p>
      <ul className="staff-codes">
        {recoveryCodes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <StaffForm
        action={enrol}
        hidden={{ locale }}
        submit={t('staff.enrol.action')}
        fields={[
          { name: 'kept', label: t('staff.enrol.kept'), kind: 'check' },
          { name: 'code', label: t('staff.code.label'), autoComplete: 'one-time-code', inputMode: 'numeric', most: 10 },
        ]}
      />
    </Door>
  )
}
