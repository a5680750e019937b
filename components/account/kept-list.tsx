import { KEPT, KEPT_NAMES } from '@/lib/domain/privacy/kept'
import type { Translate } from '@/lib/words/translate'

/** Days as a person says them: whole years and months where they are. */
function spanOf(t: Translate, days: number): string {
  if (days >= 365) return t('privacy.span', { unit: 'years', n: Math.round(days / 365.25) })
  if (days % 30 === 0) return t('privacy.span', { unit: 'months', n: days / 30 })
  return t('privacy.span', { unit: 'days', n: days })
}

/** Everything personal that the house keeps, why, and until when: every row of the one table. */
export function KeptList({ t }: { t: Translate }) {
  return (
    <div className="kept-list">
      <div className="kept-head" aria-hidden="true">
        <span>{t('me.privacy.what')}</span>
        <span>{t('me.privacy.why')}</span>
        <span>{t('me.privacy.end')}</span>
      </div>
      <ul>
        {KEPT_NAMES.map((name) => (
          <li key={name}>
            <strong>{t(`privacy.kept.${name}.what`)}</strong>
            <span className="quiet">
              {t(`privacy.kept.${name}.why`)}
              <span className="caption kept-basis">
                {t('me.privacy.basis-line', { basis: t(`me.privacy.basis.${KEPT[name].basis}`) })}
              </span>
            </span>
            <span>{t(`privacy.after.${KEPT[name].after}`, { span: spanOf(t, KEPT[name].days) })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
