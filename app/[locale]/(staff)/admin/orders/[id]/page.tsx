import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { StaffHeader } from '@/components/admin/staff-header'
import { iconOf, ORDER_STATE, PHASE_STATE } from '@/components/admin/states'
import { findingState } from '@/components/configurator/finding-states'
import { nearestPreset } from '@/components/configurator/nearest-preset'
import { parameterName } from '@/components/configurator/parameter-words'
import { inapplicableIn, plainParameters } from '@/components/configurator/plain-parameters'
import { Still } from '@/components/house/still'
import { stillNamed } from '@/components/house/stills'
import { Icon } from '@/components/ui/icon'
import { loadFamily } from '@/lib/domain/products/catalogue'
import { staffBuild } from '@/lib/server/build-view'
import { staffOrder } from '@/lib/server/order-view'
import { seenCities } from '@/lib/server/showcase'
import { isLocale } from '@/lib/words/locale'
import { formatDate, formatMeasure, formatMoney, translator } from '@/lib/words/render'
import { tellChoice, tellFinding, tellPriceLine } from '@/lib/words/telling'
import { leave } from '../../actions'
import { staffOrDoor } from '../../asking'

export const metadata: Metadata = { robots: { index: false } }

type Given = { params: Promise<{ locale: string; id: string }> }

export default async function StaffOrder({ params }: Given) {
  const { locale, id } = await params
  if (!isLocale(locale)) notFound()
  const staff = await staffOrDoor(locale)
  const found = await staffOrder(id)
  if (!found.ok) notFound()
  const order = found.value
  const built = order.productionOrder ? await staffBuild(order.productionOrder) : undefined
  const build = built?.ok ? built.value : undefined
  const t = translator(locale)
  const city = (await seenCities(new Date()))[order.atelier] ?? order.atelier
  const { document, quote, contact } = order
  const family = document && (await loadFamily(document.family))
  const preset = family && document ? nearestPreset(family.presets, document.choices) : undefined
  const hidden = family && document ? inapplicableIn(family, document.choices) : []
  const state = ORDER_STATE[order.state]
  const operation = (name: string) => t(`operationNames.${name.replace(/-\d+$/, '')}`)
  const moment = (at: Date | string) => formatDate(locale, typeof at === 'string' ? at : at.toISOString(), 'moment')
  return (
    <>
      <StaffHeader locale={locale} t={t} at="orders" name={staff.name} leave={leave} />
      <main id="main">
        <div className="admin-body">
          <p className="small quiet">
            <Link className="link tall" href={`/${locale}/admin/orders`}>
              {t('admin.order.back')}
            </Link>{' '}
            / {order.reference}
          </p>
          <h1 className="mt-3">
            {contact?.name ?? t('admin.order.erased')}
            {document && ` · ${t(`families.${document.family}`)}`}
          </h1>
          <p className="flex flex-wrap gap-3 mt-4 items-center">
            <span className={`badge ${state}`}>
              <Icon name={iconOf(state)} size={14} />
              {t(`admin.state.${order.state}`)}, {city}
            </span>
            {build && (
              <span className={`badge ${PHASE_STATE[build.phase]}`}>
                <Icon name={iconOf(PHASE_STATE[build.phase])} size={14} />
                {t(`admin.phase.${build.phase}`)}
              </span>
            )}
            <span className="small quiet">
              {t('admin.order.promise', {
                date: formatDate(locale, build?.status.promise.delivered ?? order.plan.delivered, 'short'),
              })}
            </span>
            {order.build && (
              <Link className="link tall small" href={`/${locale}/b/${order.build.token}`} prefetch={false}>
                {t('admin.order.open-build')}
              </Link>
            )}
          </p>
        </div>
        <div className="admin-order">
          <div>
            {preset && document && (
              <Still
                className="admin-still"
                picture={stillNamed(document.family, preset.id)}
                alt={t('configurator.nearest', { name: t(`presets.${preset.id}`) })}
                sizes="330px"
              />
            )}
            <section className="mt-6">
              <h2 className="ui-head">{t('admin.order.design')}</h2>
              <dl className="admin-lines">
                {family &&
                  document &&
                  plainParameters(family)
                    .filter(({ key }) => !hidden.includes(key))
                    .map((parameter) => (
                      <div key={parameter.key}>
                        <dt className="quiet">{parameterName(t, parameter.key)}</dt>
                        <dd>{tellChoice(t, locale, parameter, document.choices[parameter.key] ?? '')}</dd>
                      </div>
                    ))}
                {!document && <p className="quiet">{t('pages.saved.erased')}</p>}
              </dl>
            </section>
            <section>
              <h2 className="ui-head">{t('admin.order.package')}</h2>
              <dl className="admin-lines">
                {(build?.files ?? []).map((file) => (
                  <div key={file.name}>
                    <dt>{t.has(`files.roles.${file.role}`) ? t(`files.roles.${file.role}`) : file.role}</dt>
                    <dd>
                      <a
                        className="link tall"
                        href={`/${locale}/admin/files/${build?.id}/${encodeURIComponent(file.name)}`}
                        download
                      >
                        {file.name}
                      </a>
                    </dd>
                  </div>
                ))}
                {(build?.files ?? []).length === 0 && <p className="quiet small">{t('admin.order.no-package')}</p>}
              </dl>
            </section>
          </div>
          <div>
            <section>
              <h2 className="ui-head">{t('admin.order.verdict')}</h2>
              {order.verdict.findings.length === 0 && <p className="quiet small">{t('admin.order.no-findings')}</p>}
              <dl className="admin-lines">
                {order.verdict.findings.map((finding) => {
                  const told = tellFinding(t, locale, finding, city)
                  const level = findingState(finding)
                  return (
                    <div key={`${finding.rule}${finding.feature}${finding.axis ?? ''}${finding.operation ?? ''}`}>
                      <dt>
                        <span className={`state ${level}`}>
                          <Icon name={level} />
                          <span className="text-[var(--ink)]">{told.short}</span>
                        </span>
                        <span className="caption block">{t(`source.${finding.source.kind}`, { text: finding.source.text })}</span>
                      </dt>
                      <dd>
                        {told.measured}
                        {told.limit && <span className="quiet"> / {told.limit}</span>}
                      </dd>
                    </div>
                  )
                })}
              </dl>
              <h2 className="ui-head mt-8">{t('admin.order.operations')}</h2>
              <dl className="admin-lines">
                {order.verdict.operations.map((step) => (
                  <div key={step.operation}>
                    <dt>{operation(step.operation)}</dt>
                    <dd className="quiet">
                      {t(`processes.${step.process}`)} · {t(`mode.${step.mode}`)}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
            <section>
              <h2 className="ui-head flex justify-between gap-4">
                {t('admin.order.events')}
                {build && build.events.length > 0 && (
                  <span className="small quiet font-normal">{t('admin.order.chain', { count: build.events.length })}</span>
                )}
              </h2>
              {(build?.events ?? []).length === 0 && <p className="quiet small">{t('admin.order.no-events')}</p>}
              <ol className="admin-events">
                {[...withoutRuns(build?.events ?? [])].reverse().map(({ sequence, occurredAt, receivedAt, body }) => (
                  <li key={sequence}>
                    <time dateTime={occurredAt} title={receivedAt}>
                      {moment(occurredAt)}
                    </time>
                    <span>
                      {t(`events.${body.type}`)}
                      {'operation' in body && ` · ${operation(body.operation)}`}
                      {body.type === 'gate-measured' &&
                        ` · ${t(`build.gate.${body.gate}`)} ${formatMeasure(locale, body.measured, body.unit)} (${formatMeasure(locale, body.lower, body.unit)}–${formatMeasure(locale, body.upper, body.unit)})`}
                      {body.type === 'operation-progress' && ` · ${body.done} / ${body.total}`}
                      {body.type === 'promise-moved' && ` · ${formatDate(locale, body.promised, 'short')}: ${body.reason}`}
                    </span>
                    <span className="quiet small">
                      {'by' in body
                        ? t(`makers.${body.by.kind}`, { name: body.by.name })
                        : 'workCenter' in body
                          ? body.workCenter
                          : ''}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          </div>
          <div>
            <section>
              <h2 className="ui-head">{t('admin.order.price')}</h2>
              <dl className="admin-lines">
                {quote.lines.map((line) => (
                  <div key={line.code}>
                    <dt>{tellPriceLine(t, locale, line)}</dt>
                    <dd>{formatMoney(locale, line.shown)}</dd>
                  </div>
                ))}
                <div className="total">
                  <dt>{t('quote.total')}</dt>
                  <dd>{formatMoney(locale, quote.shownTotal)}</dd>
                </div>
              </dl>
              <p className="caption mt-2">{t('admin.order.fixed', { date: moment(quote.metalFixedAt) })}</p>
            </section>
            <section>
              <h2 className="ui-head">{t('admin.order.money')}</h2>
              <dl className="admin-lines">
                {order.ledger.map((entry) => (
                  <div key={`${entry.kind}${entry.at}`}>
                    <dt>
                      {t(`admin.order.ledger.${entry.kind}`)} <span className="quiet">{moment(entry.at)}</span>
                    </dt>
                    <dd>{formatMoney(locale, entry.amount)}</dd>
                  </div>
                ))}
                <div>
                  <dt>{t('admin.order.payment')}</dt>
                  <dd className="quiet">{order.payment.state}</dd>
                </div>
              </dl>
            </section>
            <section>
              <h2 className="ui-head">{t('admin.order.client')}</h2>
              <dl className="admin-lines">
                <div>
                  <dt className="quiet">{t('configurator.form.name')}</dt>
                  <dd>{contact?.name ?? t('admin.order.erased')}</dd>
                </div>
                <div>
                  <dt className="quiet">{t('configurator.form.email')}</dt>
                  <dd>{contact?.email ?? t('admin.order.erased')}</dd>
                </div>
                {contact?.address && (
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
          </div>
        </div>
      </main>
    </>
  )
}

/** Of a run of progress reports only the last is shown; the chain keeps them all. */
function withoutRuns<Event extends { body: { type: string } }>(events: readonly Event[]): readonly Event[] {
  const isSaid = ({ body }: Event) => body.type === 'operation-progress'
  return events.filter((event, index) => {
    const following = events[index + 1]
    return !isSaid(event) || !following || !isSaid(following)
  })
}
