'use client'

import { useId } from 'react'
import { useWords } from '@/components/ui/words'
import { type PanelParameter, useConfigurator, useConfigured } from './context'
import { dyeOf } from './dye'
import { optionName, parameterName } from './parameter-words'

type ChoicePanel = Extract<PanelParameter, { kind: 'choice' }>

/** Radio buttons drawn as a segmented bar, or as tiles: typefaces show the client's own letters, metals their colour. */
export function ChoiceField({ parameter, fault }: { parameter: ChoicePanel; fault: string | undefined }) {
  const { t } = useWords()
  const { store, props } = useConfigurator()
  const value = useConfigured((state) => state.document.choices[parameter.key])
  const letters = useConfigured((state) => {
    const text = props.parameters.find((candidate) => candidate.kind === 'text')
    return text ? String(state.document.choices[text.key] ?? '') : ''
  })
  const dye = useConfigured((state) => {
    const key = parameter.presentation === 'material' ? dyeOf(props.parameters, parameter.key) : undefined
    return key ? String(state.document.choices[key] ?? '') : ''
  })
  const id = useId()
  const look = parameter.presentation ?? (parameter.options.length > 4 ? 'tiles' : 'segmented')
  return (
    <fieldset className={`cf-choice ${look}`} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend className="label">{parameterName(t, parameter.key)}</legend>
      <div className={`cf-options ${look}`} data-count={parameter.options.length}>
        {parameter.options.map((option) => (
          <label key={option} className="cf-option">
            <input
              type="radio"
              name={id}
              value={option}
              checked={value === option}
              onChange={() => store.choose(parameter.key, option, performance.now())}
            />
            {look === 'typeface' && (
              <span className={`cf-letters engraving-${option}`} aria-hidden="true">
                {letters || 'AB'}
              </span>
            )}
            {(look === 'material' || look === 'colour') && <span className={`cf-swatch ${option} ${dye}`} aria-hidden="true" />}
            <span className="cf-option-name">{optionName(t, parameter.key, option)}</span>
          </label>
        ))}
      </div>
      {fault && (
        <p className="fault mt-1" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  )
}
