import { ownPicture } from '@/lib/server/pieces'
import { clientHere } from '../../../../client-here'

/** Line drawing of a revision for the client who holds it; for everybody else there is nothing here. */
export async function GET(_: Request, { params }: { params: Promise<{ revision: string }> }): Promise<Response> {
  const client = await clientHere()
  const picture = client && (await ownPicture(client, (await params).revision))
  if (!picture?.ok) return new Response(null, { status: picture?.refusal.code === 'server.busy' ? 503 : 404 })
  return new Response(picture.value, {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Cache-Control': 'private, max-age=3600',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
