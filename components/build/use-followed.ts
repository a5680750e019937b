'use client'

import { useEffect, useRef, useState } from 'react'

/** How long a told step takes to be drawn, ms. */
const STEP = 2400

/**
 * Follows a told share of an operation, so that what was told is seen to happen, stitch after stitch. It is never ahead of what was
 * told; a new operation (`of`), a step back and a reader who wants no movement are shown at once.
 */
export function useFollowed(told: number, of: string, calm: boolean): number {
  const [shown, setShown] = useState({ of, share: told })
  const last = useRef(shown)
  last.current = shown
  useEffect(() => {
    const from = last.current.of === of ? last.current.share : 0
    if (calm || told <= from) {
      setShown({ of, share: told })
      return
    }
    let frame = 0
    const began = performance.now()
    const draw = (now: number) => {
      const gone = Math.min(1, (now - began) / STEP)
      setShown({ of, share: from + (told - from) * gone })
      if (gone < 1) frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [told, of, calm])
  return shown.of === of ? Math.min(shown.share, told) : 0
}
