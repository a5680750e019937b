'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks the page again while something is still on its way, more slowly the longer it takes. */
export function LookAgain() {
  const router = useRouter()
  useEffect(() => {
    let wait = 1500
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      router.refresh()
      wait = Math.min(wait * 1.4, 15_000)
      timer = setTimeout(look, wait)
    }
    timer = setTimeout(look, wait)
    return () => clearTimeout(timer)
  }, [router])
  return null
}
