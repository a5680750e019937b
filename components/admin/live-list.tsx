'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'

/** Between two fresh looks at a list, ms: a busy house is read once for many changes. */
const REST = 1500
const WASH = 4000

/** Keeps a list as the house is now: changed rows are read again and wear the brass wash for four seconds. */
export function LiveList({ source, live, away }: { source: string; live: string; away: string }) {
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
    stream.addEventListener('changed', (event) => {
      heard.current.add((event as MessageEvent<string>).data)
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
  }, [source, router])

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
