import type { SoldInSalon } from '@/lib/server/salon/sold'
import type { Locale } from '@/lib/words/locale'
import { translator } from '@/lib/words/render'

/** Who sold it in which shop, and whom it is for, as far as the reader may know. */
export function Salon({ locale, salon }: { locale: Locale; salon: SoldInSalon }) {
  const t = translator(locale)
  const { advisor, city, client, forMaker } = salon
  const occasion = forMaker?.occasion && t(`salon.occasion.${forMaker.occasion}`)
  const rows = [
    { name: t('staff.order.sold-by'), text: advisor },
    { name: t('staff.order.shop'), text: city },
    { name: t('staff.order.for'), text: client?.name ?? [forMaker?.name, occasion].filter(Boolean).join(' · ') },
  ].filter(({ text }) => text)
  return (
    <section>
      <h2 className="ui-head">{t('staff.order.salon')}</h2>
      <dl className="admin-lines">
        {rows.map(({ name, text }) => (
          <div key={name}>
            <dt className="quiet">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {client && <p className="caption mt-2">{t('staff.order.look')}</p>}
    </section>
  )
}
