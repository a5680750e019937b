import { useCallback, useEffect, useRef, useState } from 'react'
import { RequestKeys } from '@/components/ui/request-keys'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { DesignRow, SalonDesign } from '@/lib/domain/salon/book'
import { ATELIER_KEY, type Screen, screenOf } from '@/lib/domain/salon/living'
import { ask } from './ask'
import { dropDesign, keepDesign, keptDesign, layOpen, lyingOpen } from './kept-designs'
import { type LivingSync, livingSync } from './living-sync'

/** Begun without a line: its name until the server gives it one. */
const LOCAL = 'local_'
const AGAIN = 3_000

interface OnTable {
  design: SalonDesign
  sync: LivingSync
}

export interface Beginning {
  document: DesignDocument
  atelier: string
  client?: string | undefined
}

/** The design on the table and the others of this visit. Everything is on this device too, so that it outlives the line. */
export function useDesigns(locale: string, initials: string, onRefused: (code: string, words: string) => void) {
  const [table, setTable] = useState<OnTable>()
  const [rows, setRows] = useState<readonly DesignRow[]>([])
  const births = useRef(new Map<string, Beginning>())
  const [keys] = useState(() => new RequestKeys())
  const open = useRef<OnTable>(undefined)
  open.current = table

  const lay = useCallback(
    (design: SalonDesign, screen?: Screen) => {
      const known = design.id.startsWith(LOCAL) ? undefined : design.id
      // What is written last must stay last.
      let writing: Promise<void> = Promise.resolve()
      const keep = (now: Screen) => {
        writing = writing.then(() => keepDesign({ id: design.id, design, screen: now })).catch(() => undefined)
      }
      const sync = livingSync({
        design,
        door: known && `/api/v1/salon/designs/${known}`,
        stream: known && `/live/salon/designs/${known}`,
        ...{ by: 'advisor', initials, locale, screen, keep },
      })
      keep(sync.screen())
      void layOpen(design.id)
      // The design that leaves the table stays in the strip as it was left.
      const before = open.current
      setRows((all) => [rowOf(design), ...(before ? [rowOf(before.design, before.sync)] : []), ...all].filter(first))
      setTable({ design, sync })
    },
    [initials, locale],
  )

  const openDesign = useCallback(
    async (id: string) => {
      const [answer, kept] = await Promise.all([
        ask<SalonDesign>(locale, 'GET', `/api/v1/salon/designs/${id}`),
        keptDesign(id).catch(() => undefined),
      ])
      if (answer.ok) lay(answer.value, kept?.screen)
      else if (kept && !answer.line) lay(kept.design, kept.screen)
      else {
        if (answer.line && answer.code !== 'session.unknown') await dropDesign(id)
        onRefused(answer.code, answer.words)
      }
    },
    [locale, lay, onRefused],
  )

  const begin = useCallback(
    async (beginning: Beginning) => {
      const key = crypto.randomUUID()
      const answer = await ask<SalonDesign>(locale, 'POST', '/api/v1/salon/designs', beginning, key)
      if (answer.ok) return lay(answer.value)
      if (answer.line) return onRefused(answer.code, answer.words)
      const id = `${LOCAL}${key}`
      births.current.set(id, beginning)
      const { document, atelier } = beginning
      lay({ id, ...document, atelier, version: 0, touches: [], present: [] })
    },
    [locale, lay, onRefused],
  )

  /** Goes on from what the client saved; for this the line is needed. */
  const openSaved = useCallback(
    async (client: string, revision: string, atelier: string) => {
      const path = `/api/v1/salon/clients/${client}/designs`
      const key = keys.keyFor({ path, revision, atelier })
      const answer = await ask<SalonDesign>(locale, 'POST', path, { revision, atelier }, key)
      if (answer.ok) {
        keys.answered()
        lay(answer.value)
      } else onRefused(answer.code, answer.words)
    },
    [keys, locale, lay, onRefused],
  )

  // A design that was begun without a line is given its name as soon as there is one; what was wished meanwhile comes along.
  const unborn = table?.design.id.startsWith(LOCAL) ? table : undefined
  useEffect(() => {
    if (!unborn) return
    const { design, sync } = unborn
    let ended = false
    const bear = async () => {
      const known = births.current.get(design.id)
      const beginning = known ?? { document: documentOf(design), atelier: design.atelier }
      const answer = await ask<SalonDesign>(locale, 'POST', '/api/v1/salon/designs', beginning, design.id.slice(LOCAL.length))
      if (ended || !answer.ok) return
      ended = true
      const waiting = sync.screen().pending
      await dropDesign(design.id)
      setRows((all) => all.filter(({ id }) => id !== design.id))
      open.current = undefined
      const born = answer.value
      const whole = { ...born.choices, [ATELIER_KEY]: born.atelier }
      lay(born, { ...screenOf(born.version, whole), pending: waiting })
    }
    const timer = setInterval(() => void bear(), AGAIN)
    const now = () => void bear()
    window.addEventListener('online', now)
    return () => {
      ended = true
      clearInterval(timer)
      window.removeEventListener('online', now)
    }
  }, [unborn, locale, lay])

  useEffect(() => {
    void lyingOpen()
      .then(async (id) => {
        if (id?.startsWith(LOCAL)) {
          const kept = await keptDesign(id)
          if (kept) lay(kept.design, kept.screen)
        } else if (id) await openDesign(id)
      })
      .catch(() => undefined)
  }, [lay, openDesign])

  const clear = useCallback((forgotten?: string) => {
    setTable(undefined)
    void layOpen(undefined)
    if (forgotten) {
      setRows((all) => all.filter(({ id }) => id !== forgotten))
      void dropDesign(forgotten)
    } else setRows([])
  }, [])

  return { table, rows, openDesign, openSaved, begin, clear }
}

const documentOf = ({ family, model, choices }: SalonDesign): DesignDocument => ({ family, model, choices })

function rowOf(design: SalonDesign, sync?: LivingSync): DesignRow {
  const { [ATELIER_KEY]: atelier = design.atelier, ...choices } = sync?.shown() ?? design.choices
  const touched = new Date().toISOString()
  const order = sync?.state.getState().order ?? design.order
  const ordered = order !== undefined && order.state !== 'open' && order.state !== 'cancelled'
  return { id: design.id, family: design.family, choices, atelier: String(atelier), touched, ordered }
}

const first = (row: DesignRow, index: number, all: readonly DesignRow[]) => all.findIndex(({ id }) => id === row.id) === index
