import { cookies } from 'next/headers'
import { staffFile } from '@/lib/server/production'
import { SESSION_COOKIE, staffOf } from '@/lib/server/session'

/** A file of a production order's package, for staff. */
export async function GET(_: Request, { params }: { params: Promise<{ order: string; name: string }> }): Promise<Response> {
  const staff = await staffOf((await cookies()).get(SESSION_COOKIE)?.value, new Date())
  if (!staff) return new Response(null, { status: 401 })
  const { order, name } = await params
  const found = await staffFile(order, name)
  if (!found.ok) return new Response(null, { status: 404 })
  const { file, content } = found.value
  return new Response(content, {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
