import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ListTools, Pager, Tabs } from '@/components/admin/list-tools'
import { StaffAction } from '@/components/admin/staff-action'
import { StaffForm } from '@/components/admin/staff-form'
import { SortLinks } from '@/components/admin/staff-list'
import { ROLES } from '@/lib/domain/access/permissions'
import {
  ateliersFor,
  isCapped,
  PEOPLE_VIEWS,
  type PersonOfHouse,
  peopleList,
  readPeopleAsking,
  type WhoWasAsked,
} from '@/lib/server/staff-lists'
import { isLocale, type Locale } from '@/lib/words/locale'
import { formatNumber, type Translate, translator } from '@/lib/words/render'
import { staffOrDoor } from '../asking'
import { moment } from '../clock'
import { Frame } from '../frame'
import { atelierFilter, NothingFits } from '../list-parts'
import { changeMember, invitePerson, takeBack } from './people-actions'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function People({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'staff.manage')
  const asking = readPeopleAsking(await searchParams)
  const at = new Date()
  const [found, ateliers] = await Promise.all([peopleList(staff, asking, at), ateliersFor(staff, at)])
  if (!found.ok) notFound()
  const t = translator(locale)
  const { list, counts } = found.value
  const count = (view: (typeof PEOPLE_VIEWS)[number]) => {
    const number = formatNumber(locale, counts[view])
    return isCapped(counts[view]) ? t('staff.list.capped', { count: number }) : number
  }
  const city = (id: string | null) => ateliers.find((atelier) => atelier.id === id)?.city
  const said = { t, locale, roleOf: (role: string, atelier: string | null) => roleOf(t, role, city(atelier)) }
  const roles = ROLES.map((value) => ({ value, label: t(`staff.roles.${value}`) }))
  const states = ['in', 'no-factor', 'disabled'].map((value) => ({ value, label: t(`staff.people.state.${value}`) }))
  return (
    <Frame locale={locale} staff={staff} at="people">
      <main id="main" className="admin-body staff-people">
        <div className="admin-title">
          <h1>{t('admin.nav.people')}</h1>
          <a className="button second tool" href="#invite">
            {t('staff.people.invite')}
          </a>
        </div>
        <Tabs
          label={t('staff.list.views')}
          now={asking}
          at={asking.view}
          tabs={PEOPLE_VIEWS.map((view) => ({ view, label: t(`staff.people.view.${view}`), count: count(view) }))}
        />
        <ListTools
          t={t}
          searchLabel={t('staff.people.search')}
          now={asking}
          kept={['view', 'sort', 'direction']}
          filters={[
            { name: 'role', label: t('staff.people.role'), any: t('staff.people.any-role'), options: roles },
            ...atelierFilter(t, ateliers),
            ...(asking.view === 'members'
              ? [{ name: 'state', label: t('admin.orders.state'), any: t('staff.list.any-state'), options: states }]
              : []),
          ]}
        />
        {asking.view === 'members' && list.rows.length > 1 && (
          <SortLinks
            t={t}
            now={asking}
            sorts={[
              { head: t('configurator.form.name'), sort: 'name' },
              { head: t('staff.people.joined-head'), sort: 'joined' },
            ]}
          />
        )}
        {list.rows.length === 0 && (
          <div className="py-16">
            <NothingFits t={t} search={asking.search} help={t(`staff.people.none-help.${asking.view}`)} />
          </div>
        )}
        {list.rows.length > 0 && (
          <ul className="admin-lines">
            {list.of === 'members'
              ? list.rows.map((person) => (
                  <Person key={person.id} {...said} person={person} mayLockOut={person.id !== staff.id} />
                ))
              : list.rows.map((one) => <Invited key={one.id} {...said} one={one} />)}
          </ul>
        )}
        <Pager t={t} next={list.next} now={asking} />
        <section id="invite">
          <h2 className="ui-head mb-4">{t('staff.people.invite')}</h2>
          <StaffForm
            action={invitePerson}
            hidden={{ locale }}
            submit={t('staff.people.make-link')}
            tone="tool"
            fields={[
              { name: 'name', label: t('configurator.form.name'), most: 100, autoComplete: 'off' },
              { name: 'email', label: t('admin.sign-in.email'), kind: 'email', autoComplete: 'off' },
              { name: 'role', label: t('staff.people.role'), kind: 'choice', value: 'desk', options: roles },
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

const roleOf = (t: Translate, role: string, city: string | undefined) =>
  [t(`staff.roles.${role}`), city].filter(Boolean).join(', ')

interface Said {
  t: Translate
  locale: Locale
  roleOf(role: string, atelier: string | null): string
}

function Person({ t, locale, roleOf, person, mayLockOut }: Said & { person: PersonOfHouse; mayLockOut: boolean }) {
  const seen = person.seenAt ? t('staff.people.seen', { at: moment(locale, new Date(person.seenAt)) }) : t('staff.people.never')
  const changes = person.disabledAt ? (['enable'] as const) : (['end-sessions', 'reset-second-factor', 'disable'] as const)
  return (
    <li>
      <span>
        {person.name} <span className="quiet">{roleOf(person.role, person.atelier)}</span>{' '}
        {person.disabledAt && <span className="badge blocked">{t('staff.people.disabled')}</span>}
        {!person.enrolled && !person.disabledAt && <span className="badge advice">{t('staff.people.no-factor')}</span>}
        <span className="caption block admin-wrap">
          {person.email} · {t('staff.people.joined', { at: moment(locale, person.createdAt) })} · {seen}
        </span>
      </span>
      <span className="staff-person-actions">
        {changes
          .filter((change) => mayLockOut || change !== 'disable')
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
  )
}

function Invited({ t, locale, roleOf, one }: Said & { one: WhoWasAsked }) {
  return (
    <li>
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
  )
}
