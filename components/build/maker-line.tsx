'use client'

import { type FormEvent, useId, useMemo, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'

export interface LeftLine {
  id: string
  text: string
  name?: string
  occasion?: string
  at: string
  /** What the house answered, oldest first. */
  answers: readonly { id: string; text: string; at: string }[]
}

/** As lib/server/maker-lines.ts counts. */
const LONGEST = 240

/** A line from the client to whoever is making the piece, with what the maker may know of them. */
export function MakerLines(props: { token: string; city: string; lines: readonly LeftLine[]; isOver: boolean }) {
  const { t } = useWords()
  const [lines, setLines] = useState(props.lines)
  const [open, setOpen] = useState(false)
  return (
    <div className="build-lines">
      {!props.isOver && (
        <button type="button" className="button second build-line-open" onClick={() => setOpen(true)}>
          {t('build.line.open')}
        </button>
      )}
      {lines.length > 0 && (
        <>
          <h2 className="caption mt-6">{t('build.line.yours')}</h2>
          <ul className="build-line-list">
            {lines.map(({ id, text, name, occasion, answers }) => (
              <li key={id}>
                <q>{text}</q>
                {(name || occasion) && <span className="small quiet"> {[name, occasion].filter(Boolean).join(' · ')}</span>}
                {answers.map((answer) => (
                  <p key={answer.id} className="build-answer">
                    <span className="caption">{t('build.line.answered')}</span> {answer.text}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('build.line.title')} closeLabel={t('build.line.close')}>
        <LineForm
          token={props.token}
          city={props.city}
          onLeft={(line) => {
            setLines((before) => [...before.filter(({ id }) => id !== line.id), line])
            setOpen(false)
          }}
        />
      </Sheet>
    </div>
  )
}

function LineForm({ token, city, onLeft }: { token: string; city: string; onLeft(line: LeftLine): void }) {
  const { t, locale } = useWords()
  const id = useId()
  const key = useRef(crypto.randomUUID())
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const segmenter = useMemo(() => new Intl.Segmenter(locale, { granularity: 'grapheme' }), [locale])
  const left = LONGEST - [...segmenter.segment(text.normalize('NFC').trim())].length

  async function leave(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const occasion = String(form.get('occasion') ?? '').trim()
    setBusy(true)
    setFault(undefined)
    try {
      const answer = await fetch(`/api/v1/builds/${encodeURIComponent(token)}/lines`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': locale, 'idempotency-key': key.current },
        body: JSON.stringify({ text, withName: form.get('name') === 'on', ...(occasion ? { occasion } : {}) }),
      })
      const said = (await answer.json()) as LeftLine & { words?: string }
      if (answer.ok) return onLeft(said)
      setFault(said.words ?? t('build.line.failed'))
    } catch {
      setFault(t('build.line.failed'))
    }
    setBusy(false)
  }

  return (
    <form onSubmit={leave} noValidate className="build-line-form">
      <p className="quiet" id={`${id}-help`}>
        {t('build.line.help', { city, most: LONGEST })}
      </p>
      <div>
        <label className="label" htmlFor={`${id}-text`}>
          {t('build.line.text')}
        </label>
        <textarea
          id={`${id}-text`}
          className="field"
          rows={4}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          aria-describedby={`${id}-help ${id}-left`}
          aria-invalid={left < 0 || undefined}
        />
        <p id={`${id}-left`} className={left < 0 ? 'fault mt-1' : 'help mt-1'}>
          {left < 0 ? t('build.line.over', { n: -left }) : t('build.line.left', { n: left })}
        </p>
      </div>
      <label className="build-check">
        <input type="checkbox" name="name" />
        <span>{t('build.line.name')}</span>
      </label>
      <div>
        <label className="label" htmlFor={`${id}-occasion`}>
          {t('build.line.occasion')}
        </label>
        <input id={`${id}-occasion`} name="occasion" className="field" maxLength={60} aria-describedby={`${id}-occasion-help`} />
        <p id={`${id}-occasion-help`} className="help mt-1">
          {t('build.line.occasion-help')}
        </p>
      </div>
      {fault && (
        <p className="fault" role="alert">
          <Icon name="blocked" size={14} />
          {fault}
        </p>
      )}
      <button type="submit" className="button" disabled={busy || left < 0 || text.trim() === ''}>
        {t(busy ? 'build.line.sending' : 'build.line.send')}
      </button>
    </form>
  )
}
