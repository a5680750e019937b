import { headers } from 'next/headers'
import Link from 'next/link'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

export default async function NotFound() {
  const path = (await headers()).get('x-path') ?? ''
  const first = path.split('/')[1] ?? ''
  const locale = isLocale(first) ? first : 'en'
  const t = translator(locale)
  return (
    <main id="main" className="wrap py-32">
      <h1>{t('pages.not-found.title')}</h1>
      <p className="lead mt-6 max-w-[46ch]">{t('pages.not-found.help')}</p>
      <p className="mt-10">
        <Link className="button" href={`/${locale}`}>
          {t('pages.not-found.action')}
        </Link>
      </p>
    </main>
  )
}
