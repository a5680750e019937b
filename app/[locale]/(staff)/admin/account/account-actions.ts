'use server'

import { revalidatePath } from 'next/cache'
import type { FormAnswer } from '@/components/admin/staff-form'
import { refuse } from '@/lib/domain/result'
import { endMySession, staffOf } from '@/lib/server/session'
import { translator } from '@/lib/words/render'
import { localeFrom, refusedAnswer, sessionToken, textOf } from '../asking'

export async function endSession(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  if (!member) return refusedAnswer(locale, refuse('session.none').refusal)
  await endMySession(member, textOf(form, 'session'), at)
  revalidatePath(`/${locale}/admin/account`, 'page')
  return { said: translator(locale)('staff.said.revoked') }
}
