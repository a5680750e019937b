'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'

/** Between two fresh looks at a list, ms: a busy house is read once for many changes. */
const REST = 1500
const WASH = 4000

/**
 * Keeps a page as the house is now: it is read again when its stream tells of a change, and changed rows wear the brass wash for four
 * seconds. `event` is what the stream calls such a change; `only`: of this one row.
 */
export function LiveList(props: { source: string; live: string; away: string; event?: 'changed' | 'recorded'; only?: string }) {
  const { source, live, away, event: name = 'changed', only } = props
  const router = useRouter()
  const [connected, setConnected] = useState<boolean>()
  const [pending, refresh] = useTransition()
  const heard = useRef(new Set<string>())
  const shown = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const stream = new EventSource(source)
    stream.onopen = () => setConnected(true)
    stream.onerror = () => setConnected(false)
    stream.addEventListener(name, (event) => {
      const id = (event as MessageEvent<string>).data
      if (only && id !== only && id !== '*') return
      heard.current.add(id)
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        shown.current = heard.current
        heard.current = new Set()
        refresh(() => router.refresh())
      }, REST)
    })
    return () => {
      clearTimeout(timer.current)
      timer.current = undefined
      stream.close()
    }
  }, [source, name, only, router])

  useEffect(() => {
    if (pending || shown.current.size === 0) return
    for (const id of shown.current) wash(id)
    shown.current = new Set()
  }, [pending])

  return (
    <p className="admin-live small" role="status" data-live={connected === undefined ? 'opening' : connected ? 'yes' : 'no'}>
      {connected === undefined ? '\u00a0' : connected ? live : away}
    </p>
  )
}

function wash(id: string): void {
  for (const row of document.querySelectorAll(`[data-row="${CSS.escape(id)}"]`)) {
    row.setAttribute('data-changed', '')
    setTimeout(() => row.removeAttribute('data-changed'), WASH)
  }
}
