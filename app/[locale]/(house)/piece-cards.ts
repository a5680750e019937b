import type { PieceCard } from '@/components/house/piece-cards'
import { fromPrice } from '@/components/house/recommendation'
import { distanceKm } from '@/lib/domain/network/distance'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { countries, destinationOf } from '@/lib/server/destinations'
import { currentAteliers } from '@/lib/server/market'
import { showcase } from '@/lib/server/showcase'
import { type Locale, translator } from '@/lib/words/render'
import { homeCountry } from './home-country'

/** Where a visitor says to be: an atelier's city or a country. */
export interface Near {
  /** As it stands in the address: an atelier's id or a country's code. */
  value: string
  /** Absent where the visitor named the atelier's own city. */
  country?: string
  city: string
  km: number
}

export interface Pieces {
  /** Each family with its least price and where its presets can be made; near a place only what the nearest atelier can make. */
  cards: PieceCard[]
  cities: { id: string; city: string }[]
  near?: Near
}

/** `wanted`: what the visitor chose, or nothing; nobody is placed anywhere without a word of theirs. */
export async function pieceCards(locale: Locale, wanted?: string): Promise<Pieces> {
  const t = translator(locale)
  const at = new Date()
  const ateliers = await currentAteliers(at)
  const own = ateliers.find(({ id }) => id === wanted)
  const named = wanted && countries.includes(wanted) ? wanted : undefined
  const country = own && countries.includes(own.country) ? own.country : (named ?? homeCountry(locale))
  const place = named ? destinationOf({ country: named }) : undefined
  const measured = ateliers
    .map((atelier) => ({ atelier, km: place?.ok ? distanceKm(atelier.place, place.value.place) : 0 }))
    .sort((a, b) => a.km - b.km)
  const nearest = own ? { atelier: own, km: 0 } : place?.ok ? measured[0] : undefined
  const shown = await Promise.all(
    catalogue.map(async ({ id }) => ({ family: await loadFamily(id), window: await showcase(id, { country }, at) })),
  )
  const cards = shown.flatMap(({ family, window }): PieceCard[] => {
    const [preset] = family?.presets ?? []
    if (!family || !preset) return []
    const answers = window?.exhibits.flatMap((exhibit) => exhibit.answers) ?? []
    const able = new Set(answers.filter(({ verdict }) => verdict.outcome !== 'blocked').map(({ atelier }) => atelier))
    if (nearest && !able.has(nearest.atelier.id)) return []
    const from = fromPrice(t, locale, answers)
    const cities = ateliers.filter(({ id }) => able.has(id)).map(({ city }) => city)
    return [{ family: family.id, preset: preset.id, cities, ...(from ? { from } : {}) }]
  })
  const near: Near | undefined = nearest && {
    value: own?.id ?? country,
    city: nearest.atelier.city,
    km: nearest.km,
    ...(named ? { country: named } : {}),
  }
  return { cards, cities: ateliers.map(({ id, city }) => ({ id, city })), ...(near ? { near } : {}) }
}
