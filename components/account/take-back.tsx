'use client'

import { useActionState } from 'react'

type Told = { note: string } | undefined

interface TakeBackProps {
  locale: string
  order: string
  /** The link that is seen here. */
  replaces: string
  action(before: Told, form: FormData): Promise<Told>
  words: { action: string; help: string }
}

/** Takes the link of a live page back, on a client's own page. */
export function TakeBack({ locale, order, replaces, action, words }: TakeBackProps) {
  const [told, submit, busy] = useActionState(action, undefined)
  return (
    <form action={submit} className="take-back">
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="order" value={order} />
      <input type="hidden" name="replaces" value={replaces} />
      <button className="link tall" type="submit" disabled={busy} title={words.help}>
        {words.action}
      </button>
      <span className="small quiet" role="status">
        {told?.note}
      </span>
    </form>
  )
}
