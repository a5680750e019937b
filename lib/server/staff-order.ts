import { auditOf, type StoredAudit } from '@/db/queries/audit'
import { findProductionOrder, findProductionOrderOf } from '@/db/queries/build'
import { mailsOf } from '@/db/queries/mail'
import { findContact, findOrder } from '@/db/queries/order'
import { blobSizes } from '@/db/queries/production'
import { staffNames } from '@/db/queries/staff'
import { may } from '@/lib/domain/access/permissions'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { Verdict } from '@/lib/domain/manufacturability/finding'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { assessDesign } from './assessments'
import { staffBuild } from './build-view'
import { database } from './database'
import { linesOfBuild } from './line-view'
import { lineageOf } from './lineage'
import { viewOf } from './order-view'
import { soldInSalon } from './salon/sold'
import { callerOf, type StaffMember } from './session'
import { movable } from './staff-money'
import { type BuildVerification, verifyBuild } from './verify-build'

/** One order whole, as far as this person may see it. Refused: `access.none`, whether it exists or not. */
export async function staffOrder(member: StaffMember, id: string, at: Date) {
  const order = id.length <= 100 ? await findOrder(database(), id) : undefined
  const caller = callerOf(member)
  const object = { atelier: order?.atelier }
  if (!order || !may(caller, 'order.read', object)) return refuse('access.none')
  const sees = (name: Parameters<typeof may>[1]) => may(caller, name, object)
  const production = await findProductionOrderOf(database(), id)
  const [view, contact, built, chain, lines, mails, record, moves, lineage] = await Promise.all([
    viewOf(order),
    sees('order.client') ? findContact(database(), order.contact) : undefined,
    production ? staffBuild(production.id) : undefined,
    production ? verifyBuild(production.id) : undefined,
    production ? linesOfBuild(production.id) : [],
    sees('mail.read') ? mailsOf(database(), id) : [],
    auditOf(database(), [id, ...(production ? [production.id] : [])]),
    movable(id),
    lineageOf(order.revision),
  ])
  const { quote, ledger, payment, total, build: watched, ...plain } = view
  const named = await withNames(record)
  const salon = await soldInSalon(member, { id, atelier: order.atelier, createdAt: order.createdAt, record: named }, at)
  const sizes = built?.ok
    ? await blobSizes(
        database(),
        built.value.files.map(({ blob }) => blob),
      )
    : {}
  return ok({
    id,
    ...plain,
    profileVersion: order.profileVersion,
    ...(watched && contact ? { watchToken: watched.token } : {}),
    verdict: order.verdict,
    ...(lineage ? { lineage } : {}),
    country: order.destination.country,
    ...(contact ? { contact } : {}),
    ...(sees('order.money') ? { money: { quote, ledger, payment, total } } : {}),
    ...(production ? { production } : {}),
    ...(built?.ok
      ? { build: { ...built.value, files: built.value.files.map((file) => ({ ...file, bytes: sizes[file.blob] ?? 0 })) } }
      : {}),
    ...(chain?.ok ? { chain: chain.value as BuildVerification } : {}),
    lines,
    mails: mails.filter(({ confidential }) => !confidential),
    record: named,
    ...(salon ? { salon } : {}),
    mayDo: {
      hold: Boolean(production && !production.endedAt && !production.heldAt && sees('production.hold')),
      release: Boolean(production?.heldAt && !production.endedAt && sees('production.hold')),
      answer: sees('line.answer'),
      resend: sees('mail.resend'),
      cancel: sees('order.cancel') && moves.cancellable,
      refund: sees('order.refund') ? moves.left : undefined,
      refundEnds: moves.ends,
      erase: sees('order.erase') && contact?.erasedAt === null && (order.state === 'closed' || order.state === 'cancelled'),
    },
  })
}
export type StaffOrder = Extract<Awaited<ReturnType<typeof staffOrder>>, { ok: true }>['value']

/** Records with the name of whoever acted, where it was one of the house. */
export async function withNames(rows: readonly StoredAudit[]) {
  const ids = rows.flatMap(({ actor }) => (actor.startsWith('staff:') ? [actor.slice('staff:'.length)] : []))
  const names = await staffNames(database(), [...new Set(ids)])
  return rows.map((row) => ({ ...row, who: names[row.actor.slice('staff:'.length)] ?? undefined }))
}
export type NamedRecord = Awaited<ReturnType<typeof withNames>>[number]

/** What the same atelier would say today, with its profile, materials and bookings of now. Refused as `assessDesign`. */
export async function judgedToday(
  { atelier, document }: { atelier: string; document: DesignDocument },
  at: Date,
): Promise<Result<Verdict>> {
  // A verdict is about the atelier and the piece; where it is sent to plays no part in it.
  const assessed = await assessDesign({ document, destination: { country: 'FR' }, ateliers: [atelier], fineness: 'full', at })
  if (!assessed.ok) return assessed
  const [answer] = assessed.value.answers
  return answer ? ok(answer.verdict) : refuse('atelier.unknown', { atelier })
}

/** Whether this person may have a file of this production order; another's is as unknown as none. */
export async function mayHavePackage(member: StaffMember, id: string): Promise<boolean> {
  const production = id.length <= 100 ? await findProductionOrder(database(), id) : undefined
  return production !== undefined && may(callerOf(member), 'package.read', { atelier: production.atelier })
}
