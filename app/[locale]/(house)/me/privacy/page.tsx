import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { KeptList } from '@/components/account/kept-list'
import { BooksJoined } from '@/components/account/own-books'
import { SiteFooter } from '@/components/house/site-header'
import { Icon } from '@/components/ui/icon'
import { signedInCount } from '@/lib/server/client-session'
import { ownBooks } from '@/lib/server/salon/joined'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import '@/components/account/account.css'
import { clientOrWayIn } from '../../client-here'
import { HouseHeader } from '../../house-header'
import { answerBook, erase, leave, openBook } from '../actions'

type Given = { params: Promise<{ locale: string }>; searchParams: Promise<{ must?: string }> }

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('me.privacy.title'), robots: { index: false } } : {}
}

export default async function Privacy({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const client = await clientOrWayIn(locale)
  const t = translator(locale)
  const { must } = await searchParams
  const [sessions, { joined }] = await Promise.all([signedInCount(client, new Date()), ownBooks(client)])
  return (
    <>
      <HouseHeader locale={locale} t={t} />
      <main id="main" className="wrap account">
        <p className="account-back">
          <Link className="link tall" href={`/${locale}/me`} prefetch={false}>
            {t('me.compare.back')}
          </Link>
        </p>
        <h1>{t('me.privacy.title')}</h1>
        <p className="lead mt-6">{t('me.privacy.lead')}</p>
        <KeptList t={t} />
        <div className="privacy-parts">
          <section aria-labelledby="law">
            <h2 id="law">{t('me.privacy.law')}</h2>
            <p>{t('me.privacy.law-text')}</p>
          </section>
          {joined.length > 0 && <BooksJoined t={t} locale={locale} books={joined} answer={answerBook} open={openBook} />}
          <section aria-labelledby="export">
            <h2 id="export">{t('me.privacy.export')}</h2>
            <p>{t('me.privacy.export-text')}</p>
            <a className="button second tool" href={`/${locale}/me/export`} download>
              {t('me.privacy.export-action')}
            </a>
          </section>
          <section aria-labelledby="sessions">
            <h2 id="sessions">{t('me.privacy.everywhere')}</h2>
            <p>{t('me.privacy.sessions', { count: sessions })}</p>
            <form action={leave}>
              <input type="hidden" name="locale" value={locale} />
              <button className="button second tool" type="submit" name="everywhere" value="1">
                {t('me.privacy.everywhere')}
              </button>
            </form>
          </section>
          <section aria-labelledby="erase">
            <h2 id="erase">{t('me.privacy.erase')}</h2>
            <p>{t('me.privacy.erase-text')}</p>
            <form action={erase}>
              <input type="hidden" name="locale" value={locale} />
              <label className="account-check">
                <input type="checkbox" name="know" value="yes" {...(must ? { 'aria-describedby': 'must' } : {})} />
                <span>{t('me.privacy.erase-know')}</span>
              </label>
              {must && (
                <p className="fault" id="must" role="alert">
                  <Icon name="blocked" />
                  {t('me.privacy.erase-must')}
                </p>
              )}
              <button className="button tool" type="submit">
                {t('me.privacy.erase-action')}
              </button>
            </form>
          </section>
        </div>
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
