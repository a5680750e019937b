'use server'

import { revalidatePath } from 'next/cache'
import type { FormAnswer } from '@/components/admin/staff-form'
import { refuse } from '@/lib/domain/result'
import { changePerson, invite, type PersonChange, takeBackInvitation } from '@/lib/server/people'
import { staffOf } from '@/lib/server/session'
import { settings } from '@/lib/server/settings'
import { translator } from '@/lib/words/render'
import { localeFrom, refusedAnswer, sessionToken, textOf } from '../asking'

const CHANGES: readonly PersonChange[] = ['disable', 'enable', 'reset-second-factor', 'end-sessions']

export async function invitePerson(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  const atelier = textOf(form, 'atelier')
  const wanted = {
    email: textOf(form, 'email').trim(),
    name: textOf(form, 'name'),
    role: textOf(form, 'role'),
    ...(atelier ? { atelier } : {}),
  }
  const token = member ? await invite(member, wanted, at) : refuse('session.none')
  if (!token.ok) return refusedAnswer(locale, token.refusal, form, ['email', 'name', 'role', 'atelier'])
  revalidatePath(`/${locale}/admin/people`, 'page')
  const t = translator(locale)
  const value = `${settings().PUBLIC_URL}/${locale}/admin/join/${token.value}`
  return { said: t('staff.said.invite'), shown: [{ label: t('staff.people.link'), value }] }
}

export async function takeBack(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  const result = member ? await takeBackInvitation(member, textOf(form, 'id').slice(0, 100), at) : refuse('session.none')
  if (!result.ok) return refusedAnswer(locale, result.refusal)
  revalidatePath(`/${locale}/admin/people`, 'page')
  return { said: translator(locale)('staff.said.revoked') }
}

export async function changeMember(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  const change = CHANGES.find((one) => one === textOf(form, 'change'))
  const result = member && change ? await changePerson(member, textOf(form, 'id'), change, at) : refuse('session.none')
  if (!result.ok) return refusedAnswer(locale, result.refusal)
  revalidatePath(`/${locale}/admin/people`, 'page')
  return { said: translator(locale)('staff.said.person') }
}
