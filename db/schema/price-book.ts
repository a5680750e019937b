import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { PriceBook } from '@/lib/domain/pricing/quote'
import { createdAt, instant } from './columns'

/** Append-only: a quote names the book it was made with. The current one has the latest `validFrom` that has begun. */
export const priceBook = pgTable('price_book', {
  id: text('id').primaryKey(),
  book: jsonb('book').$type<PriceBook>().notNull(),
  validFrom: instant('valid_from').notNull(),
  createdAt: createdAt(),
})
