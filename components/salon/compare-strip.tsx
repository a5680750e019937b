'use client'

import { useWords } from '@/components/ui/words'
import type { DesignRow } from '@/lib/domain/salon/book'
import { formatMoney } from '@/lib/words/format'
import { useConfigured } from '../configurator/context'
import { nearestPreset } from '../configurator/nearest-preset'
import { presetName } from '../configurator/parameter-words'
import { designName } from './design-name'
import { type SalonFamily, useSalon } from './salon-context'

const SHOWN = 4

/** The designs of this visit side by side, then the house's own starting points; a tap opens one. */
export function CompareStrip(given: {
  current: string
  designs: readonly DesignRow[]
  prices: Readonly<Record<string, string>>
  onOpen(id: string): void
  onBegin(family: SalonFamily, preset: string): void
}) {
  const { t } = useWords()
  const { props } = useSalon()
  const { current, designs, prices } = given
  const choices = useConfigured((state) => state.document.choices)
  const price = usePrice()
  const row = designs.find(({ id }) => id === current)
  const others = designs.filter(({ id }) => id !== current).slice(0, SHOWN - 1)
  const own = { id: current, family: row?.family ?? props.families[0]?.family ?? '', choices }
  const free = SHOWN - 1 - others.length
  const points = props.families.flatMap((family) => family.presets.map((preset) => ({ family, preset }))).slice(0, free)
  return (
    <ul className="sl-strip" aria-label={t('salon.compare')}>
      {[own, ...others].map((design) => {
        const family = props.families.find((one) => one.family === design.family)
        const still = nearestPreset(family?.presets ?? [], design.choices)?.still
        const isOpen = design.id === current
        return (
          <li key={design.id}>
            <button
              type="button"
              className="sl-tile"
              aria-pressed={isOpen}
              onClick={() => {
                if (!isOpen) given.onOpen(design.id)
              }}
            >
              {still ? (
                <img src={still.src} srcSet={still.srcSet} sizes="110px" width={110} height={104} alt="" />
              ) : (
                <span className="sl-tile-empty" />
              )}
              <span className="name">{designName(t, family, design.choices)}</span>
              <span className="quiet">{(isOpen ? price : prices[design.id]) ?? t('salon.not-priced')}</span>
            </button>
          </li>
        )
      })}
      {points.map(({ family, preset }) => (
        <li key={`${family.family} ${preset.id}`}>
          <button type="button" className="sl-tile" data-point onClick={() => given.onBegin(family, preset.id)}>
            {preset.still ? (
              <img src={preset.still.src} srcSet={preset.still.srcSet} sizes="110px" width={110} height={104} alt="" />
            ) : (
              <span className="sl-tile-empty" />
            )}
            <span className="name">{presetName(t, preset.id)}</span>
            <span className="quiet">{t('salon.begin-from')}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Price of the open design as it stands, in words. */
export function usePrice(): string | undefined {
  const { locale } = useWords()
  const quote = useConfigured((state) => state.judged?.answers.find(({ atelier }) => atelier === state.atelier)?.quote)
  return quote && formatMoney(locale, quote.shownTotal)
}
