'use client'

import { useId } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import { useConfigurator, useConfigured } from './context'

/** Where the piece goes: it decides the tax, the currency, the freight and the date. */
export function Delivery() {
  const { t, locale } = useWords()
  const { store, props, wishFor } = useConfigurator()
  const destination = useConfigured((state) => state.destination)
  const open = useConfigured((state) => state.group === 'delivery')
  const id = useId()
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const name = (country: string) => names.of(country) ?? country
  return (
    <section className="cf-group" data-open={open || undefined}>
      <h2>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => {
            store.setState({ group: open ? '' : 'delivery' })
            wishFor('')
          }}
        >
          <span className="name">{t('configurator.delivery')}</span>
          <span className="summary">{name(destination.country)}</span>
          <span className="chevron">
            <Icon name="down" />
          </span>
        </button>
      </h2>
      {open && (
        <div className="cf-fields">
          <div>
            <label className="label" htmlFor={id}>
              {t('configurator.country')}
            </label>
            <select
              id={id}
              className="field"
              value={destination.country}
              onChange={(event) => {
                const next = props.destinations.find(({ country }) => country === event.target.value)
                if (next) store.setState({ destination: next })
              }}
            >
              {[...props.destinations]
                .sort((a, b) => name(a.country).localeCompare(name(b.country), locale))
                .map(({ country }) => (
                  <option key={country} value={country}>
                    {name(country)}
                  </option>
                ))}
            </select>
            <p className="help mt-2">{t('configurator.country-help')}</p>
          </div>
        </div>
      )}
    </section>
  )
}
