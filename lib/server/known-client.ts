import { lastContact } from '@/db/queries/piece'
import type { Client } from './client-session'
import { database } from './database'

/** What an order form begins with for a client who is signed in. */
export interface KnownClient {
  name: string
  email: string
  isSignedIn: true
  /** Where the last order went; absent before a first one. */
  address?: { street: string; postcode: string; city: string; country: string }
}

/** The client's own proven address for letters, and whom and where their last order was for. */
export async function knownClient(client: Client): Promise<KnownClient> {
  const last = await lastContact(database(), client.id)
  const { lines, postcode = '', city = '', country } = last?.address ?? {}
  return {
    name: client.name ?? last?.name ?? '',
    email: client.email,
    isSignedIn: true,
    ...(lines && country ? { address: { street: lines.join(', '), postcode, city, country } } : {}),
  }
}
