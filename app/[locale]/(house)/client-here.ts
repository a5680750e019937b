import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { CLIENT_COOKIE, type Client, clientOf } from '@/lib/server/client-session'
import type { Locale } from '@/lib/words/locale'

/** Which client is asking, once a request. */
export const clientHere = cache(async (): Promise<Client | undefined> => {
  return clientOf((await cookies()).get(CLIENT_COOKIE)?.value, new Date())
})

/** The client who is asking; someone who is not signed in is sent to the way in. */
export async function clientOrWayIn(locale: Locale): Promise<Client> {
  return (await clientHere()) ?? redirect(`/${locale}/sign-in`)
}
