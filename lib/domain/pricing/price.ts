import type { Verdict } from '../manufacturability/finding'
import { distanceKm } from '../network/distance'
import type { Operation, OperationFamily } from '../network/operation'
import type { Destination, Plan } from '../network/plan'
import type { AtelierProfile, Process } from '../network/profile'
import { runTime } from '../network/run-time'
import { GATE_MINUTES } from '../network/schedule'
import { passesCustoms } from '../network/shipping'
import type { MaterialLine } from '../products/family'
import { type Refusal, type Result, refuse } from '../result'
import { exchange } from './exchange'
import type { Money } from './money'
import type { PriceBook, Quote, QuoteLine } from './quote'

/** How long a price holds. Longer than the shortest life of a checkout session (30 minutes); metal moves little in two hours. */
export const QUOTE_MINUTES = 120

export interface QuoteInput {
  operations: readonly Operation[]
  materials: readonly MaterialLine[]
  verdict: Verdict
  plan: Plan
  profile: AtelierProfile
  priceBook: PriceBook
  destination: Destination
  /** ISO 8601 instant with offset. */
  at: string
}

type Code = QuoteLine['code']
interface Driver {
  code: Code
  /** Minor units of the atelier's currency. */
  amount: number
  parameters: QuoteLine['parameters']
}

/** Cost driver that an operation's running time is charged under. */
const DRIVER: Readonly<Record<OperationFamily, Code>> = {
  pattern: 'pattern',
  cast: 'casting',
  clean: 'cleaning',
  engrave: 'engraving',
  chase: 'chasing',
  polish: 'polishing',
  patinate: 'patina',
  cut: 'cutting',
  skive: 'skiving',
  stamp: 'stamping',
  turn: 'turning',
  glue: 'gluing',
  sew: 'sewing',
  edge: 'edging',
  inspect: 'inspection',
  hallmark: 'hallmark',
  pack: 'packing',
}

interface Run {
  operation: Operation
  process: Process
  assisted: boolean
  /** A person signs before the next step. */
  gated: boolean
}

function runsOf({ operations, verdict, profile }: QuoteInput): Run[] | undefined {
  const runs: Run[] = []
  for (const operation of operations) {
    const given = verdict.operations.find((entry) => entry.operation === operation.id)
    const center = profile.workCenters.find(({ id }) => id === given?.workCenter)
    const process = center?.processes.find((entry) => entry.process === given?.process && entry.operation === operation.family)
    if (!given || !process || given.mode === 'outside') return undefined
    runs.push({ operation, process, assisted: given.mode === 'assisted', gated: given.gate !== undefined })
  }
  return runs
}

/** Minutes at a rate an hour, in minor units before rounding. */
const atHour = (minutes: number, perHour: number) => (minutes * perHour) / 60

/** Run time of one operation in money: a person's minutes at the bench rate, a machine's alone at the machine rate. */
function runCost({ operation, process }: Run, rates: AtelierProfile['rates']): number {
  const { run, attendedRun } = runTime(operation, process)
  return atHour(attendedRun, rates.benchHour) + atHour(run - attendedRun, rates.machineHour)
}

const tenth = (value: number) => Math.round(value * 10) / 10

function parametersOf({ quantities }: Operation): QuoteLine['parameters'] {
  const shown: Record<string, number> = {}
  for (const [name, value] of Object.entries(quantities)) if (value !== undefined) shown[name] = tenth(value)
  return shown
}

/** What an operation costs beyond its time: its share of a flask, a fixed fee, or nothing. */
function fixedFee(family: OperationFamily, rates: AtelierProfile['rates']): number | undefined {
  if (family === 'cast') return rates.castingShare
  if (family === 'inspect') return rates.inspection
  if (family === 'pack') return rates.packing
  return undefined
}

function operationDrivers(runs: readonly Run[], rates: AtelierProfile['rates']): Driver[] {
  return runs.map((run) => {
    const fee = fixedFee(run.operation.family, rates)
    return {
      code: DRIVER[run.operation.family],
      amount: Math.round(fee ?? runCost(run, rates)),
      parameters: parametersOf(run.operation),
    }
  })
}

/** Finished grams at the feed; on what is melted besides, which goes back to the refiner, the atelier's margin alone. */
function metalDriver(line: MaterialLine, input: QuoteInput): Result<Driver> {
  const { priceBook, profile } = input
  const perGramMilli = priceBook.metals.perGramMilli[line.material]
  if (perGramMilli === undefined) return refuse('quote.no-metal-price', { material: line.material })
  const milligrams = Math.round(line.finishedGrams * 1000)
  const charged = Math.round(line.chargedGrams * 1000)
  const marginMicro = Math.round(profile.rates.metalMargin * 1e6)
  // milligrams × 10⁻³ minor units × 10⁻³ a gram, margin in millionths: one division at the end.
  const euroMinor = (BigInt(milligrams) * 1_000_000n + BigInt(charged) * BigInt(marginMicro)) * BigInt(perGramMilli)
  const inFeed = {
    amount: Number((euroMinor + 500_000_000_000n) / 1_000_000_000_000n),
    currency: priceBook.metals.currency,
  } as const
  const own = exchange(inFeed, profile.currency, priceBook.rates.perEuroMicro)
  if (!own) return refuse('quote.no-rate', { currency: profile.currency })
  const parameters = {
    material: line.material,
    finishedGrams: tenth(line.finishedGrams),
    chargedGrams: tenth(line.chargedGrams),
    perGramMilli,
    feedCurrency: priceBook.metals.currency,
    marginMicro,
  }
  return { ok: true, value: { code: 'metal', amount: own.amount, parameters } }
}

/** mm² in a dm², mm in a metre. */
const UNIT = { area: 10_000, length: 1000 } as const
const GOODS_LINE: Readonly<Record<string, Code>> = {
  'thread-linen': 'thread',
  'die-magnesium': 'die',
  'foil-gold': 'foil',
  'foil-silver': 'foil',
}

/** What is bought by area or length is paid with its offcuts: nobody takes them back. */
function goodsDriver(line: MaterialLine, amount: NonNullable<MaterialLine['amount']>, input: QuoteInput): Result<Driver> {
  const { priceBook, profile } = input
  const perUnitMilli = priceBook.goods?.perUnitMilli[line.material]
  if (!priceBook.goods || perUnitMilli === undefined) return refuse('quote.no-metal-price', { material: line.material })
  const charged = Math.ceil(amount.charged)
  const marginMicro = Math.round(profile.rates.metalMargin * 1e6)
  const divisor = BigInt(UNIT[amount.quantity]) * 1_000_000_000n
  const numerator = BigInt(charged) * BigInt(perUnitMilli) * (1_000_000n + BigInt(marginMicro))
  const inFeed = { amount: Number((numerator + divisor / 2n) / divisor), currency: priceBook.goods.currency } as const
  const own = exchange(inFeed, profile.currency, priceBook.rates.perEuroMicro)
  if (!own) return refuse('quote.no-rate', { currency: profile.currency })
  const parameters = {
    material: line.material,
    [amount.quantity]: charged,
    perUnitMilli,
    feedCurrency: priceBook.goods.currency,
    marginMicro,
    used: amount.charged > 0 ? Math.round((100 * amount.finished) / amount.charged) : 0,
    ...(amount.colour === undefined ? {} : { colour: amount.colour }),
  }
  return { ok: true, value: { code: GOODS_LINE[line.material] ?? 'sheet', amount: own.amount, parameters } }
}

/** Consumption tax of the destination where no customs lies between; across customs the parcel leaves untaxed. */
function taxDriver(net: number, input: QuoteInput, customs: boolean): Result<Driver> {
  const { country } = input.destination
  if (customs)
    return { ok: true, value: { code: 'tax', amount: 0, parameters: { kind: 'export', country, basisPoints: 0, name: '' } } }
  const tax = input.priceBook.taxes[country]
  if (!tax) return refuse('quote.no-tax', { country })
  const { basisPoints, name } = tax
  return {
    ok: true,
    value: {
      code: 'tax',
      amount: Math.round((net * basisPoints) / 10_000),
      parameters: { kind: 'domestic', country, basisPoints, name },
    },
  }
}

/** Work under its own cost drivers, the set-ups together, and the person at the side of what is not yet done alone. */
function workDrivers(runs: readonly Run[], profile: AtelierProfile): Driver[] {
  const { rates } = profile
  const setupMinutes = runs.reduce((sum, { process }) => sum + process.setupMinutes, 0)
  const drivers = operationDrivers(runs, rates)
  drivers.push({
    code: 'setup',
    amount: Math.round(atHour(setupMinutes, rates.setupHour)),
    parameters: { minutes: Math.round(setupMinutes) },
  })
  const assisted = runs.filter((run) => run.assisted)
  if (assisted.length > 0) {
    const attended = assisted.reduce((sum, { operation, process }) => {
      const { setup, attendedRun } = runTime(operation, process)
      return sum + setup + attendedRun
    }, 0)
    drivers.push({
      code: 'assistance',
      amount: Math.round(atHour(attended * rates.assistedSurcharge, rates.benchHour)),
      parameters: {
        operations: assisted.map(({ operation }) => operation.family).join(' '),
        minutes: Math.round(attended * rates.assistedSurcharge),
      },
    })
  }
  const gated = runs.filter((run) => run.gated)
  if (gated.length > 0) {
    const minutes = gated.length * GATE_MINUTES
    drivers.push({
      code: 'gate',
      amount: Math.round(atHour(minutes, rates.benchHour)),
      parameters: { operations: gated.map(({ operation }) => operation.family).join(' '), minutes },
    })
  }
  return drivers
}

/**
 * The price of one piece at one atelier: integer minor units, one line a cost driver, and lines that sum exactly to the total both in
 * the atelier's currency and as shown in the client's. Refused (`quote.…`) when a step cannot be run here, or when the price book
 * has no price, rate or tax for it.
 */
export function quote(input: QuoteInput): Result<Quote> {
  const { profile, priceBook, destination, materials } = input
  const runs = runsOf(input)
  if (!runs) return refuse('quote.blocked')
  const drivers: Driver[] = []
  for (const line of materials) {
    const priced = line.amount ? goodsDriver(line, line.amount, input) : metalDriver(line, input)
    if (!priced.ok) return priced
    drivers.push(priced.value)
  }
  drivers.push(...workDrivers(runs, profile))
  const km = distanceKm(profile.place, destination.place)
  const freight = profile.shipping.base + (profile.shipping.perThousandKm * km) / 1000
  drivers.push({ code: 'shipping', amount: Math.round(freight), parameters: { km: Math.round(km) } })
  const customs = passesCustoms(profile.country, destination.country, priceBook.customsUnions)
  const net = drivers.reduce((sum, { amount }) => sum + amount, 0)
  const tax = taxDriver(net, input, customs)
  if (!tax.ok) return tax
  drivers.push(tax.value)
  return present(drivers, input, customs)
}

function present(drivers: readonly Driver[], input: QuoteInput, customs: boolean): Result<Quote> {
  const { profile, priceBook, destination, at } = input
  const lines: QuoteLine[] = []
  for (const { code, amount, parameters } of drivers) {
    const own: Money = { amount, currency: profile.currency }
    const shown = exchange(own, destination.currency, priceBook.rates.perEuroMicro)
    if (!shown) return noRate(destination.currency)
    lines.push({ code, parameters, amount: own, shown })
  }
  const sum = (pick: (line: QuoteLine) => Money) => lines.reduce((total, line) => total + pick(line).amount, 0)
  const expires = new Date(Date.parse(at) + QUOTE_MINUTES * 60_000).toISOString()
  return {
    ok: true,
    value: {
      atelier: profile.id,
      lines,
      total: { amount: sum((line) => line.amount), currency: profile.currency },
      shownTotal: { amount: sum((line) => line.shown), currency: destination.currency },
      duty: customs ? 'not-included' : 'none',
      priceBook: priceBook.id,
      metalFixedAt: priceBook.metals.at,
      rateFixedAt: priceBook.rates.at,
      at,
      expires,
    },
  }
}

const noRate = (currency: string): { ok: false; refusal: Refusal } => refuse('quote.no-rate', { currency })

/** Codes that a quote's lines can have; words under `price.<code>`. */
export const priceCodes: readonly Code[] = [
  'metal',
  'sheet',
  'thread',
  'die',
  'foil',
  'pattern',
  'casting',
  'cleaning',
  'engraving',
  'chasing',
  'polishing',
  'patina',
  'cutting',
  'skiving',
  'stamping',
  'turning',
  'gluing',
  'sewing',
  'edging',
  'setup',
  'inspection',
  'hallmark',
  'packing',
  'assistance',
  'gate',
  'shipping',
  'tax',
]
