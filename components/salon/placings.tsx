'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/components/ui/words'
import { ask } from './ask'

interface Placing {
  shops: readonly { id: string; city: string }[]
  advisors: readonly { id: string; name: string; shop: string | null }[]
}

/** For the owner: who receives clients where. */
export function Placings() {
  const { t, locale } = useWords()
  const [placing, setPlacing] = useState<Placing>()
  const [told, setTold] = useState('')
  useEffect(() => {
    void ask<Placing>(locale, 'GET', '/api/v1/salon/advisors').then((answer) => answer.ok && setPlacing(answer.value))
  }, [locale])
  if (!placing) return null

  async function place(advisor: string, shop: string) {
    const answer = await ask(locale, 'PUT', `/api/v1/salon/advisors/${advisor}`, { shop })
    setTold(answer.ok ? t('salon.placed') : answer.words || t('salon.line-lost'))
    if (answer.ok && placing) {
      const advisors = placing.advisors.map((one) => (one.id === advisor ? { ...one, shop } : one))
      setPlacing({ ...placing, advisors })
    }
  }

  return (
    <fieldset className="sl-placings mb-6">
      <legend className="label">{t('salon.placings')}</legend>
      {placing.advisors.map((advisor) => (
        <label key={advisor.id}>
          <span>{advisor.name}</span>
          <select className="field" value={advisor.shop ?? ''} onChange={(event) => void place(advisor.id, event.target.value)}>
            {advisor.shop === null && (
              <option value="" disabled>
                {t('salon.not-placed')}
              </option>
            )}
            {placing.shops.map((shop) => (
              <option key={shop.id} value={shop.id}>
                {shop.city}
              </option>
            ))}
          </select>
        </label>
      ))}
      {placing.advisors.length === 0 && <p className="quiet">{t('salon.no-advisors')}</p>}
      <p className="help" role="status">
        {told}
      </p>
    </fieldset>
  )
}
