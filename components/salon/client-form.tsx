'use client'

import { type FormEvent, useId, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { ClientBook } from '@/lib/domain/salon/book'
import { FINGERS, OCCASIONS } from '@/lib/domain/salon/book-options'
import { formatNumber } from '@/lib/words/format'
import { ask } from './ask'
import { FormRows } from './form-rows'

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)
const DAYS = Array.from({ length: 31 }, (_, index) => index + 1)
/** ISO 8653, in millimetres of circumference. */
const SIZES = Array.from({ length: 71 }, (_, index) => 41_000 + index * 500)

type SizeRow = Record<'finger' | 'circumference', string>
type DateRow = Record<'kind' | 'month' | 'day', string>

/** A new client's first page, or the whole book to write in. */
export function ClientForm({ book, onSaved }: { book?: ClientBook; onSaved(book: ClientBook): void }) {
  const { t, locale } = useWords()
  const id = useId()
  const key = useRef(crypto.randomUUID())
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [where, setWhere] = useState<string>()
  const [sizes, setSizes] = useState<readonly SizeRow[]>(
    book?.sizes.map(({ finger, circumference }) => ({ finger, circumference: String(circumference) })) ?? [],
  )
  const [dates, setDates] = useState<readonly DateRow[]>(
    book?.occasions.map(({ kind, month, day }) => ({ kind, month: String(month), day: String(day) })) ?? [],
  )
  const monthName = (month: number) =>
    new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, month - 1, 1)))

  const sizeName = (size: number) => formatNumber(locale, size / 1000, size % 1000 === 0 ? 0 : 1)

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    if (text('name') === '') {
      setWhere('name')
      setFault(t('salon.form.name-needed'))
      event.currentTarget.querySelector<HTMLElement>('[name="name"]')?.focus()
      return
    }
    const parts = {
      ...Object.fromEntries(['name', 'email', 'phone', 'today', 'likes', 'notes', 'followUp'].map((name) => [name, text(name)])),
      sizes: sizes.map(({ finger, circumference }) => ({ finger, circumference: Number(circumference) })),
      occasions: dates.map(({ kind, month, day }) => ({ kind, month: Number(month), day: Number(day) })),
    }
    setBusy(true)
    const answer = book
      ? await ask<ClientBook>(locale, 'PUT', `/api/v1/salon/clients/${book.id}`, { version: book.version, parts })
      : await ask<ClientBook>(locale, 'POST', '/api/v1/salon/clients', parts, key.current)
    setBusy(false)
    if (answer.ok) return onSaved(answer.value)
    const field = /^\/(?:parts\/)?(\w+)/.exec(answer.path ?? '')?.[1]
    setWhere(field)
    setFault(field && t.has(`salon.form.wrong.${field}`) ? t(`salon.form.wrong.${field}`) : answer.words || t('salon.form.kept'))
  }

  const faultOf = (name: string) => (where === name && fault ? { 'aria-invalid': true, 'aria-describedby': `${id}-fault` } : {})
  const line = (name: 'name' | 'email' | 'phone', type: string, initial: string | undefined) => (
    <div>
      <label className="label" htmlFor={`${id}-${name}`}>
        {t(`salon.form.${name}`)}
      </label>
      <input
        id={`${id}-${name}`}
        name={name}
        type={type}
        className="field"
        autoComplete="off"
        maxLength={200}
        defaultValue={initial}
        {...faultOf(name)}
      />
    </div>
  )
  const prose = (name: 'today' | 'likes' | 'followUp' | 'notes', initial: string | undefined) => (
    <div>
      <label className="label" htmlFor={`${id}-${name}`}>
        {t(`salon.form.${name}`)}
      </label>
      <textarea
        id={`${id}-${name}`}
        name={name}
        className="field"
        rows={2}
        maxLength={600}
        defaultValue={initial}
        {...faultOf(name)}
      />
    </div>
  )

  return (
    <form className="sl-form" onSubmit={save} noValidate>
      {line('name', 'text', book?.name)}
      <div className="sl-form-pair">
        {line('email', 'email', book?.email)}
        {line('phone', 'tel', book?.phone)}
      </div>
      <FormRows
        legend={t('salon.sizes')}
        rows={sizes}
        columns={[
          { field: 'finger', label: t('salon.form.finger'), options: FINGERS.map((one) => [one, t(`salon.finger.${one}`)]) },
          { field: 'circumference', label: t('salon.form.size'), options: SIZES.map((one) => [String(one), sizeName(one)]) },
        ]}
        most={FINGERS.length}
        add={t('salon.form.add-size')}
        fresh={() => {
          const free = FINGERS.filter((finger) => !sizes.some((size) => size.finger === finger))
          return { finger: free.includes('left-ring') ? 'left-ring' : (free[0] ?? 'left-ring'), circumference: '54000' }
        }}
        onChange={setSizes}
      />
      <FormRows
        legend={t('salon.dates')}
        rows={dates}
        columns={[
          { field: 'kind', label: t('salon.form.occasion'), options: OCCASIONS.map((one) => [one, t(`salon.occasion.${one}`)]) },
          { field: 'day', label: t('salon.form.day'), options: DAYS.map((one) => [String(one), String(one)]) },
          { field: 'month', label: t('salon.form.month'), options: MONTHS.map((one) => [String(one), monthName(one)]) },
        ]}
        most={12}
        add={t('salon.form.add-date')}
        fresh={() => ({ kind: 'anniversary', month: '1', day: '1' })}
        onChange={setDates}
        className="dates"
      />
      {prose('today', book?.today)}
      {prose('likes', book?.likes)}
      {book && prose('followUp', book.followUp)}
      {book && prose('notes', book.notes)}
      <p className="help">{t('salon.form.visit-only')}</p>
      {fault && (
        <p className="fault" role="alert" id={`${id}-fault`}>
          <Icon name="blocked" size={14} />
          {fault}
        </p>
      )}
      <button type="submit" className="button" aria-busy={busy || undefined} disabled={busy}>
        {t(book ? 'salon.form.save' : 'salon.form.open')}
      </button>
    </form>
  )
}
