import type { ReactNode } from 'react'
import { type Room, StaffHeader } from '@/components/admin/staff-header'
import { hasOutbox } from '@/lib/server/outbox'
import { callerOf, type StaffMember } from '@/lib/server/session'
import type { Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { leave } from './actions'

/** Header and body of one of the staff's rooms. */
export function Frame(props: { locale: Locale; staff: StaffMember; at: Room; children: ReactNode }) {
  const { locale, staff, at, children } = props
  return (
    <>
      <StaffHeader
        locale={locale}
        t={translator(locale)}
        at={at}
        name={staff.name}
        caller={callerOf(staff)}
        hasOutbox={hasOutbox()}
        leave={leave}
      />
      {children}
    </>
  )
}
