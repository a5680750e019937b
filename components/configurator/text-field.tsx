'use client'

import { useId } from 'react'
import { useWords } from '@/components/ui/words'
import { type PanelParameter, useConfigurator, useConfigured } from './context'
import { parameterName } from './parameter-words'

type TextPanel = Extract<PanelParameter, { kind: 'text' }>

/** Free text as it is typed: what cannot be engraved is said beside it, nothing is taken away from under the fingers. */
export function TextField({ parameter, fault }: { parameter: TextPanel; fault: string | undefined }) {
  const { t } = useWords()
  const { store } = useConfigurator()
  const value = useConfigured((state) => String(state.document.choices[parameter.key] ?? ''))
  const id = useId()
  return (
    <div className="cf-text">
      <label htmlFor={id} className="label">
        {parameterName(t, parameter.key)}
      </label>
      <input
        id={id}
        className="field"
        value={value}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => store.choose(parameter.key, event.target.value.normalize('NFC').slice(0, 64), performance.now())}
      />
      <p id={`${id}-help`} className={fault ? 'fault mt-1' : 'sr-only'}>
        {fault ?? t('configurator.letters-help', { max: parameter.maxGraphemes })}
      </p>
    </div>
  )
}
