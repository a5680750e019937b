'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { signIn } from '@/lib/server/sign-in'
import { askForWayIn } from '@/lib/server/way-in'
import { isLocale } from '@/lib/words/locale'

const localeFrom = (form: FormData) => {
  const given = String(form.get('locale') ?? '')
  return isLocale(given) ? given : 'en'
}

/** Sends a way in; the page after it says the same for every address. With `keep`, the design behind that link waits there too. */
export async function askWayIn(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  const keep = form.get('keep')
  const asked = await askForWayIn({
    email: String(form.get('email') ?? '').slice(0, 300),
    locale,
    // Written by our own front door, which believes nobody else.
    address: (await headers()).get('x-forwarded-for') ?? 'unknown',
    ...(typeof keep === 'string' && keep ? { keep } : {}),
    at: new Date(),
  })
  if (asked.ok) redirect(`/${locale}/sign-in?sent=1`)
  const { code, parameters } = asked.refusal
  const wait = parameters?.seconds === undefined ? '' : `&seconds=${parameters.seconds}`
  redirect(`/${locale}/sign-in?refused=${encodeURIComponent(code)}${wait}`)
}

/** Uses the link up. One that does not open any more leads back to its page, which says so. */
export async function comeIn(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  const token = String(form.get('token') ?? '').slice(0, 100)
  // The library throws what it calls an error of the credentials.
  const inside = await signIn('link', { token, redirect: false }).then(
    () => true,
    () => false,
  )
  redirect(inside ? `/${locale}/me` : `/${locale}/sign-in/${encodeURIComponent(token)}`)
}
