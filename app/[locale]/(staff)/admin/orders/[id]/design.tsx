import { OrderPiece } from '@/components/admin/order-piece'
import { nearestPreset } from '@/components/configurator/nearest-preset'
import { parameterName } from '@/components/configurator/parameter-words'
import { inapplicableIn, plainParameters } from '@/components/configurator/plain-parameters'
import { mainMaterial } from '@/components/house/main-material'
import { Still } from '@/components/house/still'
import { stillNamed } from '@/components/house/stills'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { StaffOrder } from '@/lib/server/staff-order'
import type { Locale } from '@/lib/words/locale'
import { formatNumber, THIN, type Translate, translator } from '@/lib/words/render'
import { tellChoice } from '@/lib/words/telling'

/** The piece, what was chosen, and the files it is made from. */
export async function Design({ locale, order }: { locale: Locale; order: StaffOrder }) {
  const t = translator(locale)
  const { document, build } = order
  const family = document && (await loadFamily(document.family))
  const preset = family && nearestPreset(family.presets, document.choices)
  const hidden = family ? inapplicableIn(family, document.choices) : []
  const { finish = '' } = document?.choices ?? {}
  return (
    <>
      {document && preset && (
        <OrderPiece
          document={document}
          metal={family ? mainMaterial(family, document.choices) : ''}
          finish={String(finish)}
          label={t('staff.order.viewer')}
          picture={
            <Still
              className="admin-still"
              picture={stillNamed(document.family, preset.id)}
              alt={t('configurator.nearest', { name: t(`presets.${preset.id}`) })}
              sizes="330px"
            />
          }
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
        </dl>
        {!document && <p className="quiet">{t('pages.saved.erased')}</p>}
        {order.lineage && <p className="caption mt-2">{lineageLine(t, order.lineage)}</p>}
      </section>
      <section>
        <h2 className="ui-head">{t('admin.order.package')}</h2>
        <dl className="admin-lines">
          {(build?.files ?? []).map((file) => (
            <div key={file.name}>
              <dt>{t(`files.roles.${file.role.replace(/-\d+$/, '')}`)}</dt>
              <dd>
                <a className="link tall" href={`/${locale}/admin/files/${build?.id}/${encodeURIComponent(file.name)}`} download>
                  {file.name}
                </a>
                <span className="caption block">
                  {formatNumber(locale, file.bytes / 1024, file.bytes < 10_240 ? 1 : 0)}
                  {THIN}kB
                </span>
              </dd>
            </div>
          ))}
        </dl>
        {(build?.files ?? []).length === 0 && <p className="quiet small">{t('admin.order.no-package')}</p>}
      </section>
    </>
  )
}

/** Designs are told apart by the end of their names, as on a client's own pages. */
const shortName = (design: string) => design.slice(-8).replace(/(....)/, '$1 ')

function lineageLine(t: Translate, { design, number, from }: NonNullable<StaffOrder['lineage']>): string {
  const own = t('admin.order.revision', { number, design: shortName(design) })
  if (!from) return own
  const origin = from.design === design ? 'admin.order.made-from' : 'admin.order.made-from-other'
  return `${own}, ${t(origin, { number: from.number, design: shortName(from.design) })}`
}
