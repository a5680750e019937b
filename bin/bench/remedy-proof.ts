import type { AtelierAnswer } from '@/lib/domain/assess'
import { assess } from '@/lib/domain/assess-all'
import type { Choice, Choices, DesignDocument } from '@/lib/domain/design/document'
import type { Remedy, Verdict } from '@/lib/domain/manufacturability/finding'
import type { Fineness } from '@/lib/domain/products/draft'
import type { ChoiceParameter, NumberParameter, Parameter } from '@/lib/domain/products/family'
import { findRemedies } from '@/lib/drafting/remedies'
import type { Study } from '@/lib/drafting/study'
import { random, randomDocument } from '@/lib/files/random-document'

type House = Pick<Study, 'family' | 'market' | 'environment'>
type Outcome = Verdict['outcome']

/** A design that was makeable at an atelier until one or two of its numbers were pushed over a limit. */
export interface Pushed {
  document: DesignDocument
  atelier: string
  moved: readonly string[]
}

const RANK: Readonly<Record<Outcome, number>> = { makeable: 0, confirm: 1, blocked: 2 }
const MOST_PUSHES = 5
/** Values each way of a number when two change together. */
const PAIRED = 4

const answersTo = ({ family, market, environment }: House, document: DesignDocument, fineness: Fineness) =>
  assess({ ...environment, family }, document, market, fineness).answers
const outcomeAt = (answers: readonly AtelierAnswer[], id: string): Outcome =>
  answers.find(({ atelier }) => atelier === id)?.verdict.outcome ?? 'blocked'
const changed = (document: DesignDocument, change: Choices): DesignDocument => ({
  ...document,
  choices: { ...document.choices, ...change },
})

/** The same seed gives the same design everywhere; undefined where the seed leads to none. */
export function pushed(house: House, seed: number): Pushed | undefined {
  const { family, market } = house
  const next = random(seed * 104729)
  const wild = randomDocument(family, seed)
  const choices: Record<string, Choice> = { ...family.presets[seed % family.presets.length]?.choices }
  for (const { key } of family.parameters) if (next() < 0.15) choices[key] = wild.choices[key] ?? ''
  const atelier = market.ateliers[Math.floor(next() * market.ateliers.length)]?.id ?? ''
  const makeable = (answers: readonly AtelierAnswer[]) => outcomeAt(answers, atelier) === 'makeable'
  const start = { ...wild, choices: { ...choices } }
  if (!makeable(answersTo(house, start, 'edit')) || !makeable(answersTo(house, start, 'full'))) return undefined
  const free = family.parameters.filter(
    (parameter): parameter is NumberParameter => parameter.kind === 'number' && parameter.appliesTo?.(choices) !== false,
  )
  const any = () => free[Math.floor(next() * free.length)]
  const moved = [...new Set([any(), ...(next() < 0.5 ? [any()] : [])])].filter((one) => one !== undefined)
  const directions = moved.map(() => (next() < 0.5 ? -1 : 1))
  for (let push = 0; push < MOST_PUSHES; push++) {
    moved.forEach(({ key, min, max, step }, index) => {
      const stride = Math.max(1, Math.round((max - min) / step / 8)) * step * (directions[index] ?? 1)
      choices[key] = Math.min(max, Math.max(min, Number(choices[key]) + stride))
    })
    const document = { ...wild, choices: { ...choices } }
    if (outcomeAt(answersTo(house, document, 'edit'), atelier) !== 'blocked') continue
    if (outcomeAt(answersTo(house, document, 'full'), atelier) !== 'blocked') continue
    return { document, atelier, moved: moved.map(({ key }) => key) }
  }
  return undefined
}

export interface Helped {
  remedies: readonly Remedy[]
  /** Remedies that do not pass when applied and judged as at checkout. */
  untrue: readonly Remedy[]
}

/** What a client would be offered, each applied and judged again. */
export async function help(house: House, { document, atelier }: Pushed): Promise<Helped> {
  const [fast, exact] = [answersTo(house, document, 'edit'), answersTo(house, document, 'full')]
  const study = { ...house, document, stop: () => false, breathe: () => Promise.resolve() }
  const remedies = (await findRemedies(study, fast, exact, atelier)) ?? []
  const untrue = remedies.filter(
    (remedy) =>
      outcomeAt(answersTo(house, changed(document, remedy.change), 'full'), remedy.atelier ?? atelier) !== remedy.outcome ||
      remedy.outcome === 'blocked',
  )
  return { remedies, untrue }
}

/** As a client's intent counts it: options that stand next to each other are alike. */
function costOf({ family }: House, before: Choices, change: Choices): number {
  return family.parameters.reduce((sum, parameter) => {
    const value = change[parameter.key]
    if (value === undefined) return sum
    return sum + parameter.weight * stepsOf(parameter, before[parameter.key], value)
  }, 0)
}

function stepsOf(parameter: Parameter, from: Choice | undefined, to: Choice): number {
  if (parameter.kind === 'number') return Math.abs(Number(to) - Number(from)) / parameter.step
  if (parameter.kind !== 'choice') return 1
  const apart = Math.abs(parameter.options.indexOf(String(to)) - parameter.options.indexOf(String(from)))
  return 1 + (apart - 1) / 10
}

/**
 * How many times as much the mildest remedy that changes the design costs as the mildest change on a grid over all curing parameters: every
 * value of each alone, and of each two a few values each way. At least 1; undefined where no remedy changes the design. `beyond`: cheaper
 * changes are looked for only where they would be so many times cheaper.
 */
export function aboveBest(
  house: House,
  { document, atelier }: Pushed,
  { remedies }: Helped,
  beyond: number,
): { times: number; milder?: Choices } | undefined {
  const own = remedies.filter((remedy) => remedy.atelier === undefined)
  if (own.length === 0) return undefined
  const rank = Math.min(...own.map(({ outcome }) => RANK[outcome]))
  const least = Math.min(
    ...own.filter(({ outcome }) => RANK[outcome] === rank).map(({ change }) => costOf(house, document.choices, change)),
  )
  const cures = (fineness: Fineness, change: Choices) =>
    RANK[outcomeAt(answersTo(house, changed(document, change), fineness), atelier)] <= rank
  for (const { change, cost } of gridOf(house, document, atelier, least / beyond)) {
    if (cures('full', change)) return { times: least / cost, milder: change }
  }
  return { times: 1 }
}

function gridOf(house: House, document: DesignDocument, atelier: string, under: number): { change: Choices; cost: number }[] {
  const { family } = house
  const verdict = answersTo(house, document, 'full').find((one) => one.atelier === atelier)?.verdict
  const rules = (verdict?.findings ?? []).filter(({ severity }) => severity === 'blocker').map(({ rule }) => rule)
  const keys = new Set(rules.flatMap((rule) => family.cures[rule] ?? []))
  const curing = family.parameters.filter(
    (parameter): parameter is NumberParameter | ChoiceParameter =>
      keys.has(parameter.key) &&
      (parameter.kind === 'number' || parameter.kind === 'choice') &&
      parameter.appliesTo?.(document.choices) !== false,
  )
  const axis = (parameter: NumberParameter | ChoiceParameter, most: number): Choices[] => {
    const now = document.choices[parameter.key]
    if (parameter.kind === 'choice')
      return parameter.options.filter((option) => option !== now).map((option) => ({ [parameter.key]: option }))
    const { key, min, max, step, weight } = parameter
    const values: Choices[] = []
    const reach = Math.min(Math.floor(under / weight), (max - min) / step)
    const stride = Math.max(1, Math.ceil(reach / most))
    for (let steps = stride; steps <= reach; steps += stride)
      for (const value of [Number(now) - steps * step, Number(now) + steps * step])
        if (value >= min && value <= max) values.push({ [key]: value })
    return values
  }
  const alone = curing.flatMap((parameter) => axis(parameter, Number.POSITIVE_INFINITY))
  const paired = curing.flatMap((one, index) =>
    curing
      .slice(index + 1)
      .flatMap((other) => axis(one, PAIRED).flatMap((a) => axis(other, PAIRED).map((b): Choices => ({ ...a, ...b })))),
  )
  return [...alone, ...paired]
    .map((change) => ({ change, cost: costOf(house, document.choices, change) }))
    .filter(({ cost }) => cost < under)
    .sort((a, b) => a.cost - b.cost)
}
