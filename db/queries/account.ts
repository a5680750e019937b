import { and, count, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { clientAccount, clientSession, signInRequest } from '@/db/schema/account'

export type StoredAccount = typeof clientAccount.$inferSelect
export type StoredRequest = typeof signInRequest.$inferSelect

export async function insertRequest(database: Database, row: typeof signInRequest.$inferInsert): Promise<void> {
  await database.insert(signInRequest).values(row)
}

const usable = (tokenHash: string, at: Date) =>
  and(eq(signInRequest.tokenHash, tokenHash), isNull(signInRequest.usedAt), gt(signInRequest.endsAt, at))

/** A request that still opens; looking does not use it up. */
export async function findRequest(database: Database, tokenHash: string, at: Date): Promise<StoredRequest | undefined> {
  return (await database.select().from(signInRequest).where(usable(tokenHash, at)))[0]
}

/** Whether a letter to this address (lower case) opens until then. */
export async function hasRequestUntil(database: Database, email: string, until: Date): Promise<boolean> {
  const open = and(eq(signInRequest.email, email), isNull(signInRequest.usedAt), gt(signInRequest.endsAt, until))
  return (await database.select({ id: signInRequest.id }).from(signInRequest).where(open).limit(1)).length > 0
}

/** Uses a request up, and with it every other one of its address: of two at once exactly one gets it. */
export async function useRequest(database: Database, tokenHash: string, at: Date): Promise<StoredRequest | undefined> {
  const [used] = await database.update(signInRequest).set({ usedAt: at }).where(usable(tokenHash, at)).returning()
  if (!used) return undefined
  const others = and(eq(signInRequest.email, used.email), isNull(signInRequest.usedAt), ne(signInRequest.id, used.id))
  await database.update(signInRequest).set({ usedAt: at }).where(others)
  return used
}

export async function findAccount(database: Database, id: string): Promise<StoredAccount | undefined> {
  return (await database.select().from(clientAccount).where(eq(clientAccount.id, id)))[0]
}

/** The account of an address that was just proven: the known one, else a new one under `id`. */
export async function accountOf(database: Database, id: string, email: string, locale: string, at: Date): Promise<StoredAccount> {
  const [account] = await database
    .insert(clientAccount)
    .values({ id, email, locale, createdAt: at, seenAt: at })
    .onConflictDoUpdate({ target: clientAccount.email, set: { seenAt: at } })
    .returning()
  if (!account) throw new Error('an account that was just written is gone')
  return account
}

export async function insertClientSession(
  database: Database,
  row: { id: string; account: string; createdAt: Date; endsAt: Date },
): Promise<void> {
  await database.insert(clientSession).values(row)
}

const living = (at: Date) => and(gt(clientSession.endsAt, at), isNull(clientSession.revokedAt))

/** Whose session this is: nobody's when it is unknown, ended or revoked, or the account was erased. */
export async function findClientSession(database: Database, id: string, at: Date): Promise<StoredAccount | undefined> {
  const [row] = await database
    .select({ account: clientAccount })
    .from(clientSession)
    .innerJoin(clientAccount, eq(clientAccount.id, clientSession.account))
    .where(and(eq(clientSession.id, id), living(at), isNull(clientAccount.erasedAt), isNotNull(clientAccount.email)))
  return row?.account
}

/** Ends one session of an account, or all of them. */
export async function revokeClientSessions(database: Database, account: string, at: Date, only?: string): Promise<void> {
  const which = and(
    eq(clientSession.account, account),
    isNull(clientSession.revokedAt),
    only ? eq(clientSession.id, only) : undefined,
  )
  await database.update(clientSession).set({ revokedAt: at }).where(which)
}

export async function countClientSessions(database: Database, account: string, at: Date): Promise<number> {
  const [row] = await database
    .select({ many: count() })
    .from(clientSession)
    .where(and(eq(clientSession.account, account), living(at)))
  return row?.many ?? 0
}
