import { ownLink } from '@/lib/server/pieces'
import { isLocale } from '@/lib/words/locale'
import { clientHere } from '../../../../client-here'

/** To the configurator with a revision that the client holds. */
export async function GET(_: Request, { params }: { params: Promise<{ locale: string; revision: string }> }): Promise<Response> {
  const { locale, revision } = await params
  const client = await clientHere()
  const own = client && (await ownLink(client, revision, new Date()))
  if (!own?.ok || !isLocale(locale)) return new Response(null, { status: 404 })
  const { family, token } = own.value
  return new Response(null, {
    status: 303,
    headers: { Location: `/${locale}/design/${family}?from=${token}`, 'Cache-Control': 'no-store' },
  })
}
