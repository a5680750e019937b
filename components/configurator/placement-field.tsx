'use client'

import { useRef } from 'react'
import { useWords } from '@/components/ui/words'
import { type PanelParameter, useConfigurator, useConfigured } from './context'
import { NumberField } from './number-field'

type NumberPanel = Extract<PanelParameter, { kind: 'number' }>

const stepped = ({ min, max, step }: NumberPanel, value: number) =>
  Math.min(max, Math.max(min, min + Math.round((value - min) / step) * step))

/**
 * Two coordinates as one place: dragged on a plan of their range, or given as numbers below it. The plan is for pointers only; the
 * numbers are the same choice for everybody else.
 */
export function PlacementField({ across, fault }: { across: NumberPanel; fault: string | undefined }) {
  const { props } = useConfigurator()
  const up = props.parameters.find(
    (one): one is NumberPanel => one.kind === 'number' && one.group === across.group && one.presentation === 'placement-y',
  )
  return up ? <Plan across={across} up={up} fault={fault} /> : <NumberField parameter={across} fault={fault} />
}

function Plan({ across, up, fault }: { across: NumberPanel; up: NumberPanel; fault: string | undefined }) {
  const { t } = useWords()
  const { store } = useConfigurator()
  const x = useConfigured((state) => Number(state.document.choices[across.key]))
  const y = useConfigured((state) => Number(state.document.choices[up.key]))
  const plan = useRef<SVGSVGElement>(null)
  const [width, height] = [across.max - across.min, up.max - up.min]

  function move(event: React.PointerEvent) {
    const box = plan.current?.getBoundingClientRect()
    if (!box) return
    const now = performance.now()
    store.choose(across.key, stepped(across, across.min + (width * (event.clientX - box.left)) / box.width), now)
    store.choose(up.key, stepped(up, up.max - (height * (event.clientY - box.top)) / box.height), now)
  }

  const size = Math.max(width, height) / 100
  return (
    <div className="cf-placement">
      <svg
        ref={plan}
        className="cf-plan"
        viewBox={`${across.min} ${-up.max} ${width} ${height}`}
        aria-hidden="true"
        focusable="false"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          move(event)
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && move(event)}
      >
        <path className="cf-plan-axes" d={`M${across.min} 0H${across.max}M0 ${-up.max}V${-up.min}`} />
        <path className="cf-plan-witness" d={`M0 ${-y}H${x}M${x} 0V${-y}`} />
        <circle className="cf-plan-spot" cx={x} cy={-y} r={2.4 * size} />
      </svg>
      <p className="help">{t('configurator.place.help')}</p>
      <NumberField parameter={across} fault={fault} />
      <NumberField parameter={up} fault={undefined} />
    </div>
  )
}
