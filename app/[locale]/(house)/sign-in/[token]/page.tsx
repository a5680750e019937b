import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SiteFooter } from '@/components/house/site-header'
import { lookAtWayIn } from '@/lib/server/way-in'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import '@/components/account/account.css'
import { HouseHeader } from '../../house-header'
import { comeIn } from '../actions'

type Given = { params: Promise<{ locale: string; token: string }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return {
    title: translator(locale)('signIn.confirm.title'),
    robots: { index: false, follow: false },
    referrer: 'no-referrer',
  }
}

/** Waits for a person: a mail program that opens every link uses none up. */
export default async function ComeIn({ params }: Given) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const found = await lookAtWayIn(token, new Date())
  if (!found.ok) notFound()
  const t = translator(locale)
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap">
        <div className="account-narrow">
          <h1>{t('signIn.confirm.title')}</h1>
          <p className="lead">{t('signIn.confirm.text', { email: found.value })}</p>
          <form action={comeIn}>
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="token" value={token} />
            <button className="button" type="submit">
              {t('signIn.confirm.action')}
            </button>
          </form>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
