import { orderCsv } from '@/lib/server/order-csv'
import { staffOf } from '@/lib/server/session'
import { readOrderAsking } from '@/lib/server/staff-lists'
import { isLocale } from '@/lib/words/locale'
import { sessionToken } from '../../asking'

/** The view of the list as CSV, whole, however long it is. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params
  const at = new Date()
  const staff = await staffOf(await sessionToken(), at)
  if (!staff) return new Response(null, { status: 401 })
  const asking = readOrderAsking(Object.fromEntries(new URL(request.url).searchParams))
  const lines = await orderCsv(staff, asking, isLocale(locale) ? locale : 'en', at)
  if (!lines.ok) return new Response(null, { status: 404 })
  return new Response(lines.value, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="orders-${at.toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
