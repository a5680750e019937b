import { insertLink, type LinkPurpose, openLink } from '@/db/queries/link'
import { type Result, refuse } from '@/lib/domain/result'
import { newId } from './ids'
import { hashToken, newToken } from './secrets'

type Database = Parameters<typeof insertLink>[0]

/** Days until a link ends. A build is watched for as long as it is owned. */
const DAYS: Readonly<Record<LinkPurpose, number>> = { design: 365, order: 365, build: 3650, consent: 730, living: 14 }

/** Token of an unguessable link to a revision, order or production order. `token`: one that was derived for an idempotent call. */
export async function makeLink(
  database: Database,
  purpose: LinkPurpose,
  subject: string,
  at: Date,
  token: string = newToken(),
): Promise<string> {
  const endsAt = new Date(at.getTime() + DAYS[purpose] * 86_400_000)
  await insertLink(database, { id: newId('lnk'), tokenHash: hashToken(token), purpose, subject, endsAt })
  return token
}

/** What the token opens. Unknown, ended and revoked are one answer, `link.unknown`, so that nothing can be learnt by trying. */
export async function followLink(database: Database, purpose: LinkPurpose, token: string, at: Date): Promise<Result<string>> {
  if (!/^[\w-]{20,64}$/.test(token)) return refuse('link.unknown')
  const subject = await openLink(database, purpose, hashToken(token), at)
  return subject === undefined ? refuse('link.unknown') : { ok: true, value: subject }
}
