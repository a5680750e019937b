import type { PieceCard } from '@/components/house/piece-cards'
import { fromPrice } from '@/components/house/recommendation'
import { distanceKm } from '@/lib/domain/network/distance'
import { catalogue, loadFamily } from '@/lib/domain/products/catalogue'
import { destinationOf } from '@/lib/server/destinations'
import { showcase } from '@/lib/server/showcase'
import { type Locale, translator } from '@/lib/words/render'
import { homeCountry } from './home-country'

/** Each family with its least price and where its presets can be made, for a visitor of this language; the nearest atelier's city. */
export async function pieceCards(locale: Locale): Promise<{ cards: PieceCard[]; city: string }> {
  const t = translator(locale)
  const at = new Date()
  const country = homeCountry(locale)
  const place = destinationOf({ country })
  const shown = await Promise.all(
    catalogue.map(async ({ id }) => ({ family: await loadFamily(id), window: await showcase(id, { country }, at) })),
  )
  const ateliers = shown[0]?.window?.ateliers ?? []
  const nearest = place.ok
    ? [...ateliers].sort((a, b) => distanceKm(a.place, place.value.place) - distanceKm(b.place, place.value.place))[0]
    : undefined
  const cards = shown.flatMap(({ family, window }): PieceCard[] => {
    const [preset] = family?.presets ?? []
    if (!family || !preset) return []
    const answers = window?.exhibits.flatMap((exhibit) => exhibit.answers) ?? []
    const able = new Set(answers.filter(({ verdict }) => verdict.outcome !== 'blocked').map(({ atelier }) => atelier))
    const from = fromPrice(t, locale, answers)
    return [
      {
        family: family.id,
        preset: preset.id,
        cities: ateliers.filter(({ id }) => able.has(id)).map(({ city }) => city),
        near: nearest !== undefined && able.has(nearest.id),
        ...(from ? { from } : {}),
      },
    ]
  })
  return { cards, city: nearest?.city ?? '' }
}
