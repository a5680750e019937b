import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { SiteFooter, SiteHeader } from '@/components/house/site-header'
import { Icon } from '@/components/ui/icon'
import { hasOutbox, outbox, outboxLetter } from '@/lib/server/outbox'
import { isLocale } from '@/lib/words/locale'
import { formatDate, translator } from '@/lib/words/render'
import '@/components/account/account.css'
import '@/components/account/outbox.css'
import { staffOrDoor } from '../admin/asking'

type Given = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

const ICONS = { sent: 'ok', kept: 'ok', waiting: 'clock', refused: 'blocked' } as const

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('outbox.title'), robots: { index: false } } : {}
}

export default async function Outbox({ params, searchParams }: Given) {
  const { locale } = await params
  if (!isLocale(locale) || !hasOutbox()) notFound()
  await staffOrDoor(locale, 'mail.read')
  const t = translator(locale)
  const query = await searchParams
  const text = (key: string) => (typeof query[key] === 'string' ? query[key] : undefined)
  const after = text('after')
  const { mails, next } = await outbox(after)
  const chosen = text('letter') ?? mails[0]?.id
  const letter = chosen === undefined ? undefined : await outboxLetter(chosen)
  if (letter && !letter.ok) notFound()
  const page = after ? `&after=${encodeURIComponent(after)}` : ''
  return (
    <>
      <SiteHeader locale={locale} t={t} />
      <main id="main" className="wrap account">
        <h1>{t('outbox.title')}</h1>
        <p className="lead mt-6 max-w-[62ch]">{t('outbox.lead')}</p>
        {mails.length === 0 && (
          <div className="account-empty">
            <h2>{t('outbox.empty')}</h2>
            <p className="lead">{t('outbox.empty-help')}</p>
          </div>
        )}
        {mails.length > 0 && (
          <div className="outbox">
            <nav aria-label={t('outbox.title')}>
              <ul>
                {mails.map((mail) => (
                  <li key={mail.id}>
                    <Link
                      href={`/${locale}/outbox?letter=${mail.id}${page}`}
                      prefetch={false}
                      aria-current={mail.id === chosen ? 'true' : undefined}
                    >
                      <strong>{mail.subject}</strong>
                      <span className="quiet">{mail.to}</span>
                      <span className="caption">
                        <Icon name={ICONS[mail.state]} />
                        {t(`outbox.${mail.state}`)} · {formatDate(locale, mail.at, 'moment', 'Europe/Paris')}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
              <p className="outbox-pages">
                {after && (
                  <Link className="link tall" href={`/${locale}/outbox`} prefetch={false}>
                    {t('outbox.newest')}
                  </Link>
                )}
                {next && (
                  <Link className="link tall" href={`/${locale}/outbox?after=${next}`} prefetch={false}>
                    {t('outbox.older')}
                  </Link>
                )}
              </p>
            </nav>
            {letter?.ok && (
              <section aria-labelledby="letter">
                <h2 id="letter">{letter.value.subject}</h2>
                <iframe
                  title={t('outbox.letter', { to: letter.value.to, subject: letter.value.subject })}
                  src={`/${locale}/outbox/${chosen}/letter`}
                  sandbox="allow-popups allow-popups-to-escape-sandbox"
                />
                <details>
                  <summary>{t('outbox.text')}</summary>
                  <pre>{letter.value.text}</pre>
                </details>
              </section>
            )}
          </div>
        )}
      </main>
      <SiteFooter locale={locale} t={t} />
    </>
  )
}
