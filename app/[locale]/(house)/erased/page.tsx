import { notFound } from 'next/navigation'
import { SiteFooter } from '@/components/house/site-header'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import '@/components/account/account.css'
import { HouseHeader } from '../house-header'

export default async function Erased({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap">
        <div className="account-narrow">
          <h1>{t('me.privacy.gone')}</h1>
          <p className="lead">{t('me.privacy.gone-text')}</p>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
