import Link from 'next/link'
import type { Locale, Translate } from '@/lib/words/render'
import { Still } from './still'
import { stillNamed } from './stills'

/** Places to start, each with the words of its least price now. */
export function PresetRow(props: {
  locale: Locale
  t: Translate
  family: string
  presets: readonly { id: string; material: string; from?: string }[]
}) {
  const { locale, t, family } = props
  return (
    <div className="preset-row">
      {props.presets.map(({ id, material: key, from }) => {
        const material = t(`materials.${key}`)
        return (
          <Link key={id} className="preset" href={`/${locale}/design/${family}?preset=${id}`}>
            <div className="preset-picture">
              <Still
                picture={stillNamed(family, id)}
                alt={t('pages.still.alt', { name: t(`presets.${id}`), material })}
                sizes="(min-width: 768px) 24vw, 78vw"
              />
            </div>
            <h3>{t(`presets.${id}`)}</h3>
            <p>
              <span>{material}</span>
              <strong>{from ?? t('pages.landing.price-waiting')}</strong>
            </p>
          </Link>
        )
      })}
    </div>
  )
}
