'use client'

import { useWords } from '@/components/ui/words'
import { useConfigurator, useConfigured } from './context'
import { presetName } from './parameter-words'

/** Beautiful places to start; taking one is one step of undo. The client's own size is kept. */
export function Presets() {
  const { t } = useWords()
  const { store, props } = useConfigurator()
  const choices = useConfigured((state) => state.document.choices)
  const worn = props.parameters.filter((parameter) => parameter.presentation === 'circumference').map(({ key }) => key)
  return (
    <fieldset className="cf-presets" aria-label={t('configurator.presets')}>
      {props.presets.map((preset) => {
        const same = Object.entries(preset.choices).every(([key, value]) => worn.includes(key) || choices[key] === value)
        return (
          <button
            key={preset.id}
            type="button"
            aria-pressed={same}
            title={presetName(t, preset.id)}
            onClick={() => {
              const kept = Object.fromEntries(worn.map((key) => [key, choices[key] ?? preset.choices[key] ?? 0]))
              store.apply({ ...preset.choices, ...kept })
            }}
          >
            {preset.still && <img src={preset.still.src} width={64} height={64} alt="" loading="lazy" />}
            <span>{presetName(t, preset.id)}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
