import { useCallback, useEffect, useState } from 'react'
import type { ClientBook } from '@/lib/domain/salon/book'
import { ask } from './ask'

const LAID = 'lot-one-salon-client'

/**
 * The client's book that lies open. It is never kept on the tablet but for its id: when the client takes back what they allowed, or
 * the line says that the book is gone, it is gone here too.
 */
export function useBook(locale: string, onRefused: (code: string, words: string) => void) {
  const [book, setBook] = useState<ClientBook>()
  const [gone, setGone] = useState(false)
  const id = book?.id

  const open = useCallback(
    async (client: string) => {
      const answer = await ask<ClientBook>(locale, 'GET', `/api/v1/salon/clients/${client}`)
      if (answer.ok) {
        setGone(false)
        setBook(answer.value)
      } else {
        if (answer.line) sessionStorage.removeItem(LAID)
        onRefused(answer.code, answer.words)
      }
    },
    [locale, onRefused],
  )

  useEffect(() => {
    const laid = sessionStorage.getItem(LAID)
    if (laid) void open(laid)
  }, [open])

  useEffect(() => {
    if (!id) return
    sessionStorage.setItem(LAID, id)
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const close = () => {
      clearTimeout(timer)
      source?.close()
    }
    const lost = () => {
      sessionStorage.removeItem(LAID)
      setBook(undefined)
      setGone(true)
      close()
    }
    const listen = () => {
      source = new EventSource(`/live/salon/clients/${id}`)
      source.addEventListener('client', (event) => setBook(JSON.parse((event as MessageEvent<string>).data) as ClientBook))
      source.addEventListener('gone', lost)
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return
        timer = setTimeout(async () => {
          const answer = await ask<ClientBook>(locale, 'GET', `/api/v1/salon/clients/${id}`)
          if (answer.ok || !answer.line) listen()
          else lost()
        }, 2_000)
      })
    }
    listen()
    return close
  }, [id, locale])

  const close = useCallback(() => {
    sessionStorage.removeItem(LAID)
    setBook(undefined)
    setGone(false)
  }, [])
  return { book, gone, open, setBook, close }
}
