import type { Database } from '@/db/connection'
import { freeBookings, insertBookings } from '@/db/queries/slot'
import type { Plan } from '@/lib/domain/network/plan'
import { newId } from './ids'

/** Takes the slots of an order's plan in place of those it had. Call under `lockSlots`; throws (23P01) where somebody else has one. */
export async function takeSlots(transaction: Database, order: string, plan: Plan): Promise<void> {
  await freeBookings(transaction, order)
  const rows = plan.steps.flatMap((step) =>
    (step.busy ?? [{ from: step.from, to: step.to }]).map(({ from, to }) => ({
      id: newId('bok'),
      atelier: plan.atelier,
      workCenter: step.workCenter,
      order,
      operation: step.operation,
      from: new Date(from),
      to: new Date(to),
    })),
  )
  await insertBookings(transaction, rows)
}
