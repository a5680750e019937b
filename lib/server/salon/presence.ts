import { endPresence, renewPresence } from '@/db/queries/living'
import type { Hand } from '@/lib/domain/salon/living'
import { database } from '../database'

/** Says that a screen looks at a design, or still does. `id` names the stream. */
export const present = (id: string, living: string, by: Hand, initials: string, at: Date): Promise<void> =>
  renewPresence(database(), { id, living, by, initials, seenAt: at })

export const absent = (id: string): Promise<void> => endPresence(database(), id)
