import { and, eq, gt, isNull, ne } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { link } from '@/db/schema/design'

export type LinkPurpose = (typeof link.$inferSelect)['purpose']

/** The same token again is the same link. */
export async function insertLink(
  database: Database,
  row: { id: string; tokenHash: string; purpose: LinkPurpose; subject: string; endsAt: Date },
): Promise<void> {
  await database.insert(link).values(row).onConflictDoNothing({ target: link.tokenHash })
}

/** What a link opens: nothing when it is unknown, ended or revoked. */
export async function openLink(
  database: Database,
  purpose: LinkPurpose,
  tokenHash: string,
  at: Date,
): Promise<string | undefined> {
  const [row] = await database
    .select({ subject: link.subject })
    .from(link)
    .where(and(eq(link.tokenHash, tokenHash), eq(link.purpose, purpose), gt(link.endsAt, at), isNull(link.revokedAt)))
  return row?.subject
}

/** `except` is the token's hash of one link that stays. */
export async function revokeLinks(
  database: Database,
  purpose: LinkPurpose,
  subject: string,
  at: Date,
  except?: string,
): Promise<void> {
  const others = except ? ne(link.tokenHash, except) : undefined
  await database
    .update(link)
    .set({ revokedAt: at })
    .where(and(eq(link.purpose, purpose), eq(link.subject, subject), isNull(link.revokedAt), others))
}
