import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { FormAnswer } from '@/components/admin/staff-form'
import { may, type PermissionName } from '@/lib/domain/access/permissions'
import type { Refusal } from '@/lib/domain/result'
import { DEVICE_COOKIE } from '@/lib/server/second-factor'
import { callerOf, SESSION_COOKIE, type StaffMember, staffOf, type Visitor } from '@/lib/server/session'
import { isLocale, type Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

export const sessionToken = async (): Promise<string | undefined> => (await cookies()).get(SESSION_COOKIE)?.value

/** Who is asking; someone without a session is sent to the door, and what somebody may not do is not there. */
export async function staffOrDoor(locale: Locale, name?: PermissionName): Promise<StaffMember> {
  const staff = await staffOf(await sessionToken(), new Date())
  if (!staff) redirect(`/${locale}/admin/sign-in`)
  if (name && !may(callerOf(staff), name)) notFound()
  return staff
}

/** Where a request comes from: the address was written by our own front door, which believes nobody else. */
export async function visitor(): Promise<Visitor & { device?: string }> {
  const given = await headers()
  const agent = given.get('user-agent')?.slice(0, 400)
  const device = (await cookies()).get(DEVICE_COOKIE)?.value
  const address = given.get('x-forwarded-for') ?? 'unknown'
  return { address, ...(agent ? { agent } : {}), ...(device ? { device } : {}) }
}

/** A text of a form, without what no database keeps; what is no text is none. */
export const textOf = (form: FormData, name: string): string => {
  const given = form.get(name)
  return typeof given === 'string' ? given.replaceAll('\0', '') : ''
}

export const localeFrom = (form: FormData): Locale => {
  const given = textOf(form, 'locale')
  return isLocale(given) ? given : 'en'
}

/** A refusal for whoever sent the form, with what they typed. */
export function refusedAnswer(locale: Locale, refusal: Refusal, form?: FormData, kept: readonly string[] = []): FormAnswer {
  const values = form && Object.fromEntries(kept.map((name) => [name, textOf(form, name)]))
  return { refused: translator(locale)(`refusals.${refusal.code}`, refusal.parameters), ...(values ? { values } : {}) }
}
