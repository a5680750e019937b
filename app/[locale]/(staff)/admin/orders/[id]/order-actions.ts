'use server'

import { revalidatePath } from 'next/cache'
import type { FormAnswer } from '@/components/admin/staff-form'
import { type Result, refuse } from '@/lib/domain/result'
import { answerLine } from '@/lib/server/answer-line'
import { holdProduction, releaseProduction } from '@/lib/server/hold-production'
import { resendMail } from '@/lib/server/resend-mail'
import { type StaffMember, staffOf } from '@/lib/server/session'
import { eraseByStaff } from '@/lib/server/staff-erase'
import { cancelByStaff, refundByStaff } from '@/lib/server/staff-money'
import { translator } from '@/lib/words/render'
import { localeFrom, refusedAnswer, sessionToken, textOf } from '../../asking'

/** Done by whoever is signed in; the use case checks whether they may. */
async function done(
  form: FormData,
  said: string,
  work: (member: StaffMember, at: Date) => Promise<Result<unknown>>,
): Promise<FormAnswer> {
  const locale = localeFrom(form)
  const at = new Date()
  const member = await staffOf(await sessionToken(), at)
  const result = member ? await work(member, at) : refuse('session.none')
  if (!result.ok) return refusedAnswer(locale, result.refusal, form, ['reason', 'amount', 'text'])
  revalidatePath(`/${locale}/admin/orders/[id]`, 'page')
  return { said: translator(locale)(said) }
}

export async function hold(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return done(form, 'staff.said.hold', (member, at) =>
    holdProduction(member, textOf(form, 'production'), textOf(form, 'reason'), at),
  )
}

export async function release(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return done(form, 'staff.said.release', (member, at) =>
    releaseProduction(member, textOf(form, 'production'), textOf(form, 'reason'), at),
  )
}

export async function resend(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return done(form, 'staff.said.resend', (member, at) =>
    resendMail(member, { mail: textOf(form, 'mail'), reason: textOf(form, 'reason'), key: textOf(form, 'key'), at }),
  )
}

export async function cancel(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return done(form, 'staff.said.cancel', (member, at) => cancelByStaff(member, textOf(form, 'order'), textOf(form, 'reason'), at))
}

export async function refund(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return done(form, 'staff.said.refund', (member, at) =>
    refundByStaff(member, {
      order: textOf(form, 'order'),
      amount: textOf(form, 'amount').slice(0, 40),
      reason: textOf(form, 'reason'),
      key: textOf(form, 'key'),
      at,
    }),
  )
}

export async function erase(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return done(form, 'staff.said.erase', (member, at) => eraseByStaff(member, textOf(form, 'order'), textOf(form, 'reason'), at))
}

export async function answer(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  return done(form, 'staff.said.answer', (member, at) =>
    answerLine(member, { line: textOf(form, 'line'), text: textOf(form, 'text').slice(0, 4000), key: textOf(form, 'key'), at }),
  )
}
