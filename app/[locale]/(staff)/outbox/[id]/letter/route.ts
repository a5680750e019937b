import { may } from '@/lib/domain/access/permissions'
import { hasOutbox, outboxLetter } from '@/lib/server/outbox'
import { callerOf, staffOf } from '@/lib/server/session'
import { sessionToken } from '../../../admin/asking'

/** A letter's HTML for the frame of the outbox; the policy that keeps it still is set with those of all pages. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const staff = await staffOf(await sessionToken(), new Date())
  const allowed = hasOutbox() && staff && may(callerOf(staff), 'mail.read')
  const letter = allowed ? await outboxLetter((await params).id) : undefined
  if (!letter?.ok) return new Response(null, { status: 404 })
  return new Response(letter.value.html.replace('<head>', '<head>\n<base target="_blank">'), {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
