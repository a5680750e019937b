import { Path, Svg, Text, View } from '@react-pdf/renderer'
import { AXES } from '@/lib/domain/network/capability'
import { centerName } from '@/lib/words/centers'
import { formatDate, formatMeasure, formatNumber, type Locale, translator } from '@/lib/words/render'
import type { Check } from './checks'
import { printable, type Sheet } from './traveller-sheet'
import { BRASS, INK, OUTLINE, style } from './traveller-style'

const COLUMNS = { number: '4%', name: '19%', place: '25%', demand: '20%', time: '10%', when: '12%', sign: '10%' } as const

/** Width of one axis in the demand column, points. */
const AXIS = 25

export function Operations({ sheet }: { sheet: Sheet }) {
  const { operations, verdict, plan, profile, locale } = sheet
  const t = translator(locale)
  const title = (column: keyof typeof COLUMNS, text: string, right = false) => (
    <Text style={[style.label, { width: COLUMNS[column] }, right ? style.right : {}]}>{text}</Text>
  )
  return (
    <View>
      <Text style={style.section}>{t('traveller.operations')}</Text>
      <View style={style.headRow}>
        {title('number', '')}
        {title('name', t('traveller.columns.operation'))}
        {title('place', t('traveller.columns.place'))}
        <View style={{ width: COLUMNS.demand, flexDirection: 'row' }}>
          {AXES.map((axis) => (
            <Text key={axis} style={[style.label, { width: AXIS }]}>
              {axis.toUpperCase()}
            </Text>
          ))}
        </View>
        {title('time', t('traveller.columns.minutes'), true)}
        {title('when', t('traveller.columns.begin'), true)}
        {title('sign', t('traveller.columns.sign'), true)}
      </View>
      {operations.map((operation, index) => {
        const chosen = verdict.operations.find((one) => one.operation === operation.id)
        const step = plan?.steps.find((one) => one.operation === operation.id)
        const center = profile.workCenters.find((one) => one.id === chosen?.workCenter)
        return (
          <View key={operation.id} style={style.row} wrap={false}>
            <Text style={[style.soft, { width: COLUMNS.number }]}>{index + 1}</Text>
            <Text style={[style.strong, { width: COLUMNS.name }]}>{t(`operationNames.${operation.family}`)}</Text>
            <View style={{ width: COLUMNS.place }}>
              <Text>{`${center ? centerName(t, center) : '–'}${chosen ? `, ${t(`processes.${chosen.process}`)}` : ''}`}</Text>
              {chosen?.mode === 'assisted' ? <Text style={{ color: BRASS }}>{t('mode.assisted')}</Text> : null}
              {chosen?.gate ? <Text style={{ color: BRASS }}>{t(`gate.${chosen.gate}`)}</Text> : null}
            </View>
            <View style={{ width: COLUMNS.demand, flexDirection: 'row' }}>
              {AXES.map((axis) => (
                <Text key={axis} style={[style.soft, { width: AXIS }]}>
                  {formatNumber(locale, operation.demand[axis], 2)}
                </Text>
              ))}
            </View>
            <Text style={[style.right, { width: COLUMNS.time }]}>{step ? formatNumber(locale, step.busyMinutes) : '–'}</Text>
            <Text style={[style.right, { width: COLUMNS.when }]}>{step ? formatDate(locale, step.from, 'short') : '–'}</Text>
            <View style={{ width: COLUMNS.sign, alignItems: 'flex-end', justifyContent: 'flex-end' }}>
              <View style={{ width: 40, borderBottom: `0.5pt solid ${OUTLINE}`, height: 9 }} />
            </View>
          </View>
        )
      })}
      <Text style={[style.label, { marginTop: 4 }]}>
        {AXES.map((axis) => `${axis.toUpperCase()} ${t(`axisNames.${axis}`).toLowerCase()}`).join(' · ')}
      </Text>
    </View>
  )
}

export function Checks({ sheet: { checks, operations, locale } }: { sheet: Sheet }) {
  const t = translator(locale)
  const show = (value: number, check: Check) => printable(formatMeasure(locale, value, check.unit))
  return (
    <View wrap={false}>
      <Text style={style.section}>{t('traveller.checks.title')}</Text>
      {checks.map((check) => {
        const family = operations.find((one) => one.id === check.operation)?.family
        return (
          <View key={check.code} style={[style.row, { alignItems: 'center' }]} wrap={false}>
            <View style={{ width: '27%' }}>
              <Text style={style.strong}>{t(`traveller.checks.${check.code}`)}</Text>
              {family ? (
                <Text style={style.label}>{t('traveller.checks.after', { operation: t(`operations.${family}`) })}</Text>
              ) : null}
            </View>
            <Text style={[style.right, { width: '15%', paddingRight: 16 }]}>{show(check.nominal, check)}</Text>
            <View style={{ width: '40%' }}>
              <ToleranceRule check={check} locale={locale} />
            </View>
            <View style={{ width: '18%', alignItems: 'flex-end' }}>
              <View style={{ width: 78, height: 13, borderBottom: `0.5pt solid ${OUTLINE}` }} />
            </View>
          </View>
        )
      })}
    </View>
  )
}

/** The house's tolerance band: a hairline, the allowed stretch on it, a tick where the drawing stands. */
function ToleranceRule({ check, locale }: { check: Check; locale: Locale }) {
  const digits = check.unit === 'mm' ? 2 : 1
  const upright = check.upper === undefined
  const [low, high] = [check.lower ?? check.nominal * 0.5, check.upper ?? check.nominal * 1.25]
  const span = high - low || 1
  const margin = span * 0.35
  const [from, to] = [low - margin, (upright ? check.nominal : high) + margin]
  const x = (value: number) => ((value - from) / (to - from)) * 180
  const band = `M${x(low)} 6H${upright ? 180 : x(high)}`
  const text = (value: number, at: number, anchor: 'start' | 'middle' | 'end') => (
    <Text x={at} y={17} textAnchor={anchor} fill={INK} style={{ fontFamily: 'Hanken', fontSize: 6.8 }}>
      {formatNumber(locale, value, digits)}
    </Text>
  )
  return (
    <Svg width={180} height={20} viewBox="0 0 180 20">
      <Path d="M0 6H180" stroke={OUTLINE} strokeWidth={0.4} />
      {check.lower === undefined ? null : <Path d={band} stroke={BRASS} strokeWidth={2.2} />}
      <Path d={`M${x(check.nominal)} 1V11`} stroke={INK} strokeWidth={0.8} />
      {check.lower === undefined ? null : text(check.lower, x(low), 'middle')}
      {check.upper === undefined ? null : text(check.upper, x(high), 'middle')}
    </Svg>
  )
}
