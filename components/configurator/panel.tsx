'use client'

import { Fragment, type ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { useWords } from '@/components/ui/words'
import type { FactKey } from '@/lib/drafting/protocol'
import { formatMeasure } from '@/lib/words/format'
import { tellChoice } from '@/lib/words/telling'
import { ChoiceField } from './choice-field'
import { CircumferenceField } from './circumference-field'
import { type PanelParameter, useConfigurator, useConfigured } from './context'
import { dyeOf } from './dye'
import { MarkField } from './mark-field'
import { NumberField } from './number-field'
import { groupName } from './parameter-words'
import { PlacementField } from './placement-field'
import { TextField } from './text-field'

/** Facts worth reading beside the choices, where the piece has them. */
const SHOWN: readonly FactKey[] = [
  'engraving.stroke',
  'relief.stroke',
  'engraving.depth',
  'relief.depth',
  'wall.minimum',
  'bore.diameter',
  'part.mass',
  'card.ease',
  'seam.pitch-deviation',
  'seam.stitches',
  'seam.stack',
  'die.line',
  'die.to-stitch',
]

export function Field({ parameter, fault }: { parameter: PanelParameter; fault: string | undefined }): ReactNode {
  if (parameter.kind === 'text') return <TextField parameter={parameter} fault={fault} />
  if (parameter.kind === 'choice') return <ChoiceField parameter={parameter} fault={fault} />
  if (parameter.kind === 'outline') return <MarkField parameter={parameter} fault={fault} />
  if (parameter.presentation === 'placement-x') return <PlacementField across={parameter} fault={fault} />
  // Shown with the first coordinate.
  if (parameter.presentation === 'placement-y') return null
  if (parameter.presentation === 'circumference') return <CircumferenceField parameter={parameter} fault={fault} />
  return <NumberField parameter={parameter} fault={fault} />
}

/** The panel, made from the family's parameter schema; no family is known here by name. */
export function Panel({ children }: { children?: ReactNode }) {
  const { t, locale } = useWords()
  const { store, props, wishFor } = useConfigurator()
  const open = useConfigured((state) => state.group)
  const choices = useConfigured((state) => state.document.choices)
  const inapplicable = useConfigured((state) => state.inapplicable)
  const refusal = useConfigured((state) => state.refusal)
  const facts = useConfigured((state) => state.judged?.facts)

  const faultOf = (key: string) =>
    refusal?.path === `/choices/${key}` ? t(`refusals.${refusal.code}`, { ...refusal.parameters }) : undefined

  function show(group: string, toggle: boolean) {
    const next = toggle && open === group ? '' : group
    store.setState({ group: next })
    wishFor(next)
  }

  function summary(group: string): string {
    const own = props.parameters.filter((parameter) => parameter.group === group && !inapplicable.includes(parameter.key))
    const texts = own
      .slice(0, 3)
      .map((parameter) => tellChoice(t, locale, parameter, choices[parameter.key] ?? parameter.default))
      .filter((text) => text !== '')
    return texts.slice(0, 2).join(' · ')
  }

  return (
    <div className="cf-groups">
      <nav className="cf-tabs" aria-label={t('configurator.groups')}>
        {props.groups.map((group) => (
          <button key={group} type="button" aria-pressed={open === group} onClick={() => show(group, false)}>
            {t(`configurator.tab.${group}`)}
          </button>
        ))}
        <button type="button" aria-pressed={open === 'delivery'} onClick={() => show('delivery', false)}>
          {t('configurator.tab.delivery')}
        </button>
      </nav>
      {props.groups.map((group) => {
        const own = props.parameters.filter((parameter) => parameter.group === group)
        const swatch = own.find((parameter) => parameter.presentation === 'material')
        const dye = swatch && dyeOf(props.parameters, swatch.key)
        return (
          <section key={group} className="cf-group" data-open={open === group || undefined}>
            <h2>
              <button type="button" aria-expanded={open === group} onClick={() => show(group, true)}>
                <span className="name">{groupName(t, group)}</span>
                <span className="summary">
                  {swatch && (
                    <span className={`cf-swatch ${choices[swatch.key]} ${dye ? choices[dye] : ''}`} aria-hidden="true" />
                  )}
                  {summary(group)}
                </span>
                <span className="chevron">
                  <Icon name="down" />
                </span>
              </button>
            </h2>
            {open === group && (
              <div className="cf-fields">
                {own
                  .filter((parameter) => !inapplicable.includes(parameter.key))
                  .map((parameter) => (
                    <Fragment key={parameter.key}>
                      <Field parameter={parameter} fault={faultOf(parameter.key)} />
                      {props.hosting?.note?.(parameter.key)}
                    </Fragment>
                  ))}
                {own.some((parameter) => inapplicable.includes(parameter.key)) && (
                  <p className="help">
                    {t('configurator.without-effect', {
                      names: own
                        .filter((parameter) => inapplicable.includes(parameter.key))
                        .map((parameter) => t(`parameters.${parameter.key}`))
                        .join(', '),
                    })}
                  </p>
                )}
              </div>
            )}
          </section>
        )
      })}
      {children}
      <dl className="cf-facts">
        {SHOWN.map((key) => {
          const fact = facts?.[key]
          return (
            fact && (
              <div key={key}>
                <dt>{t(`configurator.fact.${key.replace('.', '-')}`)}</dt>
                <dd>
                  {fact.atLeast ? '≥ ' : ''}
                  {formatMeasure(locale, fact.value, fact.unit)}
                </dd>
              </div>
            )
          )
        })}
      </dl>
    </div>
  )
}
