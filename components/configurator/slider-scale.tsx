'use client'

import { useWords } from '@/components/ui/words'
import type { NumberParameter } from '@/lib/domain/products/family'
import { useConfigurator } from './context'
import type { Bands } from './store'

interface Label {
  at: number
  text: string
  mine: boolean
  anchor: 'start' | 'middle' | 'end'
  /** Per cent of the rail from the left, as far as a 12 px letter can be guessed. */
  from: number
  to: number
}

/** Width of a 12 px character as a share of a 370 px rail. */
const CHARACTER = 1.75

/**
 * The rail: hairline over the family's whole range, band of the chosen atelier, ticks where others go further, a dashed stretch from the
 * band to a value outside it. Drawn for the eye; the words are in the slider's own text and in the findings.
 */
export function SliderScale(props: {
  parameter: Pick<NumberParameter, 'min' | 'max'>
  value: number
  bands: Bands | undefined
  atelier: string
  plain(value: number): string
}) {
  const { t } = useWords()
  const { market } = useConfigurator().props
  const { parameter, value, bands, atelier, plain } = props
  const share = (amount: number) => (100 * (amount - parameter.min)) / (parameter.max - parameter.min)
  const percent = (amount: number) => `${share(amount).toFixed(2)}%`
  const band = bands?.ends[atelier]
  const city = (id: string) => market.ateliers.find((one) => one.id === id)?.city ?? id
  const whole = band && band[0] <= parameter.min && band[1] >= parameter.max

  const wanted: Omit<Label, 'from' | 'to'>[] = []
  if (band && !whole) {
    const text = t('configurator.band', { city: city(atelier), low: plain(band[0]), high: plain(band[1]) })
    wanted.push({ at: band[1], text, mine: true, anchor: 'end' })
    for (const [other, reach] of Object.entries(bands?.ends ?? {})) {
      if (other === atelier) continue
      if (reach[0] < band[0])
        wanted.push({ at: reach[0], text: `${city(other)} ${plain(reach[0])}`, mine: false, anchor: 'start' })
      if (reach[1] > band[1]) wanted.push({ at: reach[1], text: `${city(other)} ${plain(reach[1])}`, mine: false, anchor: 'end' })
    }
  }
  const labels: Label[] = []
  for (const label of wanted) {
    const width = label.text.length * CHARACTER
    const at = share(label.at)
    const anchor =
      label.anchor === 'end' && at < width ? 'start' : label.anchor === 'start' && at + width > 100 ? 'end' : label.anchor
    const from = anchor === 'end' ? at - width : at
    const placed = { ...label, anchor, from, to: from + width }
    if (labels.every((other) => placed.to + 1.5 < other.from || placed.from > other.to + 1.5)) labels.push(placed)
  }

  return (
    <svg
      className="cf-scale"
      data-stale={bands?.stale || undefined}
      data-exact={(bands?.exact && !bands.stale) || undefined}
      width="100%"
      height="46"
      aria-hidden="true"
      focusable="false"
    >
      <line x1="0" x2="100%" y1="17" y2="17" className="rail" />
      {band && <line x1={percent(band[0])} x2={percent(band[1])} y1="17" y2="17" className="band" />}
      {band && value < band[0] && <line x1={percent(value)} x2={percent(band[0])} y1="17" y2="17" className="beyond" />}
      {band && value > band[1] && <line x1={percent(band[1])} x2={percent(value)} y1="17" y2="17" className="beyond" />}
      {labels.map((label) => (
        <g key={label.text} className={label.mine ? 'mine' : 'other'}>
          <line x1={percent(label.at)} x2={percent(label.at)} y1="9" y2="25" />
          <text x={percent(label.at)} y="42" textAnchor={label.anchor}>
            {label.text}
          </text>
        </g>
      ))}
    </svg>
  )
}
