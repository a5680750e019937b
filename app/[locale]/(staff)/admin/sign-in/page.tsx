import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Icon } from '@/components/ui/icon'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { enter } from '../actions'

export const metadata: Metadata = { robots: { index: false } }

interface Given {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ refused?: string }>
}

export default async function SignIn({ params, searchParams }: Given) {
  const { locale } = await params
  const { refused } = await searchParams
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const known = refused !== undefined && t.has(`refusals.${refused}`)
  return (
    <>
      <header className="wrap site-header">
        <Link href={`/${locale}`} className="wordmark" aria-label={t('pages.home')}>
          Lot One
        </Link>
      </header>
      <main id="main" className="wrap py-16">
        <form action={enter} className="grid gap-5 max-w-[400px]">
          <h1 className="mb-4">{t('admin.sign-in.title')}</h1>
          <input type="hidden" name="locale" value={locale} />
          <label>
            <span className="label">{t('admin.sign-in.email')}</span>
            <input className="field" name="email" type="email" autoComplete="username" required />
          </label>
          <label>
            <span className="label">{t('admin.sign-in.password')}</span>
            <input className="field" name="password" type="password" autoComplete="current-password" required />
          </label>
          {refused !== undefined && (
            <p className="fault" role="alert">
              <Icon name="blocked" size={14} />
              {known ? t(`refusals.${refused}`, { seconds: 60, most: 1 }) : t('admin.sign-in.wrong')}
            </p>
          )}
          <button type="submit" className="button">
            {t('admin.sign-in.action')}
          </button>
        </form>
      </main>
    </>
  )
}
