import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Locale, Translate } from '@/lib/words/render'
import './admin.css'

/** Frame of the pages before one is in: sign-in, second step, invitation. */
export function Door(props: { locale: Locale; t: Translate; title: string; lead?: string; children: ReactNode }) {
  const { locale, t, title, lead, children } = props
  return (
    <>
      <header className="wrap site-header">
        <Link href={`/${locale}`} className="wordmark" aria-label={t('pages.home')}>
          Lot One
        </Link>
      </header>
      <main id="main" className="wrap py-16">
        <div className="staff-door">
          <h1>{title}</h1>
          {lead && <p className="quiet mt-4">{lead}</p>}
          <div className="mt-8">{children}</div>
        </div>
      </main>
    </>
  )
}
