'use client'

import { useEffect, useState } from 'react'
import { ageText } from '@/components/build/age'
import { useWords } from '@/components/ui/words'

/** How old a fact is: as the server told it, and from there by the seconds that pass. `seconds`: its age when the page was made. */
export function LiveAge({ at, seconds }: { at: string; seconds: number }) {
  const { t } = useWords()
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const began = performance.now()
    const timer = setInterval(() => setPassed(Math.round((performance.now() - began) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  return <time dateTime={at}>{t('build.last-fact', { age: ageText(t, seconds + passed) })}</time>
}
