export interface Controlled {
  /** Pixels. */
  turn(dx: number, dy: number): void
  zoom(factor: number): void
  home(): void
}

/** Arrow keys turn by this many pixels of drag; with Shift ten times finer. */
const KEY_STEP = 32
const TURNS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const ZOOMS: Readonly<Record<string, number>> = { '+': 0.9, '=': 0.9, '-': 1 / 0.9 }

/**
 * Drag, pinch, Ctrl+wheel and keys on the region. A finger's vertical swipe is left to the page (touch-action pan-y); two fingers
 * turn and zoom. Returns what takes the listeners off.
 */
export function controlWith(region: HTMLElement, controlled: Controlled): () => void {
  const pointers = new Map<number, { x: number; y: number }>()
  const spread = () => {
    const [a, b] = [...pointers.values()]
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    region.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent) => {
    const from = pointers.get(event.pointerId)
    if (!from) return
    const before = spread()
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    const share = 1 / pointers.size
    controlled.turn((event.clientX - from.x) * share, (event.clientY - from.y) * share)
    const after = spread()
    if (before > 0 && after > 0) controlled.zoom(before / after)
  }
  const onUp = (event: PointerEvent) => {
    pointers.delete(event.pointerId)
  }
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    controlled.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006))
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const step = event.shiftKey ? KEY_STEP / 10 : KEY_STEP
    const turns = TURNS[event.key]
    const factor = ZOOMS[event.key]
    if (turns) controlled.turn(turns[0] * step, turns[1] * step)
    else if (factor) controlled.zoom(factor)
    else if (event.key === 'Home') controlled.home()
    else return
    event.preventDefault()
  }
  region.addEventListener('pointerdown', onDown)
  region.addEventListener('pointermove', onMove)
  region.addEventListener('pointerup', onUp)
  region.addEventListener('pointercancel', onUp)
  region.addEventListener('wheel', onWheel, { passive: false })
  region.addEventListener('keydown', onKey)
  return () => {
    region.removeEventListener('pointerdown', onDown)
    region.removeEventListener('pointermove', onMove)
    region.removeEventListener('pointerup', onUp)
    region.removeEventListener('pointercancel', onUp)
    region.removeEventListener('wheel', onWheel)
    region.removeEventListener('keydown', onKey)
  }
}
