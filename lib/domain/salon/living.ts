import type { Choice, Choices } from '../design/document'

/** Who touches a living design: the house on its tablet, the client on a telephone. */
export type Hand = 'advisor' | 'client'

/** The atelier that the design is asked of travels with its choices, under a name that no parameter can have. */
export const ATELIER_KEY = '$atelier'

/** One wish, as a screen sends it. The id makes it safe to send again. */
export interface Edit {
  id: string
  key: string
  value: Choice
}

/** One wish as it was taken; versions of a design rise by one. */
export interface Change {
  version: number
  edit: string
  key: string
  value: Choice
  before: Choice
  by: Hand
  initials: string
  /** ISO 8601 instant. */
  at: string
}

/** What one screen knows: the server's word up to a version, and its own wishes that the server has not answered. */
export interface Screen {
  version: number
  confirmed: Choices
  pending: readonly Wish[]
}
export interface Wish extends Edit {
  /** On its way at least once: it may have been taken, so it is no longer replaced by a later wish. */
  sent: boolean
}

export const screenOf = (version: number, confirmed: Choices): Screen => ({ version, confirmed, pending: [] })

/** What the screen shows: its own wishes over the server's word. */
export const shownOn = ({ confirmed, pending }: Screen): Choices =>
  pending.length === 0 ? confirmed : { ...confirmed, ...Object.fromEntries(pending.map(({ key, value }) => [key, value])) }

/** A new wish; a later one for the same choice stands in for an earlier one that has not left yet. */
export function wish(screen: Screen, edit: Edit): Screen {
  const kept = screen.pending.filter((one) => one.sent || one.key !== edit.key)
  return { ...screen, pending: [...kept, { ...edit, sent: false }] }
}

/** Everything that waits is on its way now. */
export const sending = (screen: Screen): Screen => ({
  ...screen,
  pending: screen.pending.map((one) => (one.sent ? one : { ...one, sent: true })),
})

/**
 * Takes in the server's changes, in their order. What is known already is passed over; after a gap nothing is taken, since the server
 * sends from where the screen is.
 */
export function hear(screen: Screen, changes: readonly Change[]): Screen {
  let { version, confirmed } = screen
  const answered = new Set<string>()
  for (const change of changes) {
    answered.add(change.edit)
    if (change.version !== version + 1) continue
    version = change.version
    confirmed = { ...confirmed, [change.key]: change.value }
  }
  return { version, confirmed, pending: settled(screen.pending, answered, version, changes) }
}

/** A wish is over when its change is part of what is confirmed. */
function settled(pending: readonly Wish[], answered: ReadonlySet<string>, version: number, changes: readonly Change[]) {
  return pending.filter((one) => {
    if (!answered.has(one.id)) return true
    const change = changes.find(({ edit }) => edit === one.id)
    return change !== undefined && change.version > version
  })
}

/** Wishes that the server refused are forgotten; the confirmed word shows again. */
export const refusedOn = (screen: Screen, ids: readonly string[]): Screen => ({
  ...screen,
  pending: screen.pending.filter(({ id }) => !ids.includes(id)),
})

/** A whole new word of the server, for a screen that was away; wishes that are part of it (`taken`) are over. */
export const caughtUp = (screen: Screen, version: number, confirmed: Choices, taken: readonly string[]): Screen =>
  version < screen.version
    ? refusedOn(screen, taken)
    : { version, confirmed, pending: screen.pending.filter(({ id }) => !taken.includes(id)) }
