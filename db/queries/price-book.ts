import { desc, lte } from 'drizzle-orm'
import type { Database } from '@/db/connection'
import { priceBook } from '@/db/schema/price-book'
import type { PriceBook } from '@/lib/domain/pricing/quote'

/** The latest that has begun. Throws when the house was never seeded. */
export async function currentPriceBook(database: Database, at: Date): Promise<PriceBook> {
  const [row] = await database
    .select({ book: priceBook.book })
    .from(priceBook)
    .where(lte(priceBook.validFrom, at))
    .orderBy(desc(priceBook.validFrom))
    .limit(1)
  if (!row) throw new Error('There is no price book: run bin/seed.ts first.')
  return row.book
}

/** A book that was in force before; the same id again changes nothing. */
export async function insertPriceBook(database: Database, book: PriceBook, validFrom: Date): Promise<void> {
  await database.insert(priceBook).values({ id: book.id, book, validFrom }).onConflictDoNothing()
}
