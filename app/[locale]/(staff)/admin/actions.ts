'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { FormAnswer } from '@/components/admin/staff-form'
import { join } from '@/lib/server/people'
import { confirmCode, confirmEnrolment, DEVICE_COOKIE, DEVICE_DAYS, type SignedIn } from '@/lib/server/second-factor'
import { cookieAttributes, SESSION_COOKIE, signIn, signOut, staffOf } from '@/lib/server/session'
import type { Locale } from '@/lib/words/locale'
import { localeFrom, refusedAnswer, sessionToken, textOf, visitor } from './asking'

/** The door, first step: mail address and password. */
export async function enter(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const begun = await signIn(textOf(form, 'email'), textOf(form, 'password'), await visitor(), new Date())
  if (!begun.ok) return refusedAnswer(locale, begun.refusal, form, ['email'])
  const { token, endsAt, enrolled } = begun.value
  ;(await cookies()).set(SESSION_COOKIE, token, cookieAttributes(endsAt))
  redirect(`/${locale}/admin/sign-in/${enrolled ? 'code' : 'enrol'}`)
}

/** Second step: a code of the authenticator, or a recovery code. */
export async function confirm(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const confirmed = await confirmCode(await sessionToken(), textOf(form, 'code').slice(0, 40), await visitor(), new Date())
  if (!confirmed.ok) return refusedAnswer(locale, confirmed.refusal)
  await keep(confirmed.value)
  redirect(await firstRoom(locale, confirmed.value.token))
}

/** Second step of whoever has no second factor yet. */
export async function enrol(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const confirmed = await confirmEnrolment(await sessionToken(), textOf(form, 'code').slice(0, 40), await visitor(), new Date())
  if (!confirmed.ok) return refusedAnswer(locale, confirmed.refusal, form, ['kept'])
  await keep(confirmed.value)
  redirect(await firstRoom(locale, confirmed.value.token))
}

/** Whose work is at the table begins there; everybody else among the orders. */
async function firstRoom(locale: Locale, token: string): Promise<string> {
  const staff = await staffOf(token, new Date())
  return `/${locale}/${staff?.role === 'advisor' ? 'salon' : 'admin/orders'}`
}

async function keep({ token, endsAt, device }: SignedIn): Promise<void> {
  const jar = await cookies()
  jar.set(SESSION_COOKIE, token, cookieAttributes(endsAt))
  jar.set(DEVICE_COOKIE, device, cookieAttributes(new Date(Date.now() + DEVICE_DAYS * 86_400_000)))
}

/** Whoever was invited chooses a password. */
export async function accept(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const joined = await join(textOf(form, 'token'), textOf(form, 'password'), new Date())
  if (!joined.ok) return refusedAnswer(locale, joined.refusal)
  redirect(`/${locale}/admin/sign-in?joined=yes`)
}

export async function leave(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  const token = await sessionToken()
  if (token) await signOut(token, new Date())
  ;(await cookies()).delete(SESSION_COOKIE)
  redirect(`/${locale}/admin/sign-in`)
}
