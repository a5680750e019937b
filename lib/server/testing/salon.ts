import type { Result } from '@/lib/domain/result'
import { PURPOSES, type PurposeId } from '@/lib/domain/salon/purposes'
import { connection } from '../database'
import type { Advisor } from '../salon/advisor'
import { consentLink } from '../salon/clients'
import { decide } from '../salon/consents'
import { hashToken, newToken } from '../secrets'

/** For tests of the salon. */
export const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

/** Somebody of the house with a session; `token` is what their cookie holds. */
export async function person(role: string, name: string): Promise<{ id: string; token: string }> {
  const id = `stf_${name.toLowerCase().replaceAll(/\W/g, '')}`
  const token = newToken()
  const { pool } = connection()
  await pool.query(
    `insert into staff (id, email, name, role, password_hash, atelier) values ($1, $1 || '@house.example', $2, $3, 'none', $4)`,
    [id, name, role, role === 'lead' ? 'paris' : null],
  )
  await pool.query(
    `insert into staff_session (token_hash, id, staff, verified_at, ends_at) values ($1, 'ses_' || $2, $2, now(), '2030-01-01')`,
    [hashToken(token), id],
  )
  return { id, token }
}

/** The client says yes to these purposes and no to the others, on their own telephone; token of that page. */
export async function allow(advisor: Advisor, client: string, purposes: readonly PurposeId[], at: Date): Promise<string> {
  const token = value(await consentLink(advisor, client, at))
  const decisions = Object.fromEntries(PURPOSES.map((purpose) => [purpose, purposes.includes(purpose)]))
  value(await decide(token, decisions, 'en', at))
  return token
}
