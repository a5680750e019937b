import { insertAudit } from '@/db/queries/staff'
import { MINOR_DIGITS } from '@/lib/domain/pricing/money'
import { ok, type Result } from '@/lib/domain/result'
import { csvLine } from '@/lib/files/csv'
import type { Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { database } from './database'
import type { StaffMember } from './session'
import { exportedOrders, type OrderAsking, type SeenOrder } from './staff-lists'

/** A byte-order mark, so that spreadsheets read UTF-8. */
const MARK = '\uFEFF'

/**
 * A view of the orders as CSV, a page of rows at a time; instants are ISO 8601 in UTC. On record, since client data leaves the house.
 * Refused: `access.none`.
 */
export async function orderCsv(
  member: StaffMember,
  asking: OrderAsking,
  locale: Locale,
  at: Date,
): Promise<Result<ReadableStream<Uint8Array>>> {
  const rows = exportedOrders(member, asking, at)
  if (!rows.ok) return rows
  const { search, cursor: _, ...filter } = asking
  await insertAudit(database(), {
    actor: `staff:${member.id}`,
    action: 'order.exported',
    subject: member.id,
    data: { ...filter, searched: search !== undefined },
  })
  const t = translator(locale)
  const head = [
    'order',
    'client',
    'email',
    'atelier',
    'state',
    'promise',
    'first-promise',
    'delivered',
    'total',
    'currency',
    'created',
    'changed',
  ]
  const bytes = new TextEncoder()
  return ok(
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes.encode(MARK + csvLine(head.map((name) => t(`staff.csv.${name}`))))),
      async pull(controller) {
        const next = await rows.value.next()
        if (next.done) controller.close()
        else controller.enqueue(bytes.encode(lineOf(next.value)))
      },
      cancel: async () => void (await rows.value.return(undefined)),
    }),
  )
}

const lineOf = (row: SeenOrder): string => {
  const { total } = row
  return csvLine([
    row.reference,
    row.client ?? '',
    row.email ?? '',
    row.atelier,
    row.standing,
    row.promised.toISOString(),
    row.firstPromised.toISOString(),
    row.deliveredAt?.toISOString(),
    total && total.amount / 10 ** MINOR_DIGITS[total.currency],
    total?.currency,
    row.createdAt.toISOString(),
    row.changedAt.toISOString(),
  ])
}
