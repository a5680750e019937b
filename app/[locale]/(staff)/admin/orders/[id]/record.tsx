import { StaffAction } from '@/components/admin/staff-action'
import { Icon } from '@/components/ui/icon'
import type { NamedRecord, StaffOrder } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'
import { moment } from '../../clock'
import { tellActor, tellRecord } from '../../telling'
import { answer, resend } from './order-actions'

/** Letters about the order; each can be sent again. */
export function Mails({ locale, order }: { locale: Locale; order: StaffOrder }) {
  const t = translator(locale)
  const address = order.contact?.email
  return (
    <section>
      <h2 className="ui-head">{t('staff.order.mails')}</h2>
      {order.mails.length === 0 && <p className="quiet small">{t('staff.order.no-mails')}</p>}
      <ul className="admin-lines">
        {order.mails.map((mail) => {
          const state = mail.refusedAt ? 'blocked' : mail.sentAt ? 'ok' : 'clock'
          return (
            <li key={mail.id} className="staff-mail">
              <span>
                {mail.subject}
                <span className="caption block">{moment(locale, mail.createdAt)}</span>
              </span>
              <span className="staff-mail-end">
                <span className={`state ${state} small`}>
                  <Icon name={state} size={14} />
                  <span>{t(`staff.order.mail-${mail.refusedAt ? 'refused' : mail.sentAt ? 'sent' : 'waiting'}`)}</span>
                </span>
                {order.mayDo.resend && address && (
                  <StaffAction
                    small
                    group="mail"
                    name={t('staff.actions.resend')}
                    consequence={t('staff.consequence.resend', { address })}
                    yes={t('staff.yes.resend')}
                    action={resend}
                    hidden={{ locale, mail: mail.id, key: crypto.randomUUID() }}
                    fields={[{ name: 'reason', label: t('staff.actions.reason'), kind: 'area', most: 500 }]}
                  />
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What the client wrote to the maker, and what was answered; it can be answered. */
export function Lines({ locale, order }: { locale: Locale; order: StaffOrder }) {
  const t = translator(locale)
  if (order.lines.length === 0) return null
  return (
    <section>
      <h2 className="ui-head">{t('staff.order.lines')}</h2>
      <ul className="admin-lines">
        {order.lines.map((line) => (
          <li key={line.id}>
            <span>
              <q>{line.text}</q>
              <span className="caption block">
                {[line.name, line.occasion, moment(locale, line.at)].filter(Boolean).join(', ')}
              </span>
              {line.answers.map((answer) => (
                <span key={answer.id} className="block mt-2">
                  {answer.text}
                  <span className="caption block">{t('staff.order.answered', { at: moment(locale, answer.at) })}</span>
                </span>
              ))}
            </span>
            {order.mayDo.answer && (
              <StaffAction
                small
                group="line"
                name={t('staff.actions.answer')}
                consequence={t('staff.consequence.answer')}
                yes={t('staff.yes.answer')}
                action={answer}
                hidden={{ locale, line: line.id, key: crypto.randomUUID() }}
                fields={[{ name: 'text', label: t('staff.actions.answer-text'), kind: 'area', most: 500 }]}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who did what to it, newest first. */
export function WhoDidWhat(props: { locale: Locale; record: readonly NamedRecord[]; cities: Readonly<Record<string, string>> }) {
  const { locale, record, cities } = props
  const t = translator(locale)
  return (
    <section>
      <h2 className="ui-head">{t('staff.order.record')}</h2>
      {record.length === 0 && <p className="quiet small">{t('staff.order.no-record')}</p>}
      <ul className="admin-lines">
        {[...record].reverse().map((row) => (
          <li key={row.id}>
            <span>
              {tellActor(t, row, cities)}: {tellRecord(t, locale, row)}
              {typeof row.data.reason === 'string' && row.data.reason !== '' && (
                <span className="caption block">{row.data.reason}</span>
              )}
            </span>
            <span className="quiet small">{moment(locale, row.createdAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
