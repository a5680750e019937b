import Link from 'next/link'
import { LanguageLink } from '@/components/ui/language-link'
import type { Locale, Translate } from '@/lib/words/render'
import './admin.css'

/** Header of the staff's pages; `leave` ends the session. */
export function StaffHeader(props: {
  locale: Locale
  t: Translate
  at: 'orders' | 'production'
  name: string
  leave(form: FormData): Promise<void>
}) {
  const { locale, t, at, name, leave } = props
  const other = locale === 'en' ? 'fr' : 'en'
  return (
    <header className="admin-head">
      <Link href={`/${locale}/admin/orders`} className="wordmark" aria-label={t('pages.home')}>
        Lot One
      </Link>
      <nav aria-label={t('admin.nav.label')}>
        {(['orders', 'production'] as const).map((one) => (
          <Link key={one} href={`/${locale}/admin/${one}`} aria-current={at === one ? 'page' : undefined}>
            {t(`admin.nav.${one}`)}
          </Link>
        ))}
      </nav>
      <div className="admin-who">
        <span className="quiet">{name}</span>
        <form action={leave}>
          <input type="hidden" name="locale" value={locale} />
          <button type="submit">{t('admin.nav.out')}</button>
        </form>
        <LanguageLink to={other} name={t(`pages.language.${other}`)} short={other.toUpperCase()} />
      </div>
    </header>
  )
}
