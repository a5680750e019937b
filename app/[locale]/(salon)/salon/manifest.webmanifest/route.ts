import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

/** What makes the salon's page an application of the tablet. Names nobody, so it needs no session. */
export async function GET(_: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params
  if (!isLocale(locale)) return new Response(null, { status: 404 })
  const t = translator(locale)
  const icon = (size: number, purpose: 'any' | 'maskable') => ({
    src: `/icons/salon-${purpose === 'any' ? '' : 'maskable-'}${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  })
  const manifest = {
    id: '/salon',
    name: t('salon.app-name'),
    short_name: 'Lot One',
    description: t('salon.app-description'),
    lang: locale,
    start_url: `/${locale}/salon`,
    scope: `/${locale}/`,
    display: 'standalone',
    orientation: 'any',
    background_color: '#F7F4EE',
    theme_color: '#F7F4EE',
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
