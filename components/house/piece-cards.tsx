import Link from 'next/link'
import type { Locale, Translate } from '@/lib/words/render'
import { Still } from './still'
import { stillNamed } from './stills'

export interface PieceCard {
  family: string
  /** Whose still stands for it. */
  preset: string
  cities: readonly string[]
  from?: string
}

/** What the house makes, one card a family. */
export function PieceCards({ locale, t, cards }: { locale: Locale; t: Translate; cards: readonly PieceCard[] }) {
  return (
    <div className="preset-row pieces">
      {cards.map(({ family, preset, cities, from }) => (
        <Link key={family} className="preset" href={`/${locale}/pieces/${family}`}>
          <div className="preset-picture">
            <Still picture={stillNamed(family, preset)} alt={t(`families.${family}`)} sizes="(min-width: 768px) 40vw, 78vw" />
          </div>
          <h3>{t(`families.${family}`)}</h3>
          <p>
            <span>{t('pages.pieces.made-in', { cities: cities.join(', ') })}</span>
            <strong>{from ?? t('pages.landing.price-waiting')}</strong>
          </p>
        </Link>
      ))}
    </div>
  )
}
