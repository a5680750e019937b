'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/components/ui/words'
import { formatDate } from '@/lib/words/format'

/** How old the last fact is, on our clock; amber when it is older than it should be. */
export function Age({ at, timeZone, stale }: { at: string | undefined; timeZone: string; stale: number | undefined }) {
  const { t, locale } = useWords()
  // Unknown while the server renders: its clock is not the reader's.
  const [now, setNow] = useState<number>()
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (!at) return <>{t('build.no-fact')}</>
  if (now === undefined)
    return <time dateTime={at}>{t('build.last-fact-at', { at: formatDate(locale, at, 'moment', timeZone) })}</time>
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000))
  const late = stale !== undefined && seconds > stale
  return (
    <time dateTime={at} className={late ? 'state advice' : undefined}>
      {t(stale === undefined ? 'build.last-fact' : 'build.live', { age: ageText(t, seconds) })}
      {late && <span className="build-stale"> · {t('build.stale')}</span>}
    </time>
  )
}

export function ageText(t: (key: string, values: Record<string, number>) => string, seconds: number): string {
  if (seconds < 90) return t('build.age.seconds', { n: seconds })
  if (seconds < 5400) return t('build.age.minutes', { n: Math.round(seconds / 60) })
  if (seconds < 129_600) return t('build.age.hours', { n: Math.round(seconds / 3600) })
  return t('build.age.days', { n: Math.round(seconds / 86_400) })
}
