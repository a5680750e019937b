import { exportOf } from '@/lib/server/account-data'
import { clientHere } from '../../client-here'

/** Everything that we keep about the client who asks, as a JSON file. */
export async function GET(): Promise<Response> {
  const client = await clientHere()
  if (!client) return new Response(null, { status: 404 })
  const at = new Date()
  return new Response(JSON.stringify(await exportOf(client, at), null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="lot-one-${at.toISOString().slice(0, 10)}.json"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
