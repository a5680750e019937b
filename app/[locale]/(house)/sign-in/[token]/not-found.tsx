import { headers } from 'next/headers'
import Link from 'next/link'
import { isLocale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

export default async function WayInIsOver() {
  const first = ((await headers()).get('x-path') ?? '').split('/')[1] ?? ''
  const locale = isLocale(first) ? first : 'en'
  const t = translator(locale)
  return (
    <main id="main" className="wrap py-32">
      <h1>{t('signIn.over.title')}</h1>
      <p className="lead mt-6 max-w-[46ch]">{t('signIn.over.text')}</p>
      <p className="mt-10">
        <Link className="button" href={`/${locale}/sign-in`} prefetch={false}>
          {t('signIn.again')}
        </Link>
      </p>
    </main>
  )
}
