import type { Metadata, Viewport } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { settings } from '@/lib/server/settings'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import '../globals.css'

/** The two faces that the first screen is set in; asked for before the style sheet is read. */
const FACES = [
  new URL('@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2', import.meta.url).href,
  new URL('@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2', import.meta.url).href,
]

export const dynamic = 'force-dynamic'

export const viewport: Viewport = { themeColor: '#F7F4EE', width: 'device-width', initialScale: 1 }

export async function generateMetadata({ params }: { params: Promise<{ locale: string }> }): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  return {
    metadataBase: new URL(settings().PUBLIC_URL),
    title: { default: t('pages.title'), template: `%s · Lot One` },
    description: t('pages.description'),
    icons: { icon: '/icon.svg' },
  }
}

export default async function RootLayout({ children, params }: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  for (const face of FACES) preload(face, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
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
