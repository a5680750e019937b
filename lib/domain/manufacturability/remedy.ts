import type { AtelierAnswer } from '../assess'
import type { Choices, DesignDocument } from '../design/document'
import type { Family, NumberParameter, Parameter } from '../products/family'
import type { Finding, Remedy } from './finding'

/** Drafts, measures and judges a candidate; every atelier's answer. May be remote. */
export type Evaluate = (document: DesignDocument) => readonly AtelierAnswer[] | Promise<readonly AtelierAnswer[]>

export interface RemedyInput {
  family: Family
  document: DesignDocument
  /** The answers to the document as it is. */
  answers: readonly AtelierAnswer[]
  /** The atelier whose verdict is to be turned. */
  atelier: string
  evaluate: Evaluate
  /** True once nobody waits for the answer any more; asked before each evaluation. */
  isStale?(): boolean
  /** Evaluations at most. */
  budget?: number
}

/** At a drag's fineness an evaluation takes tens of milliseconds; so many keep the whole search in a few seconds. */
export const REMEDY_BUDGET = 64
const MOST_REMEDIES = 3
/** Pairs of numbers are tried only among this many, the most natural first. */
const PAIRED = 3

const RANK: Readonly<Record<Remedy['outcome'], number>> = { makeable: 0, confirm: 1, blocked: 2 }

interface Cure {
  change: Choices
  cost: number
  /** Questions that the design as it is does not raise: a cure that only just reaches a limit asks one. */
  raised: number
  answer: AtelierAnswer
}

/** Thrown and caught in this file alone: ends a search whose budget is spent or that nobody waits for. */
class Spent extends Error {}

class Search {
  #left: number
  readonly #seen = new Map<string, AtelierAnswer | undefined>()
  readonly cures: Cure[] = []
  readonly blockers: readonly Finding[]
  readonly #asked: ReadonlySet<string>

  constructor(readonly input: RemedyInput) {
    this.#left = input.budget ?? REMEDY_BUDGET
    const now = answerAt(input.answers, input.atelier)
    this.blockers = withSeverity(now, 'blocker')
    this.#asked = new Set(withSeverity(now, 'unknown').map(({ rule }) => rule))
  }

  /** What a change still has to cure: blockers, and questions that it raises itself. */
  #open(found: AtelierAnswer): Finding[] {
    const raised = withSeverity(found, 'unknown').filter(({ rule }) => !this.#asked.has(rule))
    return [...withSeverity(found, 'blocker'), ...raised]
  }

  get #choices(): Choices {
    return this.input.document.choices
  }

  /** The atelier's answer to a change, each change once; a change that a family's draft refuses is no candidate. */
  async answer(change: Choices): Promise<AtelierAnswer | undefined> {
    const key = JSON.stringify(Object.entries(change).sort())
    if (this.#seen.has(key)) return this.#seen.get(key)
    if (this.#left-- <= 0 || this.input.isStale?.()) throw new Spent()
    const document = { ...this.input.document, choices: { ...this.#choices, ...change } }
    const found = answerAt(await this.input.evaluate(document), this.input.atelier)
    this.#seen.set(key, found)
    if (found && found.verdict.outcome !== 'blocked') {
      this.cures.push({ change, cost: this.#cost(change), raised: this.#open(found).length, answer: found })
    }
    return found
  }

  async turns(change: Choices): Promise<boolean> {
    const found = await this.answer(change)
    return found !== undefined && this.#open(found).length === 0
  }

  #cost(change: Choices): number {
    let cost = 0
    for (const parameter of this.input.family.parameters) {
      const value = change[parameter.key]
      if (value === undefined) continue
      const steps = parameter.kind === 'number' ? Math.abs(Number(value) - this.number(parameter)) / parameter.step : 1
      cost += parameter.weight * steps
    }
    return cost
  }

  number(parameter: NumberParameter): number {
    return Number(this.#choices[parameter.key])
  }

  /** How far what is open is from cured, each gap with its error bound in shares of its own limit; 0 when the change turns the verdict. */
  distance(found: AtelierAnswer | undefined): number {
    if (!found) return Number.POSITIVE_INFINITY
    return this.#open(found).reduce((sum, { measured, limit, errorBound = 0 }) => {
      if (measured === undefined || limit === undefined) return sum + 1
      const gap = Math.abs(limit - measured) + errorBound
      return sum + Math.min(1, Math.max(1e-6, gap / Math.max(Math.abs(limit), 1e-6)))
    }, 0)
  }

  /**
   * The fewest steps of one number that turn the verdict, with other changes held. One step each way shows the direction; the first
   * slope says how far to look; then bisection on the step grid. What turns the verdict is kept in `cures` by `answer`.
   */
  async along(parameter: NumberParameter, held: Choices = {}): Promise<void> {
    const start = this.number(parameter)
    const at = (steps: number): Choices => ({ ...held, [parameter.key]: start + steps * parameter.step })
    const base = this.distance(
      Object.keys(held).length > 0 ? await this.answer(held) : answerAt(this.input.answers, this.input.atelier),
    )
    for (const sign of [1, -1]) {
      const reach = Math.floor((sign > 0 ? parameter.max - start : start - parameter.min) / parameter.step)
      if (reach < 1) continue
      const probe = Math.min(reach, 4)
      const near = this.distance(await this.answer(at(sign * probe)))
      if (near === 0) {
        await this.bisect(0, probe, (steps) => at(sign * steps))
        return
      }
      // Measured facts wobble by their error bounds; a real slope is larger.
      if (near > base - 1e-3) continue
      const hoped = Math.min(reach, Math.ceil((base / (base - near)) * probe * 1.1) + 1)
      for (const steps of [...new Set([hoped, Math.min(reach, 2 * hoped), reach])]) {
        if (!(await this.turns(at(sign * steps)))) continue
        await this.bisect(probe, steps, (count) => at(sign * count))
        return
      }
    }
  }

  async bisect(failing: number, turning: number, at: (steps: number) => Choices): Promise<void> {
    let [low, high] = [failing, turning]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (await this.turns(at(middle))) high = middle
      else low = middle
    }
  }
}

const answerAt = (answers: readonly AtelierAnswer[], atelier: string) => answers.find((entry) => entry.atelier === atelier)
const withSeverity = (found: AtelierAnswer | undefined, wanted: Finding['severity']) =>
  (found?.verdict.findings ?? []).filter(({ severity }) => severity === wanted)

/** Parameters that can cure any of the blockers here, most natural first, without those that do nothing in this design. */
function curing(input: RemedyInput, blockers: readonly Finding[]): Parameter[] {
  const keys = [...new Set(blockers.flatMap(({ rule }) => input.family.cures[rule] ?? []))]
  return keys
    .map((key) => input.family.parameters.find((parameter) => parameter.key === key))
    .filter((parameter): parameter is Parameter => parameter !== undefined)
    .filter((parameter) => parameter.appliesTo?.(input.document.choices) !== false)
}

async function look(search: Search): Promise<void> {
  const parameters = curing(search.input, search.blockers)
  const numbers = parameters.filter((parameter) => parameter.kind === 'number')
  const choices = parameters.filter((parameter) => parameter.kind === 'choice')
  for (const parameter of numbers) await search.along(parameter)
  const options: Choices[] = choices.flatMap(({ key, options }) =>
    options.filter((option) => option !== search.input.document.choices[key]).map((option): Choices => ({ [key]: option })),
  )
  for (const option of options) await search.answer(option)
  if (search.cures.length > 0) return
  for (const option of options) for (const parameter of numbers.slice(0, PAIRED)) await search.along(parameter, option)
  for (const [first, second] of pairsOf(numbers.slice(0, PAIRED))) {
    for (const end of endsOf(first, search.number(first))) await search.along(second, { [first.key]: end })
  }
}

function pairsOf<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((first, index) => list.flatMap((second, other): [T, T][] => (index === other ? [] : [[first, second]])))
}

/** A quarter and a half of the way to either end, on the step grid. */
function endsOf({ min, max, step }: NumberParameter, value: number): number[] {
  const towards = (end: number, share: number) => value + Math.round(((end - value) * share) / step) * step
  const ends = [towards(max, 0.25), towards(min, 0.25), towards(max, 0.5), towards(min, 0.5)]
  return [...new Set(ends)].filter((end) => end !== value)
}

const kindOf = ({ change }: Cure, family: Family) =>
  Object.keys(change)
    .map((key) => family.parameters.find((parameter) => parameter.key === key))
    .map((parameter) => (parameter?.kind === 'number' ? parameter.key : `option ${parameter?.key}`))
    .sort()
    .join(' + ')

/** Change of the shown price, minor units; breaks ties between options that cost a client's intent the same. */
const priceMove = (before: AtelierAnswer | undefined, { answer }: Cure) =>
  Math.abs((answer.quote?.shownTotal.amount ?? 0) - (before?.quote?.shownTotal.amount ?? 0))

/** Surely makeable first, then the least change; the cheapest of each kind, up to so many. */
function best({ cures, input }: Search, most: number): Cure[] {
  const before = answerAt(input.answers, input.atelier)
  const sorted = [...cures].sort(
    (a, b) =>
      RANK[a.answer.verdict.outcome] - RANK[b.answer.verdict.outcome] ||
      a.raised - b.raised ||
      a.cost - b.cost ||
      priceMove(before, a) - priceMove(before, b),
  )
  const kinds = new Map<string, Cure>()
  for (const cure of sorted) {
    const kind = kindOf(cure, input.family)
    if (!kinds.has(kind)) kinds.set(kind, cure)
  }
  return [...kinds.values()].slice(0, most)
}

function effect(before: AtelierAnswer | undefined, after: AtelierAnswer): Pick<Remedy, 'price' | 'ready'> {
  return {
    ...(before?.quote && after.quote ? { price: { before: before.quote.shownTotal, after: after.quote.shownTotal } } : {}),
    ...(before?.plan && after.plan ? { ready: { before: before.plan.ready, after: after.plan.ready } } : {}),
  }
}

/** The design as it is, at the atelier that can make it: surely before to be confirmed, then soonest with the client. */
function elsewhere({ answers, atelier }: RemedyInput, cures: readonly string[]): Remedy[] {
  const before = answerAt(answers, atelier)
  const able = answers.filter((entry) => entry.atelier !== atelier && entry.verdict.outcome !== 'blocked' && entry.plan)
  const delivered = (entry: AtelierAnswer) => Date.parse(entry.plan?.delivered ?? '')
  const [first] = able.sort((a, b) => RANK[a.verdict.outcome] - RANK[b.verdict.outcome] || delivered(a) - delivered(b))
  return first ? [{ cures, change: {}, atelier: first.atelier, outcome: first.verdict.outcome, ...effect(before, first) }] : []
}

const remedyOf = (search: Search, { change, answer }: Cure): Remedy => ({
  cures: [...new Set(search.blockers.map(({ rule }) => rule))],
  change,
  outcome: answer.verdict.outcome,
  ...effect(answerAt(search.input.answers, search.input.atelier), answer),
})

/**
 * Up to three changes that turn a blocked verdict at one atelier, each drafted, measured and judged again by `evaluate` before it is
 * named: numbers by the fewest steps, other options, two changes together when one is not enough, and the same design at another
 * atelier. Empty when nothing blocks. A search that became stale or spent its budget gives what it had found by then.
 */
export async function remedies(input: RemedyInput): Promise<Remedy[]> {
  const search = new Search(input)
  if (search.blockers.length === 0) return []
  try {
    await look(search)
  } catch (error) {
    if (!(error instanceof Spent)) throw error
  }
  const other = elsewhere(input, [...new Set(search.blockers.map(({ rule }) => rule))])
  const cures = best(search, MOST_REMEDIES - other.length)
  return [...cures.map((cure) => remedyOf(search, cure)), ...other]
}
