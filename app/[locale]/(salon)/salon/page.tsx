import type { Metadata, Viewport } from 'next'
import { notFound, redirect } from 'next/navigation'
import { plainParameters } from '@/components/configurator/plain-parameters'
import { stillNamed } from '@/components/house/stills'
import { Salon } from '@/components/salon/salon'
import { WordsProvider } from '@/components/ui/words'
import { distanceKm } from '@/lib/domain/network/distance'
import { catalogue } from '@/lib/domain/products/catalogue'
import { countries, destinationOf } from '@/lib/server/destinations'
import { currentMarket } from '@/lib/server/market'
import { advisorOf, permitted } from '@/lib/server/salon/advisor'
import { messagesFor, SALON_PARTS } from '@/lib/words/client-messages'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { leave } from '../../(staff)/admin/actions'
import { sessionToken } from '../../(staff)/admin/asking'

type Given = { params: Promise<{ locale: string }> }

export const viewport: Viewport = { themeColor: '#F7F4EE', width: 'device-width', initialScale: 1, viewportFit: 'cover' }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return {
    title: translator(locale)('salon.title'),
    robots: { index: false, follow: false },
    manifest: `/${locale}/salon/manifest.webmanifest`,
    appleWebApp: { capable: true, title: 'Lot One', statusBarStyle: 'default' },
    icons: { icon: '/icon.svg', apple: '/icons/salon-192.png' },
  }
}

export default async function SalonPage({ params }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const at = new Date()
  const asking = await advisorOf(await sessionToken(), at)
  if (!asking.ok && asking.refusal.code === 'session.unknown') redirect(`/${locale}/admin/sign-in`)
  if (!asking.ok && asking.refusal.code === 'access.none') notFound()
  const t = translator(locale)
  if (!asking.ok) {
    return (
      <main id="main" className="wrap py-16">
        <h1>{t('salon.title')}</h1>
        <p className="lead mt-6">{t(`refusals.${asking.refusal.code}`)}</p>
      </main>
    )
  }
  const advisor = asking.value
  const { shop, member, initials } = advisor
  const here = destinationOf({ country: shop.country })
  if (!here.ok) throw new Error(`the shop ${shop.id} is in a country that we do not send to`)
  const [market, families] = await Promise.all([currentMarket(here.value, at), Promise.all(catalogue.map((one) => one.load()))])
  const ateliers = [...market.ateliers].sort(
    (one, two) => distanceKm(one.place, here.value.place) - distanceKm(two.place, here.value.place),
  )
  const priced = new Set(Object.keys(market.priceBook.taxes))
  const destinations = countries.flatMap((country) => {
    const found = destinationOf({ country })
    return found.ok && priced.has(country) ? [found.value] : []
  })
  return (
    <WordsProvider locale={locale} messages={messagesFor(locale, SALON_PARTS)}>
      <Salon
        shop={{ id: shop.id, city: shop.city, timeZone: shop.timeZone }}
        advisor={{ id: member.id, name: member.name, initials, places: permitted(advisor, 'salon.place').ok }}
        families={families.map((family) => ({
          family: family.id,
          model: family.model,
          groups: family.groups,
          parameters: plainParameters(family),
          presets: family.presets.map((one) => {
            const still = stillNamed(family.id, one.id)
            return { ...one, ...(still ? { still } : {}) }
          }),
        }))}
        market={{ ...market, ateliers }}
        destinations={destinations}
        atelier={ateliers[0]?.id ?? ''}
        leave={leave}
      />
    </WordsProvider>
  )
}
