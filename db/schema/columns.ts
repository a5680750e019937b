import { timestamp } from 'drizzle-orm/pg-core'

/** An instant; PostgreSQL keeps it in UTC, we read it as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })
export const createdAt = () => instant('created_at').notNull().defaultNow()
