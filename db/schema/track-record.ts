import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { atelier } from './atelier'
import { instant } from './columns'
import { productionOrder } from './production'

/** Append-only: what each finished operation said of its process, folded from the events of its production order. */
export const operationOutcome = pgTable(
  'operation_outcome',
  {
    productionOrder: text('production_order')
      .notNull()
      .references(() => productionOrder.id),
    operation: text('operation').notNull(),
    atelier: text('atelier')
      .notNull()
      .references(() => atelier.id),
    family: text('family').notNull(),
    process: text('process').notNull(),
    material: text('material').notNull(),
    /** Right the first time. */
    passed: boolean('passed').notNull(),
    finishedAt: instant('finished_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productionOrder, t.operation] }),
    index('operation_outcome_record').on(t.atelier, t.family, t.process, t.material, t.passed),
  ],
)
