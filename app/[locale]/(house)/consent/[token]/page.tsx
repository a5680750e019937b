import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SiteHeader } from '@/components/house/site-header'
import { ConsentPage } from '@/components/salon/consent-page'
import { WordsProvider } from '@/components/ui/words'
import { openConsent } from '@/lib/server/salon/consents'
import { messagesFor } from '@/lib/words/client-messages'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import '@/components/house/house.css'

type Given = { params: Promise<{ locale: string; token: string }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return { title: translator(locale)('consent.title'), robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

/** The client's own page: what they allow, what is kept, who looked. */
export default async function Consent({ params }: Given) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const opened = await openConsent(token, new Date())
  if (!opened.ok) notFound()
  return (
    <>
      <SiteHeader locale={locale} t={translator(locale)} />
      <main id="main" className="wrap">
        <WordsProvider locale={locale} messages={messagesFor(locale, ['consent', 'salon', 'refusals'])}>
          <ConsentPage token={token} first={opened.value} />
        </WordsProvider>
      </main>
    </>
  )
}
