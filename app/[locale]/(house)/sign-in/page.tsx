import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { WayInForm } from '@/components/account/way-in-form'
import { SiteFooter } from '@/components/house/site-header'
import { SIGN_IN_MINUTES } from '@/lib/server/letters'
import { settings } from '@/lib/server/settings'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import '@/components/account/account.css'
import { HouseHeader } from '../house-header'
import { askWayIn } from './actions'

type Given = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('signIn.confirm.title'), robots: { index: false } } : {}
}

export default async function SignIn({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const { sent, refused, seconds } = await searchParams
  const t = translator(locale)
  const code = typeof refused === 'string' && t.has(`refusals.${refused}`) ? refused : undefined
  const fault = code && t(`refusals.${code}`, { seconds: Math.min(3600, Number(seconds) || 60) })
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap">
        <div className="account-narrow">
          {sent ? (
            <>
              <h1>{t('signIn.sent')}</h1>
              <p className="lead" role="status">
                {t('signIn.sent-help', { minutes: SIGN_IN_MINUTES })}
              </p>
              {settings().LOT_ONE_MODE === 'demo' && <p className="account-note">{t('signIn.demo')}</p>}
              <p>
                <a className="link tall" href={`/${locale}/sign-in`}>
                  {t('signIn.again')}
                </a>
              </p>
            </>
          ) : (
            <>
              <h1>{t('signIn.title')}</h1>
              <p className="lead">{t('signIn.lead')}</p>
              <WayInForm
                locale={locale}
                action={askWayIn}
                label={t('signIn.email')}
                submit={t('signIn.action')}
                {...(fault ? { fault } : {})}
              />
            </>
          )}
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
