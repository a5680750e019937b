'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/components/ui/words'
import type { Present } from '@/lib/domain/salon/book'
import type { Change, Hand } from '@/lib/domain/salon/living'
import { tellChoice } from '@/lib/words/telling'
import type { PanelParameter } from '../configurator/context'

/** Initials in a ring: the house's in ink, the client's in brass. */
export function Disc({ by, initials, small }: { by: Hand; initials: string; small?: boolean }) {
  const { t } = useWords()
  const name = initials || t(`salon.hand-name.${by}`)
  return (
    <span
      className="sl-disc"
      data-by={by}
      data-small={small || undefined}
      role="img"
      aria-label={t(`salon.hand-of.${by}`, { initials: name })}
    >
      <span aria-hidden="true">{initials || name.slice(0, 1)}</span>
    </span>
  )
}

/** Who looks at the design now. */
export function Presence({ present, own }: { present: readonly Present[]; own: Present }) {
  const { t } = useWords()
  const others = present.filter(({ by, initials }) => by !== own.by || initials !== own.initials)
  const all = [own, ...others].sort((one, two) => one.by.localeCompare(two.by))
  return (
    <p className="sl-presence" role="status">
      <span className="sl-discs">
        {all.map(({ by, initials }) => (
          <Disc key={`${by}${initials}`} by={by} initials={initials} />
        ))}
      </span>
      <span>{t(others.length > 0 ? 'salon.two-screens' : 'salon.one-screen')}</span>
    </p>
  )
}

/** A touch is news for so long, seconds. */
const NEWS = 120

/** "A.B. from 0.40, 3 s ago" under the choice that somebody touched. */
export function Touch({ change, parameter }: { change: Change | undefined; parameter: PanelParameter }) {
  const { t, locale } = useWords()
  const [now, setNow] = useState(() => Date.now())
  const at = change ? Date.parse(change.at) : 0
  const seconds = Math.max(0, Math.round((now - at) / 1000))
  const fresh = change !== undefined && seconds < NEWS
  useEffect(() => {
    setNow(Date.now())
    if (!at || Date.now() - at > NEWS * 1000) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [at])
  if (!change || !fresh) return null
  const before = tellChoice(t, locale, parameter, change.before)
  const age = seconds < 60 ? t('salon.seconds', { n: seconds }) : t('salon.minutes', { n: Math.floor(seconds / 60) })
  return (
    <p className="sl-touch" data-by={change.by}>
      <Disc by={change.by} initials={change.initials} small />
      <span>{before === '' ? t('salon.touched-now', { age }) : t('salon.touched', { before, age })}</span>
    </p>
  )
}
