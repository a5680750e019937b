'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cookieAttributes, SESSION_COOKIE, signIn, signOut } from '@/lib/server/session'
import { isLocale } from '@/lib/words/locale'

const localeFrom = (form: FormData) => {
  const given = String(form.get('locale') ?? '')
  return isLocale(given) ? given : 'en'
}

/** The door: a session, or back with what was wrong. */
export async function enter(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  // Written by our own front door, which believes nobody else.
  const address = (await headers()).get('x-forwarded-for') ?? 'unknown'
  const begun = await signIn(String(form.get('email') ?? ''), String(form.get('password') ?? ''), address, new Date())
  if (!begun.ok) redirect(`/${locale}/admin/sign-in?refused=${encodeURIComponent(begun.refusal.code)}`)
  const { token, endsAt } = begun.value
  ;(await cookies()).set(SESSION_COOKIE, token, cookieAttributes(endsAt))
  redirect(`/${locale}/admin/orders`)
}

export async function leave(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  const jar = await cookies()
  const token = jar.get(SESSION_COOKIE)?.value
  if (token) await signOut(token, new Date())
  jar.delete(SESSION_COOKIE)
  redirect(`/${locale}/admin/sign-in`)
}
