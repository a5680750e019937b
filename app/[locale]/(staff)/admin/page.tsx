import { redirect } from 'next/navigation'

export default async function Admin({ params }: { params: Promise<{ locale: string }> }) {
  redirect(`/${(await params).locale}/admin/orders`)
}
