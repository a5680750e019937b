'use client'

import { useState } from 'react'
import { useWords } from '@/components/ui/words'

/** Whether the house may show the piece; asked, never assumed. */
export function Showing({ token, agreed }: { token: string; agreed: boolean }) {
  const { t, locale } = useWords()
  const [checked, setChecked] = useState(agreed)
  const [failed, setFailed] = useState(false)
  async function change(next: boolean) {
    setChecked(next)
    setFailed(false)
    const answer = await fetch(`/api/v1/builds/${encodeURIComponent(token)}/showing`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'accept-language': locale },
      body: JSON.stringify({ agreed: next }),
    }).catch(() => undefined)
    if (answer?.ok) return
    setChecked(!next)
    setFailed(true)
  }
  return (
    <div className="build-showing">
      <label className="build-check small">
        <input type="checkbox" checked={checked} onChange={(event) => void change(event.currentTarget.checked)} />
        <span>{t('build.showing.label')}</span>
      </label>
      {failed && (
        <p className="fault" role="alert">
          {t('build.showing.failed')}
        </p>
      )}
    </div>
  )
}
