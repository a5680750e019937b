'use client'

import { useWords } from '@/components/ui/words'
import type { CutHide } from '@/lib/domain/nesting/cut-plan'
import { formatNumber } from '@/lib/words/format'
import './hide-maps.css'

/** Round the hide, mm. */
const ROOM = 24

/** Where on its hides the piece comes from: the atelier's own hide, and the nest of the papers. Dashed until it was cut. */
export function HideMaps({ hides, isCut }: { hides: readonly CutHide[]; isCut: boolean }) {
  const { t } = useWords()
  return (
    <section className="hide-maps" aria-labelledby="hide-maps">
      <div>
        <h2 id="hide-maps" className="ui-head">
          {t('build.hide.title', { count: hides.length })}
        </h2>
        <p className="small quiet hide-lead">{t(isCut ? 'build.hide.cut' : 'build.hide.planned')}</p>
        <p className="small quiet hide-lead">{t('build.hide.legend')}</p>
      </div>
      {hides.map((hide) => (
        <HideMap key={hide.id} hide={hide} isCut={isCut} />
      ))}
    </section>
  )
}

function HideMap({ hide, isCut }: { hide: CutHide; isCut: boolean }) {
  const { t, locale } = useWords()
  const [xs, ys] = [hide.outline.map(([x]) => x), hide.outline.map(([, y]) => y)]
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const path = (ring: CutHide['outline']) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${(-y).toFixed(1)}`).join('L')}Z`
  const metres = (mm: number) => formatNumber(locale, mm / 1000, 2)
  const clip = `hide-${hide.id}`
  return (
    <figure className="hide-map">
      <svg
        viewBox={`${left - ROOM} ${-high - ROOM} ${right - left + 2 * ROOM} ${high - low + 2 * ROOM}`}
        role="img"
        aria-label={t('build.hide.picture', { count: hide.placements.length, hide: hide.id })}
      >
        <clipPath id={clip}>
          <path d={path(hide.outline)} />
        </clipPath>
        <path className="hide-leather" d={path(hide.outline)} />
        <g clipPath={`url(#${clip})`}>
          {hide.zones.map(({ outline, quality }) => (
            <path key={path(outline)} className={`hide-zone q${quality}`} d={path(outline)} />
          ))}
        </g>
        {hide.defects.map((scar) => (
          <path key={path(scar)} className="hide-scar" d={path(scar)} />
        ))}
        {hide.placements.map(({ panel, box: [x0, y0, x1, y1] }) => (
          <rect
            key={panel}
            className={isCut ? 'hide-panel cut' : 'hide-panel'}
            x={x0}
            y={-y1}
            width={x1 - x0}
            height={y1 - y0}
            rx={5}
          />
        ))}
        <path className="hide-edge" d={path(hide.outline)} />
      </svg>
      <figcaption className="small">
        {t(`materials.${hide.material}`)}, {t(`colours.${hide.colour}`)}
        <span className="quiet">
          {t('build.hide.about', {
            hide: hide.id,
            width: metres(right - left),
            height: metres(high - low),
            count: hide.placements.length,
          })}
        </span>
      </figcaption>
    </figure>
  )
}
