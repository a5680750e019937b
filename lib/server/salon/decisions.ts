import { consentsOf, type StoredConsent } from '@/db/queries/client-profile'
import type { Decision } from '@/lib/domain/salon/purposes'
import { database } from '../database'

export const decisionOf = ({ purpose, given, at, endsAt }: StoredConsent): Decision => ({
  purpose,
  given,
  at: at.toISOString(),
  ...(endsAt ? { endsAt: endsAt.toISOString() } : {}),
})

/** The latest word of a client about each purpose. */
export const decisionsOf = async (client: string): Promise<Decision[]> => (await consentsOf(database(), client)).map(decisionOf)
