'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { Icon } from '@/components/ui/icon'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import { Book } from './client-book'
import { ClientFinder } from './client-finder'
import { ClientForm } from './client-form'
import { DesignTable } from './design-table'
import type { LineState } from './living-sync'
import { SalonContext, type SalonFamily, type SalonProps } from './salon-context'
import { SalonHeader } from './salon-header'
import { useBook } from './use-book'
import { useDesigns } from './use-designs'
import './salon.css'

const VIEW = 'lot-one-salon-client-view'
const NO_DESIGN = createStore<Pick<LineState, 'line' | 'waiting' | 'gone' | 'signedOut'>>(() => ({
  ...{ line: 'up', waiting: 0, gone: false, signedOut: false },
}))

/** The tablet between advisor and client. */
export function Salon(props: SalonProps) {
  const { t, locale } = useWords()
  const [clientView, setClientView] = useState(false)
  const [signedOut, setSignedOut] = useState(false)
  const [note, setNote] = useState<string>()
  const [making, setMaking] = useState(false)
  const [prices, setPrices] = useState<Readonly<Record<string, string>>>({})
  const online = useOnline()

  const onRefused = useCallback(
    (code: string, words: string) => {
      if (code === 'session.unknown') setSignedOut(true)
      else setNote(words || t('salon.line-lost'))
    },
    [t],
  )
  const client = useBook(locale, onRefused)
  const designs = useDesigns(locale, props.advisor.initials, onRefused)
  const { table } = designs
  const line = useStore(table?.sync.state ?? NO_DESIGN)
  const { clear } = designs

  useEffect(() => {
    setClientView(sessionStorage.getItem(VIEW) === 'on')
    void keepWorker(locale)
  }, [locale])
  useEffect(() => {
    if (line.gone && table) {
      clear(table.design.id)
      setNote(t('salon.design-gone'))
    }
  }, [line.gone, table, clear, t])

  const shared = useMemo(() => ({ props, clientView }), [props, clientView])
  const rows = [...designs.rows, ...(client.book?.designs ?? [])].filter(
    (row, index, all) => all.findIndex(({ id }) => id === row.id) === index,
  )
  const family = props.families.find((one) => one.family === table?.design.family)
  const price = useCallback(
    (text: string) => table && setPrices((all) => (all[table.design.id] === text ? all : { ...all, [table.design.id]: text })),
    [table],
  )

  function begin(of: SalonFamily, preset: string) {
    const found = of.presets.find(({ id }) => id === preset)
    if (!found) return
    setNote(undefined)
    const worn = of.parameters.find(({ presentation }) => presentation === 'circumference')
    const size = worn && client.book?.sizes[0]?.circumference
    const choices = worn && size ? { ...found.choices, [worn.key]: size } : found.choices
    void designs.begin({
      document: { family: of.family, model: of.model, choices },
      atelier: table?.design.atelier ?? props.atelier,
      ...(client.book ? { client: client.book.id } : {}),
    })
  }

  function goOn() {
    if (!table) return
    const { $atelier, ...choices } = table.sync.shown()
    const { family: of, model } = table.design
    void designs.begin({
      document: { family: of, model, choices },
      atelier: String($atelier),
      ...(client.book ? { client: client.book.id } : {}),
    })
  }

  return (
    <SalonContext value={shared}>
      <div className="sl" data-book={client.book ? true : undefined} data-table={table ? true : undefined}>
        <SalonHeader
          line={online && (!table || line.line === 'up') ? 'up' : 'down'}
          waiting={line.waiting}
          onClientView={(on) => {
            sessionStorage.setItem(VIEW, on ? 'on' : 'off')
            setClientView(on)
          }}
        />
        {(signedOut || line.signedOut) && (
          <p className="sl-notice" role="alert">
            <Icon name="lock" size={14} />
            {t('refusals.session.unknown')}{' '}
            <a className="link tall" href={`/${locale}/admin/sign-in`}>
              {t('salon.sign-in')}
            </a>
          </p>
        )}
        {(note || client.gone) && (
          <p className="sl-notice" role="alert">
            <Icon name="advice" size={14} />
            {note ?? t('salon.book-gone')}
            <button type="button" className="link tall" onClick={() => (note ? setNote(undefined) : client.close())}>
              {t('configurator.close')}
            </button>
          </p>
        )}
        <div className="sl-body">
          {client.book && (
            <Book
              book={client.book}
              current={table?.design.id}
              onBook={client.setBook}
              onOpen={(id) => {
                if (id !== table?.design.id) void designs.openDesign(id)
              }}
              onSaved={(revision) => {
                if (client.book) void designs.openSaved(client.book.id, revision, table?.design.atelier ?? props.atelier)
              }}
              onClose={() => {
                client.close()
                clear()
              }}
            />
          )}
          {!client.book && table && (
            <aside className="sl-book" aria-label={t('salon.no-name')}>
              <header>
                <h2>{t('salon.no-name')}</h2>
                <p className="quiet">{t('salon.no-name-help')}</p>
              </header>
              <div className="sl-book-actions">
                <button type="button" className="link tall" onClick={() => clear()}>
                  {t('salon.end-visit')}
                </button>
              </div>
            </aside>
          )}
          {table && family ? (
            <DesignTable
              key={table.design.id}
              design={table.design}
              family={family}
              sync={table.sync}
              designs={rows}
              prices={prices}
              clientName={client.book?.name ?? ''}
              onPrice={price}
              onOpen={(id) => void designs.openDesign(id)}
              onBegin={begin}
              onKeep={goOn}
            />
          ) : (
            <ClientFinder
              onClient={(id) => void client.open(id)}
              onNew={() => setMaking(true)}
              onBegin={begin}
              onSignedOut={() => setSignedOut(true)}
            />
          )}
        </div>
        <Sheet open={making} onClose={() => setMaking(false)} title={t('salon.new-client')} closeLabel={t('configurator.close')}>
          <ClientForm
            onSaved={(book) => {
              setMaking(false)
              client.setBook(book)
            }}
          />
        </Sheet>
      </div>
    </SalonContext>
  )
}

function useOnline(): boolean {
  const [online, setOnline] = useState(true)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    look()
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return online
}

/** The worker keeps this page and what it draws with, so that a lost line loses nothing; where there is none the page works as it is. */
async function keepWorker(locale: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(`/${locale}/salon/worker.js`, { scope: '/' })
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ keep: window.location.pathname })
    document.documentElement.dataset.kept = 'yes'
  } catch {
    // A browser that forbids it: the line is then needed to reload.
  }
}
