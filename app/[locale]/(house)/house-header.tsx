import { SiteHeader } from '@/components/house/site-header'
import { savedCount } from '@/lib/server/pieces'
import type { Locale } from '@/lib/words/locale'
import type { Translate } from '@/lib/words/translate'
import { clientHere } from './client-here'

/** The storefront's header with the client's own door. */
export async function HouseHeader({ locale, t }: { locale: Locale; t: Translate }) {
  const client = await clientHere()
  return <SiteHeader locale={locale} t={t} {...(client ? { saved: await savedCount(client) } : {})} />
}
