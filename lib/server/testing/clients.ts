import { findClientSession } from '@/db/queries/account'
import { insertOpenOrder } from '@/db/testing/open-order'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Client } from '../client-session'
import { connection, database } from '../database'
import { saveDesign } from '../designs'
import type { Maker } from '../lineage'
import { signInToken } from '../mail-links'
import { askForWayIn, redeemSignIn } from '../way-in'

/** For tests of what belongs to clients: who signs in, what they saved, what guests ordered. */
export const at = new Date()
export const later = (days: number) => new Date(at.getTime() + days * 86_400_000)
let people = 0
export const someone = () => `person-${people++}@client.example`

/** A letter with a way in; with `keep` the design behind that token waits under the address. */
export async function ask(email: string, keep?: string, address = email) {
  return askForWayIn({ email, locale: 'en', address, ...(keep ? { keep } : {}), at })
}

/** The token of the last letter to an address, as the send job would derive it. */
export async function tokenFor(email: string): Promise<string> {
  const { rows } = await connection().pool.query<{ request: string }>(
    `select parameters ->> 'request' as request from mail where to_address = $1 and confidential order by created_at, id`,
    [email],
  )
  return signInToken(String(rows.at(-1)?.request))
}

/** Somebody who is signed in. */
export async function comeIn(email: string): Promise<Client> {
  await ask(email)
  const session = (await redeemSignIn(await tokenFor(email), at)) ?? ''
  const found = await findClientSession(database(), session, at)
  if (!found) throw new Error('not in')
  return { id: found.id, email, session }
}

/** A signet ring that was saved. */
export async function saved(letters: string, parent?: string, change: Record<string, string | number> = {}, maker?: Maker) {
  const family = await loadFamily('signet-ring')
  const preset = family?.presets[0]
  if (!family || !preset) throw new Error('no ring')
  const document = { family: family.id, model: family.model, choices: { ...preset.choices, letters, ...change } }
  const result = await saveDesign({ document, family, at, maker, ...(parent ? { parent } : {}) })
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

export async function guestOrder(email: string, state: 'open' | 'placed' | 'closed' = 'placed', name = 'Guest'): Promise<string> {
  const id = await insertOpenOrder(database(), at)
  const { pool } = connection()
  const address = JSON.stringify({ lines: ['Rue de Seine 12'], country: 'FR' })
  await pool.query(
    `update client_contact set email = $2, name = $3, address = $4 where id = (select contact from client_order where id = $1)`,
    [id, email, name, address],
  )
  const closedAt = state === 'closed' ? at : null
  await pool.query('update client_order set state = $2, closed_at = $3, authorised_at = $4 where id = $1', [
    id,
    state,
    closedAt,
    at,
  ])
  return id
}
