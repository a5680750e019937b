import { decode } from 'next-auth/jwt'
import { countClientSessions, findClientSession, revokeClientSessions, type StoredAccount } from '@/db/queries/account'
import { database } from './database'
import { deriveToken } from './secrets'
import { settings } from './settings'

/** A client who is signed in. */
export interface Client {
  /** `acc_…` */
  id: string
  email: string
  name?: string
  /** This session's row. */
  session: string
}

export const CLIENT_COOKIE = 'lot_one_client'
export const SESSION_DAYS = 30

/** Seals the cookie; the sign-in library uses the same. */
export const sealSecret = (): string => deriveToken(settings().LINK_SECRET, 'client-session')

/**
 * The one check of which client is asking, for pages, actions and the API. `sealed` is the cookie's value: it holds only the id of a
 * session row, and the row decides, so that a revoked session is out everywhere at once.
 */
export async function clientOf(sealed: string | undefined, at: Date): Promise<Client | undefined> {
  if (!sealed || sealed.length > 2000) return undefined
  const token = await decode({ token: sealed, secret: sealSecret(), salt: CLIENT_COOKIE }).catch(() => undefined)
  const session = token?.sid
  if (typeof session !== 'string') return undefined
  const found = await findClientSession(database(), session, at)
  return found && clientFrom(found, session)
}

const clientFrom = ({ id, email, name }: StoredAccount, session: string): Client => {
  return { id, email: email ?? '', session, ...(name ? { name } : {}) }
}

export const endSession = ({ id, session }: Client, at: Date) => revokeClientSessions(database(), id, at, session)
export const endSessions = ({ id }: Client, at: Date) => revokeClientSessions(database(), id, at)

/** Devices on which the client is signed in. */
export const signedInCount = ({ id }: Client, at: Date) => countClientSessions(database(), id, at)
