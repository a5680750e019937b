import { Document, Page, Path, pdf, Svg, Text, View } from '@react-pdf/renderer'
import { encode } from 'uqr'
import { type Drawing, draw } from '@/lib/domain/drawing/drawing'
import type { Direction } from '@/lib/domain/drawing/view-frame'
import { formatDate, formatLength, formatMeasure, formatNumber, translator } from '@/lib/words/render'
import type { CastingPattern } from './casting-pattern'
import type { Check } from './checks'
import type { PackageInput } from './package-input'
import type { NestedHide } from './sheet-files'
import { DrawingView, POINTS } from './traveller-drawing'
import { Checks, Operations } from './traveller-operations'
import { printable, type Sheet } from './traveller-sheet'
import { CutList, Hides, Panels } from './traveller-sheets'
import { HAIRLINE, INK, OUTLINE, registerFonts, style } from './traveller-style'

const CELL = { width: 255, height: 236 } as const
/** Room that figures need round the piece, points. */
const FIGURES = 46
/** Drawing scales, largest first. */
const SCALES = [5, 4, 3, 2.5, 2, 1, 0.5] as const

/** The papers that travel with the piece, A4, printed at 100 %. Deterministic: its dates are the reference's. */
export async function travellerPdf(
  input: PackageInput,
  patterns: readonly CastingPattern[],
  checks: readonly Check[],
  nested: readonly NestedHide[] = [],
): Promise<Uint8Array> {
  registerFonts()
  const blob = await pdf(<Traveller {...input} patterns={patterns} checks={checks} nested={nested} />).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

function Traveller(sheet: Sheet) {
  const { reference, locale } = sheet
  const t = translator(locale)
  const issued = new Date(reference.issuedAt)
  return (
    <Document
      title={`${t('traveller.title')} ${reference.id}`}
      author="Lot One"
      creator="Lot One"
      producer="Lot One"
      language={locale}
      creationDate={issued}
      modificationDate={issued}
    >
      <Page size="A4" style={style.page}>
        <Head sheet={sheet} />
        <Opening sheet={sheet} />
        {sheet.draft.sheets ? <Panels draft={sheet.draft} locale={locale} /> : <Views sheet={sheet} />}
        <Bores sheet={sheet} />
        <Foot sheet={sheet} />
      </Page>
      <Page size="A4" style={style.page}>
        <Head sheet={sheet} />
        <Operations sheet={sheet} />
        <Checks sheet={sheet} />
        <Materials sheet={sheet} />
        <Engraving sheet={sheet} />
        <Foot sheet={sheet} />
      </Page>
      {sheet.draft.sheets ? (
        <Page size="A4" style={style.page}>
          <Head sheet={sheet} />
          <CutList draft={sheet.draft} locale={locale} />
          <Hides nested={sheet.nested} locale={locale} />
          <Foot sheet={sheet} />
        </Page>
      ) : null}
    </Document>
  )
}

function Head({ sheet: { profile, reference, locale } }: { sheet: Sheet }) {
  const t = translator(locale)
  return (
    <View style={style.head} fixed>
      <Text style={style.wordmark}>Lot One</Text>
      <Text style={style.headNote}>{`${t('traveller.title')} · ${profile.name}, ${profile.city} · ${reference.id}`}</Text>
    </View>
  )
}

function Foot({ sheet: { reference, measurements, locale } }: { sheet: Sheet }) {
  const t = translator(locale)
  return (
    <View style={style.foot} fixed>
      <Text>
        {t('traveller.foot', { design: reference.designHash.slice(0, 12), geometry: measurements.geometryHash.slice(0, 12) })}
      </Text>
      <Text render={({ pageNumber, totalPages }) => `${pageNumber} / ${totalPages}`} />
    </View>
  )
}

function Opening({ sheet }: { sheet: Sheet }) {
  const { draft, reference, profile, plan, verdict, locale } = sheet
  const t = translator(locale)
  const metal = t(`materials.${draft.parts[0]?.material}`)
  const { letters, finish } = draft.document.choices
  const lines = [
    t(`outcome.${verdict.outcome}`, { atelier: profile.city }),
    plan ? t('traveller.ready', { date: formatDate(locale, plan.ready, 'long') }) : '',
    finish === undefined ? '' : t(`traveller.finish.${finish}`),
    typeof letters === 'string' && letters !== '' ? t('traveller.letters', { letters }) : '',
  ].filter((line) => line !== '')
  const code = encode(reference.url, { ecc: 'M', border: 0 })
  const modules = code.data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')
  return (
    <View style={{ flexDirection: 'row', justifyContent: 'space-between', marginTop: 18 }}>
      <View style={{ flexGrow: 1, flexShrink: 1, paddingRight: 24 }}>
        <Text style={style.title}>{`${t(`families.${draft.document.family}`)}, ${metal}`}</Text>
        <Text style={style.lead}>{printable(lines.join(' · '))}</Text>
      </View>
      <View style={{ width: 66, alignItems: 'center' }}>
        <Svg width={62} height={62} viewBox={`0 0 ${code.size} ${code.size}`}>
          <Path d={modules} fill={INK} />
        </Svg>
        <Text style={[style.label, { marginTop: 3, fontSize: 6.5 }]}>{t('traveller.scan')}</Text>
      </View>
    </View>
  )
}

function Views({ sheet }: { sheet: Sheet }) {
  const { draft, locale } = sheet
  const t = translator(locale)
  const figure = (millimetres: number) => printable(formatLength(locale, millimetres))
  const drawings = {
    face: draw(draft, 'face'),
    'three-quarter': draw(draft, 'three-quarter'),
    bore: draw(draft, 'bore'),
    side: draw(draft, 'side'),
  }
  const largest = Math.max(...Object.values(drawings).flatMap(({ box }) => [box.right - box.left, box.top - box.bottom]))
  const room = Math.min(CELL.width, CELL.height) - FIGURES
  const scale = SCALES.find((one) => largest * one * POINTS <= room) ?? 0.5
  // In third angle the views below and beside share their coordinates with the ones above and left of them.
  const middle = (drawing: Drawing): readonly [number, number] => [
    (drawing.box.left + drawing.box.right) / 2,
    (drawing.box.bottom + drawing.box.top) / 2,
  ]
  const cell = (direction: Direction) => (
    <DrawingView
      drawing={drawings[direction]}
      scale={scale}
      {...CELL}
      shift={middle(drawings[direction])}
      caption={direction === 'three-quarter' ? t('drawing.views.three-quarter') : t(`drawing.views.${direction}`)}
      figure={figure}
    />
  )
  return (
    <View style={{ marginTop: 12 }}>
      <View style={{ flexDirection: 'row' }}>
        {cell('face')}
        {cell('three-quarter')}
      </View>
      <View style={{ flexDirection: 'row', marginTop: 10 }}>
        {cell('bore')}
        {cell('side')}
      </View>
      <Text style={[style.label, { marginTop: 6 }]}>
        {printable(
          t('traveller.scale', {
            scale: scale >= 1 ? `${formatNumber(locale, scale, Number.isInteger(scale) ? 0 : 1)}:1` : `1:${1 / scale}`,
          }),
        )}
      </Text>
    </View>
  )
}

function Bores({ sheet: { patterns, locale, measurements } }: { sheet: Sheet }) {
  const t = translator(locale)
  const length = (millimetres: number) => printable(formatLength(locale, millimetres))
  const pattern = patterns[0]
  const bore = pattern?.compensation.bores[0]
  if (!pattern) return null
  const { compensation } = pattern
  const mass = measurements.facts['part.mass']
  const figures = [
    ...(bore
      ? [
          [t('traveller.bore.finished'), length(bore.finished)],
          [t('traveller.bore.casting'), length(bore.casting)],
          [t('traveller.bore.pattern'), length(bore.pattern)],
        ]
      : []),
    ...(mass ? [[t('traveller.mass'), printable(formatMeasure(locale, mass.value, 'g'))]] : []),
  ]
  return (
    <View style={{ marginTop: 12, borderTop: `0.5pt solid ${HAIRLINE}`, paddingTop: 8 }}>
      <View style={{ flexDirection: 'row' }}>
        {figures.map(([label, text]) => (
          <View key={label} style={{ width: '25%' }}>
            <Text style={style.label}>{label}</Text>
            <Text style={style.figure}>{text}</Text>
          </View>
        ))}
      </View>
      <Text style={[style.soft, { marginTop: 6, fontSize: 8 }]}>
        {printable(
          t(`traveller.compensation.${compensation.allowance}`, {
            shrinkage: `${formatNumber(locale, compensation.shrinkage * 100, 2)} %`,
            scale: formatNumber(locale, compensation.scale, 5),
            loss: formatLength(locale, compensation.finishingLoss),
          }),
        )}
      </Text>
    </View>
  )
}

function Materials({ sheet: { materials, profile, locale } }: { sheet: Sheet }) {
  const t = translator(locale)
  const grams = (value: number) => printable(formatMeasure(locale, value, 'g'))
  return (
    <View wrap={false}>
      <Text style={style.section}>{t('traveller.materials.title')}</Text>
      {materials.map((line) => {
        const stock = profile.materials.find((one) => one.material === line.material)
        return (
          <View key={`${line.material} ${line.chargedGrams} ${line.amount?.charged ?? 0}`} style={style.row}>
            <Text style={[style.strong, { width: '34%' }]}>{t(`materials.${line.material}`)}</Text>
            <Text style={{ width: '22%' }}>{t('traveller.materials.charged', { grams: grams(line.chargedGrams) })}</Text>
            <Text style={{ width: '22%' }}>{t('traveller.materials.finished', { grams: grams(line.finishedGrams) })}</Text>
            <Text style={[style.soft, { width: '22%' }]}>
              {stock
                ? printable(t('traveller.materials.recycled', { share: formatNumber(locale, stock.recycledShare * 100) }))
                : ''}
            </Text>
          </View>
        )
      })}
    </View>
  )
}

function Engraving({ sheet: { draft, locale } }: { sheet: Sheet }) {
  const t = translator(locale)
  const region = draft.regions.find((one) => !one.die && one.shape.length > 0)
  if (!region) return null
  const length = (millimetres: number) => printable(formatLength(locale, millimetres))
  const xs = region.field.map((point) => point[0])
  const ys = region.field.map((point) => point[1])
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const path = (rings: typeof region.shape) =>
    rings.map((ring) => `M${ring.map(([x, y]) => `${Math.round(x * 1000)} ${Math.round(-y * 1000)}`).join('L')}Z`).join('')
  const at = (scale: number) => (
    <View style={{ marginRight: 24, alignItems: 'center' }}>
      <Svg
        width={(right - left + 0.4) * scale * POINTS}
        height={(top - bottom + 0.4) * scale * POINTS}
        viewBox={[(left - 0.2) * 1000, (-top - 0.2) * 1000, (right - left + 0.4) * 1000, (top - bottom + 0.4) * 1000]
          .map(Math.round)
          .join(' ')}
      >
        <Path d={path([region.field])} fill="none" stroke={OUTLINE} strokeWidth={140 / scale} />
        <Path d={path(region.shape)} fill={INK} fillRule="evenodd" />
      </Svg>
      <Text style={[style.label, { marginTop: 3 }]}>{`${scale}:1`}</Text>
    </View>
  )
  return (
    <View wrap={false}>
      <Text style={style.section}>{t('traveller.engraving.title')}</Text>
      <View style={{ flexDirection: 'row', alignItems: 'flex-end' }}>
        {at(1)}
        {at(3)}
        <Text style={[style.soft, { width: 270 }]}>
          {printable(
            t(`traveller.engraving.${region.relief}`, {
              depth: length(region.depth),
              angle: formatNumber(locale, region.wallAngle),
            }),
          )}
        </Text>
      </View>
    </View>
  )
}
