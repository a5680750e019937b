import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { inapplicableIn, plainParameters } from '@/components/configurator/plain-parameters'
import { stillNamed } from '@/components/house/stills'
import { LivingPhone } from '@/components/salon/living-phone'
import { WordsProvider } from '@/components/ui/words'
import { distanceKm } from '@/lib/domain/network/distance'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { countries, destinationOf } from '@/lib/server/destinations'
import { currentMarket } from '@/lib/server/market'
import { openHeld } from '@/lib/server/salon/livings'
import { messagesFor, SALON_PARTS } from '@/lib/words/client-messages'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

type Given = { params: Promise<{ locale: string; token: string }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return { title: translator(locale)('salon.living-title'), robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

/** The living design on the client's own telephone. */
export default async function Living({ params }: Given) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const at = new Date()
  const held = await openHeld(token, at)
  if (!held.ok) notFound()
  const design = held.value
  const family = await loadFamily(design.family)
  const here = destinationOf({ country: design.country })
  if (!family || !here.ok) notFound()
  const market = await currentMarket(here.value, at)
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
      <LivingPhone
        token={token}
        design={design}
        configurator={{
          family: family.id,
          groups: family.groups,
          parameters: plainParameters(family),
          presets: family.presets.map((one) => {
            const still = stillNamed(family.id, one.id)
            return { ...one, ...(still ? { still } : {}) }
          }),
          market: { ...market, ateliers },
          destinations,
          document: { family: design.family, model: design.model, choices: design.choices },
          inapplicable: inapplicableIn(family, design.choices),
          atelier: design.atelier,
        }}
      />
    </WordsProvider>
  )
}
