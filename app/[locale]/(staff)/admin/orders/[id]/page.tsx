import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { LatenessCell } from '@/components/admin/lateness'
import { iconOf, STANDING } from '@/components/admin/states'
import { Icon } from '@/components/ui/icon'
import { latenessOf } from '@/lib/domain/production/standing'
import { seenCities } from '@/lib/server/showcase'
import { staffOrder } from '@/lib/server/staff-order'
import { isLocale } from '@/lib/words/locale'
import { formatDate, translator } from '@/lib/words/render'
import { staffOrDoor } from '../../asking'
import { moment } from '../../clock'
import { Frame } from '../../frame'
import { PageNotes } from '../../list-parts'
import { Design } from './design'
import { Events } from './events'
import { MoneyOf } from './money'
import { OrderActions } from './order-actions-bar'
import { Lines, Mails, WhoDidWhat } from './record'
import { Salon } from './salon'
import { Terms } from './terms'
import { VerdictThenAndNow } from './verdict'

export const metadata: Metadata = { robots: { index: false } }

type Given = { params: Promise<{ locale: string; id: string }> }

export default async function StaffOrderPage({ params }: Given) {
  const { locale, id } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale, 'order.read')
  const at = new Date()
  const found = await staffOrder(staff, id, at)
  if (!found.ok) notFound()
  const order = found.value
  const t = translator(locale)
  const cities = await seenCities(at)
  const city = cities[order.atelier] ?? order.atelier
  const { document, production, build, contact, money } = order
  const standing =
    order.state === 'open' || order.state === 'cancelled'
      ? order.state
      : production?.heldAt && !production.endedAt
        ? 'held'
        : (production?.phase ?? order.state)
  const lastFact = build?.status.lastFactAt
  return (
    <Frame locale={locale} staff={staff} at="orders">
      <main id="main">
        <div className="admin-body admin-order-head">
          <div>
            <p className="small quiet">
              <Link className="link tall" href={`/${locale}/admin/orders`} prefetch={false}>
                {t('admin.order.back')}
              </Link>{' '}
              / {order.reference}
            </p>
            <h1 className="mt-3">
              {[
                contact ? (contact.name ?? t('admin.order.erased')) : order.reference,
                document && t(`families.${document.family}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </h1>
            <p className="flex flex-wrap gap-x-4 gap-y-2 mt-4 items-center">
              <span className={`badge ${STANDING[standing]}`}>
                <Icon name={iconOf(STANDING[standing])} size={14} />
                {t.has(`staff.standing.${standing}`) ? t(`staff.standing.${standing}`) : standing}, {city}
              </span>
              <span className="small">
                <LatenessCell
                  t={t}
                  lateness={latenessOf(
                    {
                      standing,
                      promised: production?.promised ?? new Date(order.plan.delivered),
                      firstPromised: production?.firstPromised ?? new Date(order.plan.delivered),
                      deliveredAt: production?.deliveredAt ?? null,
                    },
                    at,
                  )}
                />
              </span>
              <span className="small quiet">
                {t('admin.order.promise', {
                  date: formatDate(locale, build?.status.promise.delivered ?? order.plan.delivered, 'short'),
                })}
              </span>
              {lastFact && <span className="small quiet">{t('staff.order.last-fact', { at: moment(locale, lastFact) })}</span>}
              {order.watchToken && (
                <Link className="link tall small" href={`/${locale}/b/${order.watchToken}`} prefetch={false}>
                  {t('admin.order.open-build')}
                </Link>
              )}
            </p>
            {production?.heldAt && !production.endedAt && (
              <p className="state advice mt-4">
                <Icon name="advice" />
                <span>
                  {t('staff.order.held', { at: moment(locale, production.heldAt), reason: production.holdReason ?? '' })}
                </span>
              </p>
            )}
          </div>
          <OrderActions locale={locale} order={order} />
        </div>
        <PageNotes locale={locale} className="admin-order-live" only={id} />
        <div className="admin-order">
          <div>
            <Design locale={locale} order={order} />
          </div>
          <div>
            <section>
              <h2 className="ui-head">{t('staff.verdict.title')}</h2>
              <VerdictThenAndNow locale={locale} city={city} atelier={order.atelier} then={order.verdict} document={document} />
            </section>
            <section>
              <h2 className="ui-head">{t('admin.order.operations')}</h2>
              <dl className="admin-lines">
                {order.verdict.operations.map((step) => (
                  <div key={step.operation}>
                    <dt>{t(`operationNames.${step.operation.replace(/-\d+$/, '')}`)}</dt>
                    <dd className="quiet">
                      {t(`processes.${step.process}`)} · {t(`mode.${step.mode}`)}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
            <Lines locale={locale} order={order} />
            {order.mayDo.resend && <Mails locale={locale} order={order} />}
            <Events locale={locale} order={order} />
          </div>
          <div>
            {money && <MoneyOf locale={locale} money={money} />}
            {contact && (
              <section>
                <h2 className="ui-head">{t('admin.order.client')}</h2>
                <dl className="admin-lines">
                  <div>
                    <dt className="quiet">{t('configurator.form.name')}</dt>
                    <dd>{contact.name ?? t('admin.order.erased')}</dd>
                  </div>
                  <div>
                    <dt className="quiet">{t('configurator.form.email')}</dt>
                    <dd className="admin-wrap">{contact.email ?? t('admin.order.erased')}</dd>
                  </div>
                  {contact.address && (
                    <div>
                      <dt className="quiet">{t('admin.order.address')}</dt>
                      <dd>
                        {[
                          ...contact.address.lines,
                          `${contact.address.postcode ?? ''} ${contact.address.city ?? ''}`.trim(),
                          contact.address.country,
                        ].map((text) => (
                          <span key={text} className="block">
                            {text}
                          </span>
                        ))}
                      </dd>
                    </div>
                  )}
                </dl>
              </section>
            )}
            {order.salon && <Salon locale={locale} salon={order.salon} />}
            <Terms locale={locale} order={order} />
            <WhoDidWhat locale={locale} record={order.record} cities={cities} />
          </div>
        </div>
      </main>
    </Frame>
  )
}
