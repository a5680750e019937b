'use server'

import { revalidatePath } from 'next/cache'
import type { FormAnswer } from '@/components/admin/staff-form'
import { ATELIER_SCOPES } from '@/lib/domain/network/atelier-scopes'
import { refuse } from '@/lib/domain/result'
import { addKey, endKey, endToken, makeToken } from '@/lib/server/atelier-desk'
import { staffOf } from '@/lib/server/session'
import { translator } from '@/lib/words/render'
import { localeFrom, refusedAnswer, sessionToken, textOf } from '../../asking'

export async function newAtelierToken(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  const scopes = ATELIER_SCOPES.filter((scope) => textOf(form, `scope-${scope}`) === 'yes')
  const made = member ? await makeToken(member, textOf(form, 'atelier'), scopes, at) : refuse('session.none')
  if (!made.ok) return refusedAnswer(locale, made.refusal)
  revalidatePath(`/${locale}/admin/ateliers/[id]`, 'page')
  const t = translator(locale)
  return { said: t('staff.said.token'), shown: [{ label: t('staff.access.token-once'), value: made.value }] }
}

export async function revokeAtelierToken(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return ended(form, endToken)
}

export async function revokeAtelierKey(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return ended(form, endKey)
}

export async function registerAtelierKey(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  const overlapDays = Number(textOf(form, 'overlap') || Number.NaN)
  const wanted = {
    atelier: textOf(form, 'atelier'),
    publicKey: textOf(form, 'publicKey'),
    overlapDays,
    reason: textOf(form, 'reason'),
    at,
  }
  const result = member ? await addKey(member, wanted) : refuse('session.none')
  if (!result.ok) return refusedAnswer(locale, result.refusal, form, ['publicKey', 'overlap', 'reason'])
  revalidatePath(`/${locale}/admin/ateliers/[id]`, 'page')
  return { said: translator(locale)('staff.said.key') }
}

async function ended(form: FormData, end: typeof endToken | typeof endKey): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  const wanted = { atelier: textOf(form, 'atelier'), id: textOf(form, 'id'), reason: textOf(form, 'reason'), at }
  const result = member ? await end(member, wanted) : refuse('session.none')
  if (!result.ok) return refusedAnswer(locale, result.refusal, form, ['reason'])
  revalidatePath(`/${locale}/admin/ateliers/[id]`, 'page')
  return { said: translator(locale)('staff.said.revoked') }
}
