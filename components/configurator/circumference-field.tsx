'use client'

import { useState } from 'react'
import { Sheet } from '@/components/ui/sheet'
import { useWords } from '@/components/ui/words'
import { formatLength, formatNumber } from '@/lib/words/format'
import { type PanelParameter, useConfigurator, useConfigured } from './context'
import { NumberField } from './number-field'
import { diameterOf, equivalents } from './ring-size'
import { readPixelsPerMillimetre, USUAL_PIXELS, writePixelsPerMillimetre } from './screen-scale'

type NumberPanel = Extract<PanelParameter, { kind: 'number' }>

/** ISO/IEC 7810 ID-1, mm. */
const CARD = { width: 85.6, height: 53.98 }

/** A size worn round a finger: its equivalents in other countries, and a way to find it on this screen. */
export function CircumferenceField({ parameter, fault }: { parameter: NumberPanel; fault: string | undefined }) {
  const { t } = useWords()
  const value = useConfigured((state) => Number(state.document.choices[parameter.key]))
  const [open, setOpen] = useState(false)
  const { us, uk, jp } = equivalents(value / 1000)
  return (
    <div>
      <NumberField parameter={parameter} fault={fault} />
      <p className="cf-sizes small quiet">
        <span>{t('configurator.size.equivalents', { us, uk, jp })}</span>
        <button type="button" className="link tall" onClick={() => setOpen(true)}>
          {t('configurator.size.find')}
        </button>
      </p>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('configurator.size.title')} closeLabel={t('configurator.close')}>
        <Sizer parameter={parameter} onDone={() => setOpen(false)} />
      </Sheet>
    </div>
  )
}

function Sizer({ parameter, onDone }: { parameter: NumberPanel; onDone(): void }) {
  const { t, locale } = useWords()
  const { store } = useConfigurator()
  const value = useConfigured((state) => Number(state.document.choices[parameter.key]))
  const [scale, setScale] = useState(() => readPixelsPerMillimetre() ?? USUAL_PIXELS)
  const [calibrated, setCalibrated] = useState(() => readPixelsPerMillimetre() !== undefined)
  const [size, setSize] = useState(value)
  const diameter = diameterOf(size / 1000)
  const { us, uk, jp } = equivalents(size / 1000)

  if (!calibrated) {
    return (
      <div>
        <p className="mb-4">{t('configurator.size.card')}</p>
        <div className="cf-sizer">
          <svg width={CARD.width * scale} height={CARD.height * scale} aria-hidden="true" focusable="false">
            <rect
              x="1"
              y="1"
              width={CARD.width * scale - 2}
              height={CARD.height * scale - 2}
              rx={3.18 * scale}
              className="card"
            />
          </svg>
        </div>
        <label className="label mt-4" htmlFor="sizer-scale">
          {t('configurator.size.card-slider')}
        </label>
        <input
          id="sizer-scale"
          className="cf-plain-range"
          type="range"
          min={2.4}
          max={9}
          step={0.01}
          value={scale}
          onChange={(event) => setScale(Number(event.target.value))}
        />
        <button
          type="button"
          className="button mt-6"
          onClick={() => {
            writePixelsPerMillimetre(scale)
            setCalibrated(true)
          }}
        >
          {t('configurator.size.card-done')}
        </button>
      </div>
    )
  }
  return (
    <div>
      <p className="mb-4">{t('configurator.size.ring')}</p>
      <div className="cf-sizer">
        <svg width={diameter * scale + 24} height={diameter * scale + 24} aria-hidden="true" focusable="false">
          <circle cx={(diameter * scale) / 2 + 12} cy={(diameter * scale) / 2 + 12} r={(diameter * scale) / 2} className="disc" />
        </svg>
      </div>
      <label className="label mt-4" htmlFor="sizer-size">
        {t('configurator.size.value', {
          size: formatNumber(locale, size / 1000, size % 1000 === 0 ? 0 : 1),
          diameter: formatLength(locale, diameter),
        })}
      </label>
      <input
        id="sizer-size"
        className="cf-plain-range"
        type="range"
        min={parameter.min}
        max={parameter.max}
        step={parameter.step}
        value={size}
        onChange={(event) => setSize(Number(event.target.value))}
      />
      <p className="small quiet mt-1">{t('configurator.size.equivalents', { us, uk, jp })}</p>
      <div className="flex flex-wrap gap-3 mt-6">
        <button
          type="button"
          className="button"
          onClick={() => {
            store.apply({ [parameter.key]: size })
            onDone()
          }}
        >
          {t('configurator.size.take', { size: formatNumber(locale, size / 1000, size % 1000 === 0 ? 0 : 1) })}
        </button>
        <button type="button" className="button second" onClick={() => setCalibrated(false)}>
          {t('configurator.size.again')}
        </button>
      </div>
    </div>
  )
}
