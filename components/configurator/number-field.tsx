'use client'

import { useId, useState } from 'react'
import { useWords } from '@/components/ui/words'
import { formatNumber } from '@/lib/words/format'
import { digitsOf, tellChoice } from '@/lib/words/telling'
import { type PanelParameter, useConfigurator, useConfigured } from './context'
import { parameterName } from './parameter-words'
import { SliderScale } from './slider-scale'

type NumberPanel = Extract<PanelParameter, { kind: 'number' }>

const SCALE = { um: 1000, permille: 10, count: 1 } as const
const scaleOf = (parameter: NumberPanel) => SCALE[parameter.unit]

/** `0,28`, `0.28 mm`, `56` → the integer of the document, or undefined. */
export function readNumber(text: string, scale: number): number | undefined {
  const found = /^\s*([-−+]?\d+(?:[.,]\d+)?)/.exec(text)?.[1]
  return found === undefined ? undefined : Math.round(Number(found.replace(',', '.').replace('−', '-')) * scale)
}

/** Slider with the band of the chosen atelier, and its value as a field: never clamped silently. */
export function NumberField({ parameter, fault }: { parameter: NumberPanel; fault: string | undefined }) {
  const { t, locale } = useWords()
  const { store } = useConfigurator()
  const value = useConfigured((state) => Number(state.document.choices[parameter.key]))
  const atelier = useConfigured((state) => state.atelier)
  const bands = useConfigured((state) => state.bands[parameter.key])
  const [typed, setTyped] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const id = useId()
  const scale = scaleOf(parameter)
  const text = tellChoice(t, locale, parameter, value)
  const plain = (amount: number) => formatNumber(locale, amount / scale, parameter.unit !== 'um' ? 0 : digitsOf(parameter.step))
  const band = bands?.ends[atelier]
  const outside = band !== undefined && (value < band[0] || value > band[1])
  const choose = (next: number) => store.choose(parameter.key, next, performance.now())

  function commit() {
    const raw = typed
    setTyped(undefined)
    if (raw === undefined) return
    const read = readNumber(raw, scale)
    if (read === undefined || read < parameter.min || read > parameter.max) {
      setWrong(t('configurator.number-range', { min: plain(parameter.min), max: plain(parameter.max) }))
      return
    }
    setWrong(undefined)
    choose(parameter.min + Math.round((read - parameter.min) / parameter.step) * parameter.step)
  }

  const message = wrong ?? fault
  return (
    <div className="cf-number">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-[0.9375rem]">
          {parameterName(t, parameter.key)}
        </label>
        <input
          className="cf-value"
          data-outside={outside || undefined}
          aria-label={t('configurator.value-of', { name: parameterName(t, parameter.key) })}
          aria-invalid={message ? true : undefined}
          aria-describedby={message ? `${id}-fault` : undefined}
          inputMode="decimal"
          autoComplete="off"
          size={9}
          value={typed ?? text}
          onFocus={(event) => {
            setTyped(plain(value))
            const field = event.currentTarget
            // `select` takes the focus too; whoever tabbed on meanwhile keeps it.
            requestAnimationFrame(() => field === document.activeElement && field.select())
          }}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
            if (event.key === 'Escape') setTyped(undefined)
          }}
        />
      </div>
      <div className="cf-slider" data-outside={outside || undefined}>
        <SliderScale parameter={parameter} value={value} bands={bands} atelier={atelier} plain={plain} />
        <input
          id={id}
          type="range"
          min={parameter.min}
          max={parameter.max}
          step={parameter.step}
          value={value}
          aria-valuetext={outside ? t('configurator.outside-band', { value: text }) : text}
          onChange={(event) => {
            setWrong(undefined)
            choose(Number(event.target.value))
          }}
          onKeyDown={(event) => {
            const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
            if (!event.shiftKey || !sign) return
            event.preventDefault()
            choose(Math.min(parameter.max, Math.max(parameter.min, value + sign * 10 * parameter.step)))
          }}
        />
      </div>
      {message && (
        <p className="fault mt-1" id={`${id}-fault`}>
          {message}
        </p>
      )}
    </div>
  )
}
