'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { consentPage, designPage } from '@/lib/server/addresses'
import { endSession, endSessions } from '@/lib/server/client-session'
import { eraseAccount } from '@/lib/server/erasure'
import { keepByLink, letGo, renewWatchLink, shareRevision, stopSharing, takeAll } from '@/lib/server/pieces'
import { answerForBook, ownConsentLink } from '@/lib/server/salon/joined'
import { signOut } from '@/lib/server/sign-in'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { clientOrWayIn } from '../client-here'

const localeFrom = (form: FormData) => {
  const given = String(form.get('locale') ?? '')
  return isLocale(given) ? given : 'en'
}
/** Without what no database keeps. */
const textFrom = (form: FormData, key: string) =>
  String(form.get(key) ?? '')
    .replaceAll('\0', '')
    .slice(0, 100)

export async function takeWaiting(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  await takeAll(await clientOrWayIn(locale), new Date())
  redirect(`/${locale}/me`)
}

export async function dropWaiting(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  await letGo(await clientOrWayIn(locale))
  redirect(`/${locale}/me`)
}

/** Yes or no to a book that a shop keeps under the client's address. */
export async function answerBook(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  await answerForBook(await clientOrWayIn(locale), textFrom(form, 'book'), form.get('mine') === 'yes')
  redirect(`/${locale}/me`)
}

/** Leads to the client's own page of a shop's book: what they allow, what is kept, who looked. */
export async function openBook(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  const made = await ownConsentLink(await clientOrWayIn(locale), textFrom(form, 'book'), new Date())
  redirect(made.ok ? consentPage(locale, made.value) : `/${locale}/me/privacy`)
}

/** Keeps the design behind a link. A link that opens nothing changes nothing. */
export async function keepThis(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  await keepByLink(await clientOrWayIn(locale), textFrom(form, 'token'), new Date())
  redirect(`/${locale}/me`)
}

export type Shared = { link: string } | { note: string } | undefined

/** A new link to one revision, or none at all any more. */
export async function share(_: Shared, form: FormData): Promise<Shared> {
  const locale = localeFrom(form)
  const client = await clientOrWayIn(locale)
  const t = translator(locale)
  const revision = textFrom(form, 'revision')
  if (form.get('stop')) {
    const stopped = await stopSharing(client, revision, new Date())
    return { note: t(stopped.ok ? 'me.share.stopped' : `refusals.${stopped.refusal.code}`) }
  }
  const shared = await shareRevision(client, revision, new Date())
  return shared.ok ? { link: designPage(locale, shared.value) } : { note: t(`refusals.${shared.refusal.code}`) }
}

/** The link of an order's live page opens nothing any more; another one does. */
export async function renewWatch(_: { note: string } | undefined, form: FormData): Promise<{ note: string }> {
  const locale = localeFrom(form)
  const client = await clientOrWayIn(locale)
  const renewed = await renewWatchLink(client, textFrom(form, 'order'), textFrom(form, 'replaces'), new Date())
  if (renewed.ok) revalidatePath(`/${locale}/me`)
  return { note: translator(locale)(renewed.ok ? 'build.renew.done' : `refusals.${renewed.refusal.code}`) }
}

export async function leave(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  const client = await clientOrWayIn(locale)
  await (form.get('everywhere') ? endSessions(client, new Date()) : endSession(client, new Date()))
  await signOut({ redirect: false })
  redirect(`/${locale}/sign-in`)
}

export async function erase(form: FormData): Promise<void> {
  const locale = localeFrom(form)
  const client = await clientOrWayIn(locale)
  if (form.get('know') !== 'yes') redirect(`/${locale}/me/privacy?must=1#erase`)
  await eraseAccount(client.id, `client:${client.id}`, new Date())
  await signOut({ redirect: false })
  redirect(`/${locale}/erased`)
}
