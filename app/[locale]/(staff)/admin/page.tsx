import { notFound, redirect } from 'next/navigation'
import { may } from '@/lib/domain/access/permissions'
import { callerOf } from '@/lib/server/session'
import { isLocale } from '@/lib/words/locale'
import { staffOrDoor } from './asking'

/** To the room where this person works. */
export default async function Admin({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const caller = callerOf(await staffOrDoor(locale))
  redirect(`/${locale}/${may(caller, 'order.read') ? 'admin/orders' : 'salon'}`)
}
