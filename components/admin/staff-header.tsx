import Link from 'next/link'
import { LanguageLink } from '@/components/ui/language-link'
import { type Caller, may, type PermissionName } from '@/lib/domain/access/permissions'
import type { Locale, Translate } from '@/lib/words/render'
import './admin.css'
import './atelier.css'
import './list.css'
import './order.css'

/** Rooms of the staff's pages, with what one must be allowed to find them in the menu. */
const ROOMS = [
  ['orders', 'order.read'],
  ['production', 'production.read'],
  ['ateliers', 'atelier.read'],
  ['returns', 'policy.read'],
  ['people', 'staff.manage'],
  ['audit', 'audit.read'],
] as const satisfies readonly (readonly [string, PermissionName])[]
export type Room = (typeof ROOMS)[number][0] | 'account'

/** Header of the staff's pages; `leave` ends the session. */
export function StaffHeader(props: {
  locale: Locale
  t: Translate
  at: Room
  name: string
  caller: Caller
  /** Whether this house keeps its letters where staff read them. */
  hasOutbox: boolean
  leave(form: FormData): Promise<void>
}) {
  const { locale, t, at, name, caller, hasOutbox, leave } = props
  const other = locale === 'en' ? 'fr' : 'en'
  return (
    <header className="admin-head">
      <Link href={`/${locale}/admin`} className="wordmark" aria-label={t('pages.home')}>
        Lot One
      </Link>
      <nav aria-label={t('admin.nav.label')}>
        {ROOMS.filter(([, permission]) => may(caller, permission)).map(([room]) => (
          <Link key={room} href={`/${locale}/admin/${room}`} aria-current={at === room ? 'page' : undefined} prefetch={false}>
            {t(`admin.nav.${room}`)}
          </Link>
        ))}
        {hasOutbox && may(caller, 'mail.read') && (
          <Link href={`/${locale}/outbox`} prefetch={false}>
            {t('outbox.title')}
          </Link>
        )}
        {may(caller, 'salon.use') && <a href={`/${locale}/salon`}>{t('admin.nav.salon')}</a>}
      </nav>
      <div className="admin-who">
        <Link href={`/${locale}/admin/account`} aria-current={at === 'account' ? 'page' : undefined} prefetch={false}>
          {name}, {t(`staff.roles.${caller.role}`)}
        </Link>
        <form action={leave}>
          <input type="hidden" name="locale" value={locale} />
          <button type="submit">{t('admin.nav.out')}</button>
        </form>
        <LanguageLink to={other} name={t(`pages.language.${other}`)} short={other.toUpperCase()} />
      </div>
    </header>
  )
}
