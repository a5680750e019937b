'use client'

import { useActionState, useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'

type Shared = { link: string } | { note: string } | undefined

interface ShareRevisionProps {
  locale: string
  revision: string
  /** Links that open it already. */
  links: number
  action(before: Shared, form: FormData): Promise<Shared>
  words: { action: string; link: string; made: string; byHand: string; open: string; stop: string }
}

/** A link to one revision to give away, and taking all such links back. */
export function ShareRevision({ locale, revision, links, action, words }: ShareRevisionProps) {
  const [shared, send, busy] = useActionState(action, undefined)
  const [copied, setCopied] = useState(false)
  const link = shared && 'link' in shared ? shared.link : undefined
  useEffect(() => {
    if (!link) return
    navigator.clipboard?.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }, [link])
  return (
    <form action={send} className="share">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="revision" value={revision} />
      <button className="button second tool" type="submit" disabled={busy} aria-busy={busy || undefined}>
        <Icon name="share" />
        {words.action}
      </button>
      {(links > 0 || link) && !(shared && 'note' in shared) && (
        <button className="link tall" type="submit" name="stop" value="1" disabled={busy}>
          {words.stop}
        </button>
      )}
      {link && (
        <input className="field" readOnly value={link} aria-label={words.link} onFocus={(event) => event.target.select()} />
      )}
      <p className="help" role="status">
        {shared && 'note' in shared ? shared.note : link ? (copied ? words.made : words.byHand) : links > 0 ? words.open : ''}
      </p>
    </form>
  )
}
