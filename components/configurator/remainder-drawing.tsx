'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/components/ui/words'
import type { Remainder } from '@/lib/drafting/protocol'
import { formatLength } from '@/lib/words/format'
import { readPixelsPerMillimetre, USUAL_PIXELS } from './screen-scale'
import { shapePath } from './shape-path'

/** Room of the enlarged letters, CSS pixels. */
const ROOM = { width: 210, height: 84 }
/** Paper round the letters, mm. */
const MARGIN = 0.3

/** What the atelier's finest tool leaves of the letters: as large as it will be, and as large as it can be seen. */
export function RemainderDrawing({ remainder }: { remainder: Remainder }) {
  const { t, locale } = useWords()
  const [scale, setScale] = useState(USUAL_PIXELS)
  useEffect(() => setScale(readPixelsPerMillimetre() ?? USUAL_PIXELS), [])
  const { whole, shape, toolRadius } = remainder
  const points = whole.flat()
  const left = Math.min(...points.map(([x]) => x)) - MARGIN
  const top = Math.max(...points.map(([, y]) => y)) + MARGIN
  const width = Math.max(...points.map(([x]) => x)) + MARGIN - left
  const height = top - Math.min(...points.map(([, y]) => y)) + MARGIN
  const larger = Math.min(ROOM.width / width, ROOM.height / height)
  const um = (length: number) => Math.round(length * 1000)
  const drawing = (pixels: number) => (
    <svg
      width={Math.round(width * pixels)}
      height={Math.round(height * pixels)}
      viewBox={`${um(left)} ${um(-top)} ${um(width)} ${um(height)}`}
      aria-hidden="true"
      focusable="false"
    >
      <path className="whole" d={shapePath(whole)} fillRule="evenodd" />
      <path className="left" d={shapePath(shape)} fillRule="evenodd" />
    </svg>
  )
  return (
    <figure className="cf-left" aria-label={t('configurator.remainder-label')}>
      {drawing(scale)}
      {larger > 1.5 * scale && drawing(larger)}
      <figcaption className="small quiet">
        {t('configurator.remainder-card', { tool: formatLength(locale, 2 * toolRadius) })}
      </figcaption>
    </figure>
  )
}
