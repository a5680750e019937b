import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Configurator } from '@/components/configurator/configurator'
import { inapplicableIn, plainParameters } from '@/components/configurator/plain-parameters'
import { stillNamed } from '@/components/house/stills'
import { WordsProvider } from '@/components/ui/words'
import { distanceKm } from '@/lib/domain/network/distance'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { openDesign } from '@/lib/server/designs'
import { countries, destinationOf } from '@/lib/server/destinations'
import { knownClient } from '@/lib/server/known-client'
import { currentMarket } from '@/lib/server/market'
import { CONFIGURATOR_PARTS, messagesFor } from '@/lib/words/client-messages'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { clientHere } from '../../client-here'
import { homeCountry } from '../../home-country'

interface Given {
  params: Promise<{ locale: string; family: string }>
  searchParams: Promise<{ preset?: string; from?: string; atelier?: string; to?: string }>
}

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale, family } = await params
  if (!isLocale(locale)) return {}
  return {
    title: translator(locale)(`families.${family}`),
    alternates: {
      canonical: `/${locale}/design/${family}`,
      languages: { en: `/en/design/${family}`, fr: `/fr/design/${family}` },
    },
  }
}

export default async function DesignPage({ params, searchParams }: Given) {
  const { locale, family: id } = await params
  const asked = await searchParams
  const family = await loadFamily(id)
  if (!isLocale(locale) || !family) notFound()
  const at = new Date()
  const destinations = countries.flatMap((country) => {
    const found = destinationOf({ country })
    return found.ok ? [found.value] : []
  })
  const here = await clientHere()
  const client = here && (await knownClient(here))
  const wanted = [asked.to, client?.address?.country].find((one) => one !== undefined && countries.includes(one))
  const country = wanted ?? homeCountry(locale)
  const destination = destinations.find((one) => one.country === country) ?? destinations[0]
  if (!destination) notFound()
  const [market, saved] = await Promise.all([currentMarket(destination, at), asked.from ? openDesign(asked.from, at) : undefined])
  // Nearest first, as a client thinks of them.
  const ateliers = [...market.ateliers].sort(
    (a, b) => distanceKm(a.place, destination.place) - distanceKm(b.place, destination.place),
  )
  const preset = family.presets.find((one) => one.id === asked.preset) ?? family.presets[0]
  if (!preset) notFound()
  const document =
    saved?.ok && saved.value.document.family === id
      ? saved.value.document
      : { family: id, model: family.model, choices: preset.choices }
  const priced = new Set(Object.keys(market.priceBook.taxes))
  const atelier = ateliers.find((one) => one.id === asked.atelier) ?? ateliers[0]

  return (
    <WordsProvider locale={locale} messages={messagesFor(locale, CONFIGURATOR_PARTS)}>
      <Configurator
        family={id}
        folds={catalogue.find((entry) => entry.id === id)?.making === 'sewn'}
        groups={family.groups}
        parameters={plainParameters(family)}
        presets={family.presets.map((one) => {
          const still = stillNamed(id, one.id)
          return { ...one, ...(still ? { still } : {}) }
        })}
        market={{ ...market, ateliers }}
        destinations={destinations.filter((one) => priced.has(one.country))}
        document={document}
        inapplicable={inapplicableIn(family, document.choices)}
        atelier={atelier?.id ?? ''}
        {...(client ? { client } : {})}
        {...(saved?.ok && asked.from ? { parent: asked.from } : {})}
      />
    </WordsProvider>
  )
}
