import { readdirSync, readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { atelier, atelierKey, atelierProfile, atelierToken } from '@/db/schema/atelier'
import { seedMarker } from '@/db/schema/house'
import { priceBook } from '@/db/schema/price-book'
import { shop } from '@/db/schema/salon'
import { staff } from '@/db/schema/staff'
import { hashOf } from '@/lib/domain/design/canonical'
import { type AtelierProfile, atelierProfile as profileSchema } from '@/lib/domain/network/profile'
import type { PriceBook } from '@/lib/domain/pricing/quote'

/** Who may speak for an atelier: public key and hash of the API token; the secret halves are the agent's. */
export interface AtelierAccess {
  atelier: string
  keyId: string
  /** Ed25519, hex. */
  publicKey: string
  tokenId: string
  /** SHA-256, hex. */
  tokenHash: string
}

export interface SeedOptions {
  /** Mark the database as the demo's own. */
  demo: boolean
  staff?: readonly (typeof staff.$inferInsert)[]
  access: readonly AtelierAccess[]
  at: Date
}

/** Where the house receives clients. */
const SHOPS = [{ id: 'paris', city: 'Paris', country: 'FR', timeZone: 'Europe/Paris' }]

const folder = new URL('./', import.meta.url)
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

function profilesIn(place: string): AtelierProfile[] {
  const names = readdirSync(new URL(place, folder)).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => profileSchema.parse(read(place + name)))
}

/** The profiles that ship with the house, strictly parsed; one an atelier, the version in force. */
export const seededProfiles = (): AtelierProfile[] => profilesIn('ateliers/')

/** Versions that were in force before: orders that were placed then are answered by them. */
export const earlierProfiles = (): AtelierProfile[] => profilesIn('ateliers/earlier/')

export const seededPriceBook = (): PriceBook => read('price-book.json') as PriceBook

/**
 * Puts ateliers, price book, access and people into the database; what is there already stays as it is, so it can run at every
 * start. Returns what differs from the shipped documents without a new version or id, for a human to read.
 */
export async function seed(database: Database, options: SeedOptions): Promise<string[]> {
  const notes: string[] = []
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(5071102)`)
    for (const profile of [...earlierProfiles(), ...seededProfiles()]) {
      await transaction.insert(atelier).values({ id: profile.id, name: profile.name }).onConflictDoNothing()
      const { id, version, validFrom } = profile
      const row = { atelier: id, version, validFrom, profile }
      const added = await transaction
        .insert(atelierProfile)
        .values(row)
        .onConflictDoNothing()
        .returning({ version: atelierProfile.version })
      if (added.length > 0) continue
      const [kept] = await transaction
        .select({ profile: atelierProfile.profile })
        .from(atelierProfile)
        .where(sql`${atelierProfile.atelier} = ${id} and ${atelierProfile.version} = ${version}`)
      if (hashOf(kept?.profile) !== hashOf(profile))
        notes.push(`profile ${id}@${version} differs from its file: raise its version`)
    }
    const book = seededPriceBook()
    const added = await transaction
      .insert(priceBook)
      .values({ id: book.id, book, validFrom: new Date(book.metals.at) })
      .onConflictDoNothing()
      .returning({ id: priceBook.id })
    if (added.length === 0) {
      const [kept] = await transaction.select({ book: priceBook.book }).from(priceBook).where(eq(priceBook.id, book.id))
      if (hashOf(kept?.book) !== hashOf(book)) notes.push(`price book ${book.id} differs from its file: give it a new id`)
    }
    for (const place of SHOPS) await transaction.insert(shop).values(place).onConflictDoNothing()
    for (const access of options.access) {
      const { atelier: of, keyId, publicKey, tokenId, tokenHash } = access
      await transaction.insert(atelierKey).values({ id: keyId, atelier: of, publicKey }).onConflictDoNothing()
      const endsAt = new Date(options.at.getTime() + 365 * 86_400_000)
      await transaction
        .insert(atelierToken)
        .values({ id: tokenId, atelier: of, tokenHash, endsAt })
        .onConflictDoUpdate({ target: atelierToken.id, set: { endsAt } })
    }
    for (const member of options.staff ?? []) {
      const { passwordHash, totpSecret } = member
      await transaction
        .insert(staff)
        .values(member)
        .onConflictDoUpdate({ target: staff.email, set: { passwordHash, totpSecret } })
    }
    if (options.demo) await transaction.insert(seedMarker).values({ key: 'demo' }).onConflictDoNothing()
  })
  return notes
}
