import { cookies } from 'next/headers'
import { readBlob } from '@/lib/server/blobs'
import { staffBuild } from '@/lib/server/build-view'
import { SESSION_COOKIE, staffOf } from '@/lib/server/session'

/** A file of a production order's package, for staff. */
export async function GET(_: Request, { params }: { params: Promise<{ order: string; name: string }> }): Promise<Response> {
  const staff = await staffOf((await cookies()).get(SESSION_COOKIE)?.value, new Date())
  if (!staff) return new Response(null, { status: 401 })
  const { order, name } = await params
  const build = await staffBuild(order)
  const file = build.ok ? build.value.files.find((one) => one.name === decodeURIComponent(name)) : undefined
  if (!file) return new Response(null, { status: 404 })
  return new Response(await readBlob(file.blob), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
