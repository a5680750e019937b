import Link from 'next/link'
import { LanguageLink } from '@/components/ui/language-link'
import type { Locale } from '@/lib/words/locale'

interface SiteHeaderProps {
  locale: Locale
  t(key: string, values?: Record<string, string | number>): string
  /** Pieces that the client keeps; absent where nobody is signed in. */
  saved?: number
}

/** Storefront header; the words come in, so that it stays free of catalogues. */
export function SiteHeader({ locale, t, saved }: SiteHeaderProps) {
  const other = locale === 'en' ? 'fr' : 'en'
  return (
    <header className="wrap site-header">
      <Link href={`/${locale}`} className="wordmark" aria-label={t('pages.home')}>
        Lot One
      </Link>
      <nav className="wide" aria-label={t('pages.nav.label')}>
        <Link href={`/${locale}/pieces`}>{t('pages.nav.pieces')}</Link>
        <Link href={`/${locale}/ateliers`}>{t('pages.nav.ateliers')}</Link>
        <Link href={`/${locale}#made`}>{t('pages.nav.made')}</Link>
      </nav>
      <nav aria-label={t('pages.nav.own')}>
        {saved === undefined ? (
          <Link href={`/${locale}/sign-in`} prefetch={false}>
            {t('pages.nav.sign-in')}
          </Link>
        ) : (
          <Link href={`/${locale}/me`} prefetch={false} aria-label={t('pages.nav.saved-label', { count: saved })}>
            {t('pages.nav.saved', { count: saved })}
          </Link>
        )}
        <LanguageLink to={other} name={t(`pages.language.${other}`)} short={other.toUpperCase()} />
      </nav>
    </header>
  )
}

export function SiteFooter({ locale, t }: { locale: Locale; t(key: string): string }) {
  return (
    <footer className="site-footer">
      <div className="wrap">
        <Link href={`/${locale}`} className="wordmark" aria-label={t('pages.home')}>
          Lot One
        </Link>
        <nav aria-label={t('pages.nav.foot')}>
          <Link href={`/${locale}/pieces`}>{t('pages.nav.pieces')}</Link>
          <Link href={`/${locale}/ateliers`}>{t('pages.nav.ateliers')}</Link>
          <a href="/api/v1/reference">{t('pages.nav.api')}</a>
          <Link href={`/${locale}/admin/orders`} prefetch={false}>
            {t('pages.nav.staff')}
          </Link>
        </nav>
        <nav aria-label={t('pages.nav.languages')}>
          <LanguageLink to="en" name={t('pages.language.en')} />
          <LanguageLink to="fr" name={t('pages.language.fr')} />
        </nav>
      </div>
    </footer>
  )
}
