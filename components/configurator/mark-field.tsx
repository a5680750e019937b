'use client'

import { useId, useRef, useState } from 'react'
import { useWords } from '@/components/ui/words'
import { readMark, UNITS } from '@/lib/domain/geometry/mark-outline'
import type { Refusal } from '@/lib/domain/result'
import { type PanelParameter, useConfigurator, useConfigured } from './context'
import { parameterName } from './parameter-words'

type OutlinePanel = Extract<PanelParameter, { kind: 'outline' }>

/** Bytes; a larger file is refused unread, with the words of the reader. */
const LARGEST = 512 * 1024

/** Path of a written mark in a box of `UNITS`, y down. */
export function markPath(text: string): { path: string; points: number } {
  const read = readMark(text)
  if (!read.ok) return { path: '', points: 0 }
  return {
    path: read.value.map((ring) => `M${ring.map(([x, y]) => `${x} ${-y}`).join('L')}Z`).join(''),
    points: read.value.reduce((sum, ring) => sum + ring.length, 0),
  }
}

/** A client's own mark: an SVG file is read here, in the browser, and only its outline goes into the design. */
export function MarkField({ parameter, fault }: { parameter: OutlinePanel; fault: string | undefined }) {
  const { t } = useWords()
  const { store } = useConfigurator()
  const value = useConfigured((state) => String(state.document.choices[parameter.key] ?? ''))
  const [wrong, setWrong] = useState<Refusal>()
  const [reading, setReading] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const shown = value === '' ? undefined : markPath(value)

  async function take(file: File | undefined) {
    if (!file) return
    setReading(true)
    try {
      if (file.size > LARGEST) return setWrong({ code: 'mark.too-large', parameters: { max: LARGEST / 1024 } })
      const [{ markOfSvg }, text] = await Promise.all([import('@/lib/domain/design/svg-mark'), file.text()])
      const found = markOfSvg(text)
      if (!found.ok) return setWrong(found.refusal)
      setWrong(undefined)
      store.choose(parameter.key, found.value, performance.now())
    } catch {
      setWrong({ code: 'mark.not-svg' })
    } finally {
      setReading(false)
      // The same file may be chosen again after it was mended.
      if (input.current) input.current.value = ''
    }
  }

  const message = wrong ? t(`refusals.${wrong.code}`, { ...wrong.parameters }) : fault
  return (
    <div className="cf-mark">
      <span className="label" id={`${id}-name`}>
        {parameterName(t, parameter.key)}
      </span>
      <div className="cf-mark-row">
        {shown && (
          <svg
            className="cf-mark-picture"
            viewBox={`${-UNITS / 2} ${-UNITS / 2} ${UNITS} ${UNITS}`}
            role="img"
            aria-label={t('configurator.mark.alt')}
          >
            <path d={shown.path} fillRule="evenodd" />
          </svg>
        )}
        <div>
          <label className="button second cf-mark-choose">
            {t(reading ? 'configurator.mark.reading' : shown ? 'configurator.mark.replace' : 'configurator.mark.choose')}
            <input
              ref={input}
              type="file"
              accept=".svg,image/svg+xml"
              className="sr-only"
              aria-describedby={`${id}-help`}
              aria-invalid={message ? true : undefined}
              onChange={(event) => take(event.target.files?.[0])}
            />
          </label>
          {shown && (
            <button type="button" className="link tall" onClick={() => store.choose(parameter.key, '', performance.now())}>
              {t('configurator.mark.remove')}
            </button>
          )}
          {shown && <p className="caption">{t('configurator.mark.kept', { points: shown.points })}</p>}
        </div>
      </div>
      <p id={`${id}-help`} className={message ? 'fault mt-1' : 'help'} role={message ? 'alert' : undefined}>
        {message ?? t('configurator.mark.help')}
      </p>
    </div>
  )
}
