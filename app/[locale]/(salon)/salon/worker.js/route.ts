import { salonWorker } from '@/lib/server/salon/worker-file'

export const dynamic = 'force-dynamic'

/**
 * The salon's worker. Its scope is the whole origin, since a drafting worker belongs to the scope of its own file below `/_next`;
 * only the salon's page registers it, and it answers for nothing but the salon's page and what that page draws with.
 */
export async function GET(): Promise<Response> {
  const text = await salonWorker()
  if (text === undefined) return new Response(null, { status: 404 })
  return new Response(text, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'service-worker-allowed': '/',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'self'",
    },
  })
}
