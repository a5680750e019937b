import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { StaffAction } from '@/components/admin/staff-action'
import { StaffForm } from '@/components/admin/staff-form'
import { ROLES } from '@/lib/domain/access/permissions'
import { people } from '@/lib/server/people'
import { ateliersFor } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { moment } from '../clock'
import { Frame } from '../frame'
import { changeMember, invitePerson, takeBack } from './people-actions'

export const metadata: Metadata = { robots: { index: false } }

export default async function People({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'staff.manage')
  const at = new Date()
  const [found, ateliers] = await Promise.all([people(staff, at), ateliersFor(staff, at)])
  if (!found.ok) notFound()
  const t = translator(locale)
  const city = (id: string | null) => ateliers.find((atelier) => atelier.id === id)?.city
  const roleOf = (role: string, atelier: string | null) => [t(`staff.roles.${role}`), city(atelier)].filter(Boolean).join(', ')
  return (
    <Frame locale={locale} staff={staff} at="people">
      <main id="main" className="admin-body staff-people">
        <h1>{t('admin.nav.people')}</h1>
        <ul className="admin-lines mt-6">
          {found.value.staff.map((person) => (
            <li key={person.id}>
              <span>
                {person.name} <span className="quiet">{roleOf(person.role, person.atelier)}</span>{' '}
                {person.disabledAt && <span className="badge blocked">{t('staff.people.disabled')}</span>}
                {!person.enrolled && !person.disabledAt && <span className="badge advice">{t('staff.people.no-factor')}</span>}
                <span className="caption block admin-wrap">
                  {person.email} ·{' '}
                  {person.seenAt
                    ? t('staff.people.seen', { at: moment(locale, new Date(person.seenAt)) })
                    : t('staff.people.never')}
                </span>
              </span>
              <span className="staff-person-actions">
                {(person.disabledAt ? (['enable'] as const) : (['end-sessions', 'reset-second-factor', 'disable'] as const))
                  .filter((change) => person.id !== staff.id || change !== 'disable')
                  .map((change) => (
                    <StaffAction
                      key={change}
                      small
                      group="person"
                      name={t(`staff.people.${change}`)}
                      consequence={t(`staff.consequence.${change}`, { name: person.name })}
                      yes={t(`staff.people.${change}`)}
                      {...(change === 'disable' ? { tone: 'danger' as const } : {})}
                      action={changeMember}
                      hidden={{ locale, id: person.id, change }}
                      fields={[]}
                    />
                  ))}
              </span>
            </li>
          ))}
        </ul>
        {found.value.invitations.length > 0 && (
          <section>
            <h2 className="ui-head mt-8">{t('staff.people.invited')}</h2>
            <ul className="admin-lines">
              {found.value.invitations.map((one) => (
                <li key={one.id}>
                  <span>
                    {one.name} <span className="quiet">{roleOf(one.role, one.atelier)}</span>
                    <span className="caption block admin-wrap">
                      {one.email} · {t('staff.people.until', { at: moment(locale, one.endsAt) })}
                    </span>
                  </span>
                  <StaffAction
                    small
                    group="person"
                    name={t('staff.people.take-back')}
                    consequence={t('staff.consequence.take-back', { name: one.name })}
                    yes={t('staff.people.take-back')}
                    action={takeBack}
                    hidden={{ locale, id: one.id }}
                    fields={[]}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2 className="ui-head mt-10 mb-4">{t('staff.people.invite')}</h2>
          <StaffForm
            action={invitePerson}
            hidden={{ locale }}
            submit={t('staff.people.make-link')}
            tone="tool"
            fields={[
              { name: 'name', label: t('configurator.form.name'), most: 100, autoComplete: 'off' },
              { name: 'email', label: t('admin.sign-in.email'), kind: 'email', autoComplete: 'off' },
              {
                name: 'role',
                label: t('staff.people.role'),
                kind: 'choice',
                value: 'desk',
                options: ROLES.map((value) => ({ value, label: t(`staff.roles.${value}`) })),
              },
              {
                name: 'atelier',
                label: t('staff.people.atelier'),
                kind: 'choice',
                help: t('staff.people.atelier-help'),
                options: [{ value: '', label: '—' }, ...ateliers.map(({ id, city: label }) => ({ value: id, label }))],
              },
            ]}
          />
        </section>
      </main>
    </Frame>
  )
}
