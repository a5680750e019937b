import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { SESSION_COOKIE, type StaffMember, staffOf } from '@/lib/server/session'
import type { Locale } from '@/lib/words/locale'

/** Who is asking; someone without a session is sent to the door. */
export async function staffOrDoor(locale: Locale): Promise<StaffMember> {
  const token = (await cookies()).get(SESSION_COOKIE)?.value
  const staff = await staffOf(token, new Date())
  if (!staff) redirect(`/${locale}/admin/sign-in`)
  return staff
}
