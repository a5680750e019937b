import { createStore } from 'zustand/vanilla'
import type { Configurator } from '@/components/configurator/store'
import type { Choice, Choices } from '@/lib/domain/design/document'
import type { LivingOrder, Present, SalonDesign } from '@/lib/domain/salon/book'
import {
  ATELIER_KEY,
  type Change,
  caughtUp,
  type Hand,
  hear,
  refusedOn,
  type Screen,
  screenOf,
  sending,
  shownOn,
  wish,
} from '@/lib/domain/salon/living'
import { ask } from './ask'

export interface LineState {
  line: 'up' | 'down'
  /** Own wishes that the server has not taken yet. */
  waiting: number
  present: readonly Present[]
  touches: Readonly<Record<string, Change>>
  asked?: string | undefined
  order?: LivingOrder | undefined
  /** The design is no longer this screen's: withdrawn, ended, or the client took back their consent. */
  gone: boolean
  signedOut: boolean
  /** Why the last wish was not taken, in words. */
  refused?: string | undefined
}

interface Ends {
  design: SalonDesign
  /** e.g. `/api/v1/salon/designs/liv_…`; absent while the server does not know the design yet. */
  door?: string | undefined
  /** e.g. `/live/salon/designs/liv_…` */
  stream?: string | undefined
  by: Hand
  initials: string
  locale: string
  /** What this device kept of the design. */
  screen?: Screen | undefined
  keep?(screen: Screen): void
}

interface Told {
  version: number
  changes: readonly Change[]
  taken: readonly string[]
  refused: readonly { id: string }[]
}

const FIRST_DELAY = 500
const LONGEST_DELAY = 5_000

const wholeOf = (design: SalonDesign): Choices => ({ ...design.choices, [ATELIER_KEY]: design.atelier })

/**
 * One screen of a living design: sends what is wished here, takes in what was taken anywhere. Without a line wishes wait, on this
 * device if it keeps them, and go when the line is back.
 */
export function livingSync({ design, door, stream, by, initials, locale, screen: kept, keep }: Ends) {
  let screen: Screen =
    kept === undefined ? screenOf(design.version, wholeOf(design)) : caughtUp(kept, design.version, wholeOf(design), [])
  const state = createStore<LineState>(() => ({
    line: navigator.onLine && door !== undefined ? 'up' : 'down',
    waiting: screen.pending.length,
    present: design.present,
    touches: Object.fromEntries(design.touches.map((change) => [change.key, change])),
    asked: design.asked,
    order: design.order,
    gone: false,
    signedOut: false,
  }))
  let store: Configurator | undefined
  let applying = false
  let busy = false
  let closed = false
  let delay = FIRST_DELAY
  let timer: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined

  function take(next: Screen) {
    screen = next
    keep?.(screen)
    const { waiting } = state.getState()
    if (waiting !== screen.pending.length) state.setState({ waiting: screen.pending.length })
  }

  /** Shows these choices as the screen has them now. */
  function show(keys: Iterable<string>) {
    if (!store) return
    const shown = shownOn(screen)
    applying = true
    const choices: Record<string, Choice> = {}
    for (const key of keys) {
      const value = shown[key]
      if (value === undefined) continue
      if (key === ATELIER_KEY) store.getState().atelier !== value && store.switchTo(String(value))
      else choices[key] = value
    }
    store.merge(choices)
    applying = false
  }

  function learn(changes: readonly Change[]) {
    const fresh = changes.filter(({ version }) => version > screen.version)
    take(hear(screen, changes))
    if (fresh.length === 0) return
    state.setState(({ touches }) => ({ touches: { ...touches, ...Object.fromEntries(fresh.map((one) => [one.key, one])) } }))
    show(fresh.map(({ key }) => key))
  }

  function wanted(key: string, value: Choice) {
    const id = crypto.randomUUID()
    const before = shownOn(screen)[key] ?? value
    take(wish(screen, { id, key, value }))
    const touch = { version: 0, edit: id, key, value, before, by, initials, at: new Date().toISOString() }
    state.setState(({ touches }) => ({ refused: undefined, touches: { ...touches, [key]: touch } }))
    void flush()
  }

  async function flush(): Promise<void> {
    if (busy || closed || door === undefined || screen.pending.length === 0) return
    busy = true
    clearTimeout(timer)
    take(sending(screen))
    const edits = screen.pending.map(({ id, key, value }) => ({ id, key, value }))
    const answer = await ask<Told>(locale, 'POST', `${door}/edits`, { since: screen.version, edits })
    busy = false
    if (closed) return
    if (answer.ok) {
      const { changes, taken, refused } = answer.value
      delay = FIRST_DELAY
      learn(changes)
      take(refusedOn(screen, [...taken, ...refused.map(({ id }) => id)]))
      state.setState({ line: 'up' })
      void flush()
    } else if (answer.code === 'session.unknown') state.setState({ signedOut: true })
    else if (answer.code === 'link.unknown' || answer.code === 'access.none') leave()
    else if (answer.code === 'living.ordered') {
      const keys = screen.pending.map(({ key }) => key)
      take(
        refusedOn(
          screen,
          screen.pending.map(({ id }) => id),
        ),
      )
      show(keys)
      state.setState({ refused: answer.words })
    } else {
      if (!answer.line) state.setState({ line: 'down' })
      again((answer.seconds ?? 0) * 1000)
    }
  }

  function again(least: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), Math.max(delay, least))
    delay = Math.min(delay * 2, LONGEST_DELAY)
  }

  function leave() {
    state.setState({ gone: true, present: [] })
    close()
  }

  function listen() {
    if (closed || stream === undefined) return
    source = new EventSource(`${stream}?after=${screen.version}`)
    source.addEventListener('open', () => {
      delay = FIRST_DELAY
      state.setState({ line: 'up' })
      void flush()
    })
    source.addEventListener('change', (event) => learn([JSON.parse((event as MessageEvent<string>).data) as Change]))
    source.addEventListener('state', (event) => {
      const { present, asked, order } = JSON.parse((event as MessageEvent<string>).data) as SalonDesign
      state.setState({ present, asked, order })
    })
    source.addEventListener('gone', leave)
    source.addEventListener('error', () => {
      if (closed) return
      const refused = source?.readyState === EventSource.CLOSED
      source?.close()
      state.setState({ line: 'down' })
      setTimeout(() => void (refused ? lookAgain() : listen()), delay)
      delay = Math.min(delay * 2, LONGEST_DELAY)
    })
  }

  /** The stream was refused: ended, signed out, or too many at once. */
  async function lookAgain() {
    if (door === undefined) return
    const answer = await ask<SalonDesign>(locale, 'GET', door)
    if (closed) return
    if (!answer.ok && (answer.code === 'link.unknown' || answer.code === 'access.none')) leave()
    else if (!answer.ok && answer.code === 'session.unknown') state.setState({ signedOut: true, line: 'up' })
    else listen()
  }

  const online = () => {
    delay = FIRST_DELAY
    source?.close()
    listen()
    void flush()
  }
  const offline = () => state.setState({ line: 'down' })

  function close() {
    closed = true
    clearTimeout(timer)
    source?.close()
    window.removeEventListener('online', online)
    window.removeEventListener('offline', offline)
  }

  return {
    state,
    /** The design as this screen shows it, and what waits. */
    screen: () => screen,
    shown: () => shownOn(screen),
    /** Ties the screen's store to the design until the returned function is called. */
    tie(own: Configurator) {
      store = own
      closed = false
      window.addEventListener('online', online)
      window.addEventListener('offline', offline)
      show(Object.keys(screen.confirmed))
      const unsubscribe = own.subscribe((now, before) => {
        if (applying) return
        if (now.atelier !== before.atelier) wanted(ATELIER_KEY, now.atelier)
        if (now.document === before.document) return
        for (const [key, value] of Object.entries(now.document.choices)) {
          if (value !== before.document.choices[key]) wanted(key, value)
        }
      })
      listen()
      void flush()
      return () => {
        unsubscribe()
        store = undefined
        close()
      }
    },
  }
}

export type LivingSync = ReturnType<typeof livingSync>
