'use client'

import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { RequestKeys } from '@/components/ui/request-keys'
import { useWords } from '@/components/ui/words'
import { useConfigurator, useConfigured } from './context'
import { copyText } from './share'

type Note = { text: string; href?: string; label?: string }

/** Share copies a link that holds the working copy itself; save makes a revision that stays, behind a link of its own. */
export function SaveAndShare({ children }: { children?: React.ReactNode }) {
  const { t, locale } = useWords()
  const { store } = useConfigurator()
  const [note, setNote] = useState<Note>()
  const [busy, setBusy] = useState(false)
  const [keys] = useState(() => new RequestKeys())
  const saved = useConfigured((state) => state.document)
  const [savedAs, setSavedAs] = useState<typeof saved>()

  async function share() {
    const copied = await copyText(window.location.href)
    setNote({ text: t(copied ? 'configurator.share-done' : 'configurator.share-by-hand') })
  }

  async function save() {
    setBusy(true)
    try {
      const { document, parent } = store.getState()
      const wanted = { document, ...(parent ? { parent } : {}) }
      const answer = await fetch('/api/v1/designs', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': locale, 'idempotency-key': keys.keyFor(wanted) },
        body: JSON.stringify(wanted),
      })
      const body = (await answer.json()) as { token?: string; design?: string; words?: string; refusal?: { words?: string } }
      if (!answer.ok || !body.token) {
        setNote({ text: body.words ?? body.refusal?.words ?? t('configurator.save-failed') })
        return
      }
      keys.answered()
      const href = `/${locale}/d/${body.token}`
      await copyText(new URL(href, window.location.origin).href)
      setSavedAs(document)
      store.setState({ parent: body.token })
      const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date())
      const name = (body.design ?? body.token)
        .replace(/^[a-z]+_/, '')
        .slice(-8)
        .replace(/(....)/, '$1 ')
      setNote({ text: t('configurator.saved-at', { time, name }), href, label: t('configurator.save-open') })
    } catch {
      setNote({ text: t('configurator.save-failed') })
    } finally {
      setBusy(false)
    }
  }

  const stale = savedAs !== undefined && savedAs !== saved
  return (
    <>
      <p className="cf-note" role="status">
        {note && (stale && note.href ? t('configurator.save-stale') : note.text)}
        {note?.href && (
          <>
            {' '}
            <a className="link" href={note.href}>
              {note.label}
            </a>
          </>
        )}
      </p>
      <div className="cf-actions">
        <button type="button" onClick={share} aria-label={t('configurator.share')}>
          <Icon name="share" />
          <span>{t('configurator.share')}</span>
        </button>
        {children}
        <button type="button" onClick={save} aria-busy={busy || undefined} disabled={busy} aria-label={t('configurator.save')}>
          <Icon name="save" />
          <span>{t('configurator.save')}</span>
        </button>
      </div>
    </>
  )
}
