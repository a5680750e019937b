import { staffFile } from '@/lib/server/production'
import { staffOf } from '@/lib/server/session'
import { mayHavePackage } from '@/lib/server/staff-order'
import { sessionToken } from '../../../asking'

/** A file of a production order's package, for staff; another atelier's is as unknown to a lead as none. */
export async function GET(_: Request, { params }: { params: Promise<{ order: string; name: string }> }): Promise<Response> {
  const staff = await staffOf(await sessionToken(), new Date())
  if (!staff) return new Response(null, { status: 401 })
  const { order, name } = await params
  const found = (await mayHavePackage(staff, order)) ? await staffFile(order, name) : undefined
  if (!found?.ok) return new Response(null, { status: 404 })
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
