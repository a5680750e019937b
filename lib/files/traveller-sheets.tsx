import { Circle, G, Path, Svg, Text, View } from '@react-pdf/renderer'
import { formatLength, formatMeasure, formatNumber, formatPercent, type Locale, translator } from '@/lib/words/render'
import type { PackageInput } from './package-input'
import { type FlatDrawing, LAYERS, type Layer } from './sheet-drawing'
import { type NestedHide, nestDrawing, panelDrawing } from './sheet-files'
import { POINTS } from './traveller-drawing'
import { style } from './traveller-style'

/** The printed faces have no narrow space. */
const printable = (text: string): string => text.replace(/[\u202f\u2009]/g, '\u00a0')
/** Width of the page's text, points. */
const WIDE = 510

/** A flat drawing as vectors, at the largest scale up to 1:1 that fits. Each layer in its own ink, as in the files. */
function Flat({ drawing, width, height }: { drawing: FlatDrawing; width: number; height: number }) {
  const points = [...drawing.rings.flatMap(({ ring }) => ring), ...drawing.lines.flatMap(({ line }) => line)]
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
  const [left, low] = [least(points.map(([x]) => x)), least(points.map(([, y]) => y))]
  const [right, high] = [-least(points.map(([x]) => -x)), -least(points.map(([, y]) => -y))]
  const scale = Math.min(POINTS, (width - 8) / (right - left), (height - 8) / (high - low))
  const place = ([x, y]: readonly [number, number]) =>
    `${((x - left) * scale + 4).toFixed(2)} ${((high - y) * scale + 4).toFixed(2)}`
  const path = (ring: readonly (readonly [number, number])[], closed: boolean) =>
    `M${ring.map(place).join('L')}${closed ? 'Z' : ''}`
  return (
    <Svg width={(right - left) * scale + 8} height={(high - low) * scale + 8}>
      {(Object.keys(LAYERS) as Layer[]).map((layer) => {
        const data = [
          ...drawing.rings.filter((one) => one.layer === layer).map(({ ring }) => path(ring, true)),
          ...drawing.lines.filter((one) => one.layer === layer).map(({ line }) => path(line, false)),
        ].join('')
        const holes = drawing.holes.filter((one) => one.layer === layer)
        return (
          <G key={layer}>
            {data === '' ? null : (
              <Path
                d={data}
                fill={layer === 'FOIL' ? LAYERS[layer].ink : 'none'}
                fillRule="evenodd"
                stroke={LAYERS[layer].ink}
                strokeWidth={layer === 'FOIL' ? 0.1 : 0.5}
              />
            )}
            {holes.map(({ at: [x, y], diameter }) => (
              <Circle
                key={`${x},${y}`}
                cx={Number(((x - left) * scale + 4).toFixed(2))}
                cy={Number(((high - y) * scale + 4).toFixed(2))}
                r={Math.max(0.35, (diameter / 2) * scale)}
                fill={LAYERS[layer].ink}
              />
            ))}
          </G>
        )
      })}
    </Svg>
  )
}

/** Panels by layer, the seams, the order in which layers lie. */
export function Panels({ draft, locale }: Pick<PackageInput, 'draft' | 'locale'>) {
  const t = translator(locale)
  const { sheets } = draft
  if (!sheets) return null
  const length = (millimetres: number) => printable(formatLength(locale, millimetres))
  const layers = [...sheets.panels].sort((a, b) => a.level - b.level).map(({ id }) => id)
  return (
    <View style={{ marginTop: 14 }}>
      <Flat drawing={panelDrawing(draft)} width={WIDE} height={330} />
      <View style={{ flexDirection: 'row', marginTop: 4 }}>
        {(['CUT', 'PUNCH', 'CREASE', 'SKIVE', 'FOIL'] as const).map((layer) => (
          <Text key={layer} style={[style.label, { marginRight: 14, color: LAYERS[layer].ink }]}>
            {layer}
          </Text>
        ))}
      </View>
      <Text style={[style.soft, { marginTop: 6 }]}>{printable(t('traveller.sheets.cut-list-note'))}</Text>
      <Text style={[style.soft, { marginTop: 4 }]}>{`${t('traveller.sheets.layers')}: ${layers.join(', ')}`}</Text>
      {sheets.seams.map((seam) => (
        <View key={seam.id} style={style.row} wrap={false}>
          <Text style={[style.strong, { width: '22%' }]}>{seam.id}</Text>
          <Text style={{ width: '78%' }}>
            {printable(
              t('traveller.sheets.seam-note', {
                stitches: seam.edges.reduce((sum, edge) => sum + edge.stitches, 0),
                pitch: length(seam.pitch),
                hole: length(seam.hole),
                margin: length(seam.margin),
                deviation: printable(
                  formatLength(locale, Math.max(...seam.edges.map(({ deviation }) => Math.abs(deviation))) / 1000, 3),
                ),
              }),
            )}
          </Text>
        </View>
      ))}
    </View>
  )
}

const area = (ring: readonly (readonly [number, number])[]) =>
  Math.abs(
    ring.reduce((sum, [x, y], i) => {
      const [nx, ny] = ring[(i + 1) % ring.length]!
      return sum + (x * ny - nx * y) / 2
    }, 0),
  )

export function CutList({ draft, locale }: Pick<PackageInput, 'draft' | 'locale'>) {
  const t = translator(locale)
  if (!draft.sheets) return null
  const length = (millimetres: number) => printable(formatLength(locale, millimetres, 1))
  return (
    <View>
      <Text style={style.section}>{t('traveller.sheets.cut-list')}</Text>
      {draft.sheets.panels.map((panel) => {
        const [xs, ys] = [panel.cut.map(([x]) => x), panel.cut.map(([, y]) => y)]
        const [skive] = panel.skives
        return (
          <View key={panel.id} style={style.row} wrap={false}>
            <Text style={[style.strong, { width: '19%' }]}>{panel.id}</Text>
            <Text style={{ width: '24%' }}>{`${t(`materials.${panel.material}`)}, ${t(`colours.${panel.colour}`)}`}</Text>
            <Text style={{ width: '11%' }}>{length(panel.thickness)}</Text>
            <Text
              style={{ width: '22%' }}
            >{`${length(Math.max(...xs) - Math.min(...xs))} × ${length(Math.max(...ys) - Math.min(...ys))}`}</Text>
            <Text style={{ width: '12%' }}>{t(`traveller.grain.${panel.grain}`)}</Text>
            <Text style={{ width: '12%' }}>{skive ? `${length(skive.to)} / ${length(skive.width)}` : ''}</Text>
          </View>
        )
      })}
      <Text style={[style.label, { marginTop: 3 }]}>
        {printable(
          formatMeasure(
            locale,
            draft.sheets.panels.reduce((sum, { cut }) => sum + area(cut), 0),
            'mm2',
          ),
        )}
      </Text>
    </View>
  )
}

export function Hides({ nested, locale }: { nested: readonly NestedHide[]; locale: Locale }) {
  const t = translator(locale)
  if (nested.length === 0) return null
  return (
    <View>
      <Text style={style.section}>{t('traveller.sheets.nest')}</Text>
      <View style={{ flexDirection: 'row' }}>
        {nested.map((one) => (
          <View
            key={`${one.hide.id} ${one.panels[0]?.id}`}
            style={{ width: WIDE / Math.max(2, nested.length), paddingRight: 12 }}
            wrap={false}
          >
            <Flat drawing={nestDrawing(one)} width={WIDE / Math.max(2, nested.length) - 12} height={240} />
            <Text style={[style.soft, { marginTop: 3, fontSize: 8 }]}>
              {printable(
                t('traveller.sheets.nest-note', {
                  placed: one.nest.placements.length,
                  count: one.panels.length,
                  hide: one.hide.id,
                  used: formatPercent(locale, one.nest.utilisation),
                  spacing: `${formatNumber(locale, 4)} mm`,
                }),
              )}
            </Text>
          </View>
        ))}
      </View>
    </View>
  )
}
