import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import '../globals.css'

export const dynamic = 'force-dynamic'

export const viewport: Viewport = { themeColor: '#F7F4EE', width: 'device-width', initialScale: 1 }

export async function generateMetadata({ params }: { params: Promise<{ locale: string }> }): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  const given = await headers()
  const host = given.get('x-forwarded-host') ?? given.get('host') ?? 'localhost'
  const origin = process.env.PUBLIC_URL ?? `${given.get('x-forwarded-proto') ?? 'http'}://${host}`
  return {
    metadataBase: new URL(origin),
    title: { default: t('pages.title'), template: `%s · Lot One` },
    description: t('pages.description'),
    icons: { icon: '/icon.svg' },
  }
}

export default async function RootLayout({ children, params }: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  return (
    <html lang={locale}>
      <body>
        <a className="skip" href="#main">
          {t('pages.skip')}
        </a>
        {children}
      </body>
    </html>
  )
}
