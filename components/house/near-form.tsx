import type { Locale, Translate } from '@/lib/words/render'

/** Asks where the visitor is; the answer stands in the address. Works without scripts, and asks no device. */
export function NearForm(props: {
  locale: Locale
  t: Translate
  cities: readonly { id: string; city: string }[]
  /** Codes of the countries that can be named. */
  countries: readonly string[]
  /** What was chosen before. */
  value?: string
}) {
  const { locale, t } = props
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const named = props.countries.map((code) => ({ code, name: names.of(code) ?? code }))
  named.sort((a, b) => a.name.localeCompare(b.name, locale))
  return (
    <form method="get" action={`/${locale}/pieces`} className="near-form">
      <label>
        <span className="label">{t('pages.pieces.near')}</span>
        <select name="near" defaultValue={props.value ?? ''} className="field">
          <option value="">{t('pages.pieces.anywhere')}</option>
          <optgroup label={t('pages.pieces.cities')}>
            {props.cities.map(({ id, city }) => (
              <option key={id} value={id}>
                {city}
              </option>
            ))}
          </optgroup>
          <optgroup label={t('pages.pieces.countries')}>
            {named.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <button type="submit" className="button second tool">
        {t('pages.pieces.show')}
      </button>
    </form>
  )
}
