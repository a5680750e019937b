import { AXES, type Axis } from '../network/capability'
import type { Operation, OperationFamily } from '../network/operation'
import { type AtelierProfile, operationFamilies } from '../network/profile'
import { allowances, type ProcessAt, processesFor } from '../network/profile-document'
import { SAME_SHARE } from './judge'
import type { FactKey, Measurements } from './measurements'
import { factOf } from './plain-fact'
import type { JudgedDesign, Rule, RuleContext, RuleMeasure } from './rule'
import { ask as askRule, charge, ROUNDING, rules } from './rules'
import { chromeTanned, gap, isLaser } from './sheet-rules'

type Asked = Pick<RuleContext, 'measurements' | 'design'>
/** What is compared: the same at every atelier. Undefined where the piece has no such feature. */
type Quantity = (asked: Asked) => Pick<RuleMeasure, 'value' | 'errorBound' | 'atLeast'> | undefined

/** One comparison of a rule: fails below, or above, a limit that is put on the finished piece. NaN: does not apply. */
interface Column {
  rule: string
  quantity: Quantity
  atLeast: boolean
  limitOf(offer: ProcessAt, loss: number, shrinkage: number): number
}

/** What a rule reads of an atelier. */
type Place = Omit<RuleContext, keyof Asked>

interface Table {
  columns: readonly Column[]
  /** Rules that read more of a profile than a limit, and the offers that they are asked of. */
  whole: readonly Rule[]
  offers: readonly Place[]
  /** Offers of profile i: starts[i] … starts[i + 1]. */
  starts: Int32Array
  /** 4 an offer: what is still within an arm's reach of each axis. */
  axes: Float64Array
  /** One a column an offer. */
  limits: Float64Array
}

export interface Eligible {
  /** One a profile: −1 where `judge` would not say `blocked`, else the place of the first reason. */
  first: Int16Array
  /** The rule or axis that fails first, in the order of the routing; undefined where none does. */
  reasonOf(profile: number): { rule: string; axis?: Axis } | undefined
}

const SIDES = ['envelope.long', 'envelope.middle', 'envelope.short'] as const

const factAt =
  (key: FactKey): Quantity =>
  ({ measurements }) =>
    measurements.facts[key]

/** The comparisons that a rule of the table comes to; undefined for one that has to be asked as a whole. */
function columnsOf(rule: Rule): Column[] | undefined {
  const atLeast = rule.comparison === 'at-least'
  const stated = ({ process }: ProcessAt) => process.limits[rule.code]?.value ?? rule.limit ?? Number.NaN
  const one = (quantity: Quantity, limitOf: Column['limitOf'] = stated): Column[] => [
    { rule: rule.code, quantity, atLeast, limitOf },
  ]
  const key = factOf(rule)
  if (key) return one(factAt(key))
  switch (rule.code) {
    case 'wall.pattern':
      return one(factAt('wall.minimum'), (offer, loss, shrinkage) => stated(offer) * (1 - shrinkage) - 2 * loss)
    case 'envelope':
      return SIDES.map((side, index) => ({
        rule: rule.code,
        quantity: factAt(side),
        atLeast,
        limitOf: ({ workCenter }, loss, shrinkage) =>
          ([...workCenter.envelope].sort((a, b) => b - a)[index] ?? Number.NaN) * (1 - shrinkage) - 2 * loss,
      }))
    case 'engraving.missing-glyphs':
    case 'die.missing-glyphs':
      return one(factAt(rule.code))
    case 'die.gap':
      return one(gap)
    case 'cut.inside-radius':
      return one(factAt(rule.code), ({ process: { tools } }) =>
        tools.length > 0 ? Math.min(...tools.map(({ radius }) => radius)) : Number.NaN,
      )
    case 'cut.laser-on-chrome':
      return one(chromeTanned, (offer) => (isLaser(offer) ? stated(offer) : Number.NaN))
    case 'weight.maximum':
      return one(charge)
    // Asked of the stock, by material.
    case 'metal.in-stock':
    case 'metal.stock-grams':
      return []
    default:
      return undefined
  }
}

const blockers = (family: OperationFamily) =>
  rules.filter(({ severity, operations }) => severity === 'blocker' && operations.includes(family))
const asksForStock = (family: OperationFamily) => blockers(family).some(({ code }) => code === 'metal.in-stock')

function tableOf(family: OperationFamily, profiles: readonly AtelierProfile[]): Table {
  const columns = blockers(family).flatMap((rule) => columnsOf(rule) ?? [])
  const whole = blockers(family).filter((rule) => columnsOf(rule) === undefined)
  const offersOf: Place[] = []
  const starts = new Int32Array(profiles.length + 1)
  const axes: number[] = []
  const limits: number[] = []
  profiles.forEach((profile, index) => {
    const { loss, shrinkage } = allowances(profile)
    const offers = processesFor(profile, family)
    starts[index + 1] = starts[index]! + offers.length
    for (const offer of offers) {
      for (const axis of AXES) axes.push(offer.process.capability[axis].value + profile.assistedMargin + SAME_SHARE)
      for (const column of columns) limits.push(column.limitOf(offer, loss, shrinkage))
      if (whole.length > 0) offersOf.push({ profile, loss, shrinkage, ...offer })
    }
  })
  return { columns, whole, offers: offersOf, starts, axes: Float64Array.from(axes), limits: Float64Array.from(limits) }
}

/**
 * Yes or no for many ateliers, with what fails first, from the rule table that `judge` reads: its limits are laid out in rows of numbers
 * once, so that a question is only comparisons.
 */
export function eligibility(profiles: readonly AtelierProfile[]) {
  const tables = new Map(operationFamilies.map((family) => [family, tableOf(family, profiles)]))
  const stocks = new Map<string, Float64Array>()
  /** Grams held, NaN where the material is not. */
  function stockOf(material: string): Float64Array {
    const known = stocks.get(material)
    if (known) return known
    const grams = Float64Array.from(
      profiles,
      (profile) => profile.materials.find((one) => one.material === material)?.stockGrams ?? Number.NaN,
    )
    stocks.set(material, grams)
    return grams
  }

  function ask(measurements: Measurements, operations: readonly Operation[], design: JudgedDesign): Eligible {
    const asked: Asked = { measurements, design }
    const first = new Int16Array(profiles.length).fill(-1)
    const reasons: { rule: string; axis?: Axis }[] = []
    const placeOf = (reason: { rule: string; axis?: Axis }) => reasons.push(reason) - 1
    for (const operation of operations) {
      const table = tables.get(operation.family)
      if (!table) continue
      const places = [
        placeOf({ rule: 'operation.missing' }),
        ...AXES.map((axis) => placeOf({ rule: 'capability.outside', axis })),
        ...table.columns.map(({ rule }) => placeOf({ rule })),
        ...table.whole.map(({ code }) => placeOf({ rule: code })),
      ]
      const values = Float64Array.from(table.columns, ({ quantity, atLeast }) => decisive(quantity(asked), atLeast))
      const wholly = ({ profile, workCenter, process, loss, shrinkage }: Place) => {
        const context = { measurements, design, profile, workCenter, process, loss, shrinkage }
        return table.whole.findIndex((rule) => askRule(rule, context)?.outcome === 'fail')
      }
      scan(
        table,
        AXES.map((axis) => operation.demand[axis]),
        values,
        places,
        first,
        wholly,
      )
      if (!asksForStock(operation.family)) continue
      const held = stockOf(design.material)
      const grams = decisive(charge(asked), false)
      const [missing, short] = [placeOf({ rule: 'metal.in-stock' }), placeOf({ rule: 'metal.stock-grams' })]
      for (let i = 0; i < first.length; i++) {
        if (first[i]! >= 0) continue
        if (Number.isNaN(held[i]!)) first[i] = missing
        else if (grams > held[i]!) first[i] = short
      }
    }
    return { first, reasonOf: (profile) => reasons[first[profile]!] }
  }
  return { ask }
}

/** The end of a fact's interval that decides a failure: it fails where even that end does not reach the limit. NaN never fails. */
function decisive(fact: { value: number; errorBound: number; atLeast?: boolean } | undefined, atLeast: boolean): number {
  if (!fact) return Number.NaN
  const { value, errorBound } = fact
  if (!atLeast) return value - errorBound - ROUNDING
  return fact.atLeast ? Number.POSITIVE_INFINITY : Math.max(value - errorBound + ROUNDING, value + errorBound - ROUNDING)
}

/** Profiles that were open get the place of what fails on their best offer: the one that gets farthest. */
function scan(
  { columns, whole, offers, starts, axes, limits }: Table,
  demand: readonly number[],
  values: Float64Array,
  places: readonly number[],
  first: Int16Array,
  wholly: (place: Place) => number,
): void {
  const width = columns.length
  const passes = 4 + width + whole.length
  const atLeast = Uint8Array.from(columns, (column) => (column.atLeast ? 1 : 0))
  const [d, g, r, t] = demand as [number, number, number, number]
  for (let i = 0; i < first.length; i++) {
    if (first[i]! >= 0) continue
    let farthest = -1
    for (let offer = starts[i]!; offer < starts[i + 1]!; offer++) {
      let column = 0
      for (let at = offer * width; column < width; column++, at++) {
        if (atLeast[column] ? values[column]! < limits[at]! : values[column]! > limits[at]!) break
      }
      const a = offer * 4
      const axis = d > axes[a]! ? 0 : g > axes[a + 1]! ? 1 : r > axes[a + 2]! ? 2 : t > axes[a + 3]! ? 3 : 4
      let failing = axis < 4 ? axis : 4 + column
      if (column === width && axis === 4) {
        const open = whole.length > 0 ? wholly(offers[offer]!) : -1
        failing = open < 0 ? passes : 4 + width + open
      }
      // Hands that are out of reach come before limits that are missed.
      farthest = Math.max(farthest, failing)
      if (farthest === passes) break
    }
    if (farthest < passes) first[i] = places[farthest + 1]!
  }
}
