'use client'

import { useWords } from '@/components/ui/words'
import { useConfigurator, useConfigured } from '../configurator/context'
import { Field } from '../configurator/panel'

/** The choices of one group at a time, in two columns; made from the family's schema like the panel of the house. */
export function ParameterTabs() {
  const { t } = useWords()
  const { store, props, wishFor } = useConfigurator()
  const open = useConfigured((state) => state.group)
  const inapplicable = useConfigured((state) => state.inapplicable)
  const refusal = useConfigured((state) => state.refusal)
  const own = props.parameters.filter(({ key, group }) => group === open && !inapplicable.includes(key))
  const faultOf = (key: string) =>
    refusal?.path === `/choices/${key}` ? t(`refusals.${refusal.code}`, { ...refusal.parameters }) : undefined
  return (
    <section className="sl-parameters" aria-label={t('configurator.groups')}>
      <nav className="sl-tabs" aria-label={t('configurator.groups')}>
        {props.groups.map((group) => (
          <button
            key={group}
            type="button"
            aria-pressed={open === group}
            onClick={() => {
              store.setState({ group })
              wishFor(group)
            }}
          >
            {t(`configurator.tab.${group}`)}
          </button>
        ))}
      </nav>
      <fieldset className="sl-fields" aria-label={t(`groups.${open}`)}>
        {own.map((parameter) => (
          <div key={parameter.key} className="sl-field">
            <Field parameter={parameter} fault={faultOf(parameter.key)} />
            {props.hosting?.note?.(parameter.key)}
          </div>
        ))}
      </fieldset>
    </section>
  )
}
