import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { StaffForm } from '@/components/admin/staff-form'
import { mySessions } from '@/lib/server/session'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { moment } from '../clock'
import { Frame } from '../frame'
import { endSession } from './account-actions'

export const metadata: Metadata = { robots: { index: false } }

export default async function Account({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale)
  const t = translator(locale)
  const sessions = await mySessions(staff, new Date())
  return (
    <Frame locale={locale} staff={staff} at="account">
      <main id="main" className="admin-body staff-people">
        <h1>{staff.name}</h1>
        <p className="quiet mt-2">
          {staff.email} · {t(`staff.roles.${staff.role}`)}
        </p>
        <h2 className="ui-head mt-10">{t('staff.account.sessions')}</h2>
        <p className="small quiet">{t('staff.account.help')}</p>
        <ul className="admin-lines">
          {sessions.map((session) => (
            <li key={session.id}>
              <span>
                {session.device || t('staff.account.unknown')}{' '}
                {session.current && <span className="badge ok">{t('staff.account.here')}</span>}
                <span className="caption block">
                  {t('staff.account.times', {
                    from: moment(locale, session.createdAt),
                    seen: moment(locale, session.seenAt),
                    to: moment(locale, session.endsAt),
                  })}
                </span>
              </span>
              {!session.current && (
                <StaffForm
                  action={endSession}
                  hidden={{ locale, session: session.id }}
                  fields={[]}
                  submit={t('staff.account.end')}
                  tone="second tool"
                  className="staff-inline"
                />
              )}
            </li>
          ))}
        </ul>
      </main>
    </Frame>
  )
}
