import type { AtelierAnswer } from '../assess'
import type { Choices, DesignDocument } from '../design/document'
import type { ChoiceParameter, Family, NumberParameter, Parameter } from '../products/family'
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
export const REMEDY_BUDGET = 96
const MOST_REMEDIES = 3
/** Changes that one remedy may put together. */
const MOST_CHANGES = 4
/** A gap is counted in shares of its limit; limits nearer to nought than this count as this much, in the limit's unit. */
const SMALLEST_LIMIT = 0.1
/** Steps of the first look along a number. */
const PROBE = 4

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
      this.cures.push({ change, cost: this.cost(change), raised: this.#open(found).length, answer: found })
    }
    return found
  }

  /** Cost of the mildest change known to cure surely; Infinity before there is one. */
  get least(): number {
    const sure = this.cures.filter(({ answer, raised }) => answer.verdict.outcome === 'makeable' && raised === 0)
    return Math.min(...sure.map(({ cost }) => cost))
  }

  /** What a change costs a client's intent. */
  cost(change: Choices): number {
    let cost = 0
    for (const parameter of this.input.family.parameters) {
      const value = change[parameter.key]
      if (value !== undefined) cost += parameter.weight * this.#steps(parameter, value)
    }
    return cost
  }

  /** Families list options that are alike next to each other, so a neighbour is the milder change. */
  #steps(parameter: Parameter, value: Choices[string]): number {
    if (parameter.kind === 'number') return Math.abs(Number(value) - this.number(parameter)) / parameter.step
    if (parameter.kind !== 'choice') return 1
    const apart = Math.abs(
      parameter.options.indexOf(String(value)) - parameter.options.indexOf(String(this.#choices[parameter.key])),
    )
    return 1 + (apart - 1) / 10
  }

  number(parameter: NumberParameter): number {
    return Number(this.#choices[parameter.key])
  }

  /** What is still open with a change held: all of it, or one rule alone. */
  open(found: AtelierAnswer | undefined, rule?: string): Finding[] {
    return found ? this.#open(found).filter((finding) => rule === undefined || finding.rule === rule) : this.blockers.slice()
  }

  /** How far what is open is from cured, each gap with its error bound in shares of its own limit; 0 when nothing is. */
  distance(found: AtelierAnswer | undefined, rule?: string): number {
    if (!found) return Number.POSITIVE_INFINITY
    return this.open(found, rule).reduce((sum, { measured, limit, errorBound = 0 }) => {
      if (measured === undefined || limit === undefined) return sum + 1
      return sum + Math.max(1e-6, (Math.abs(limit - measured) + errorBound) / Math.max(Math.abs(limit), SMALLEST_LIMIT))
    }, 0)
  }

  /** Tries one change for `rule` (or for all that is open) and keeps it when it comes nearer than what was best so far. */
  async #look(change: Choices, best: Move, rule: string | undefined): Promise<Move> {
    const distance = this.distance(await this.answer(change), rule)
    return distance < best.distance ? { change, distance } : best
  }

  /** The options that are not chosen, the likest first. */
  others(parameter: ChoiceParameter): string[] {
    const others = parameter.options.filter((option) => option !== this.#choices[parameter.key])
    return others.sort((a, b) => this.#steps(parameter, a) - this.#steps(parameter, b))
  }

  /** Options of a choice, the likest first, until one cures; those that make the change cost `under` or more are left out. */
  async among(parameter: ChoiceParameter, held: Choices, rule?: string, under = Number.POSITIVE_INFINITY): Promise<Move> {
    let best: Move = { change: held, distance: Number.POSITIVE_INFINITY }
    for (const option of this.others(parameter)) {
      if (this.cost({ ...held, [parameter.key]: option }) >= under) break
      best = await this.#look({ ...held, [parameter.key]: option }, best, rule)
      if (best.distance === 0 && rule !== undefined) return best
    }
    return best
  }

  /**
   * The fewest steps of one number that cure `rule` (or all that is open), with other changes held; else the nearest place looked at.
   * A few steps each way show the direction; their slope says how far to look; then bisection on the step grid. No farther than the
   * change as a whole costs less than `under`.
   */
  async along(parameter: NumberParameter, held: Choices, rule?: string, under = Number.POSITIVE_INFINITY): Promise<Move> {
    const start = this.number(parameter)
    const at = (steps: number): Choices => ({ ...held, [parameter.key]: start + steps * parameter.step })
    const untouched = Object.keys(held).length === 0
    const base = this.distance(untouched ? answerAt(this.input.answers, this.input.atelier) : await this.answer(held), rule)
    let best: Move = { change: held, distance: base }
    let most = Math.ceil((under - this.cost(held)) / parameter.weight) - 1
    for (const sign of [1, -1]) {
      // The other way has to be nearer than the first that cures.
      const reach = Math.min(most, Math.floor((sign > 0 ? parameter.max - start : start - parameter.min) / parameter.step))
      if (reach < 1) continue
      const probe = Math.min(reach, PROBE)
      let found = await this.#look(at(sign * probe), { change: held, distance: Number.POSITIVE_INFINITY }, rule)
      let [failing, turning] = [0, probe]
      const path = found.distance === 0 ? [] : stepsToTry(base, found.distance, probe, reach)
      for (const steps of path) {
        found = await this.#look(at(sign * steps), found, rule)
        if (found.distance > 0) continue
        failing = probe
        turning = steps
        break
      }
      if (found.distance === 0) {
        const fewest = await this.#bisect(failing, turning, (count) => at(sign * count), rule)
        best = { change: at(sign * fewest), distance: 0 }
        most = fewest - 1
      } else if (found.distance < best.distance) best = found
    }
    return best
  }

  async #bisect(failing: number, turning: number, at: (steps: number) => Choices, rule: string | undefined): Promise<number> {
    let [low, high] = [failing, turning]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.distance(await this.answer(at(middle)), rule) === 0) high = middle
      else low = middle
    }
    return high
  }
}

/** A change and how far it leaves what it is to cure. */
interface Move {
  change: Choices
  distance: number
}

/** Where a line through two distances reaches nought, and twice and all the way; on a plateau, shares of the reach. */
function stepsToTry(base: number, near: number, probe: number, reach: number): number[] {
  // Measured facts wobble by their error bounds and a cut can bottom out: a first look that gets worse proves little.
  if (near > base + 1e-3) return distinct([Math.ceil(reach / 3)])
  if (near > base - 1e-3) return distinct([Math.ceil(reach / 4), Math.ceil(reach / 2), reach])
  const hoped = Math.ceil((base / (base - near)) * probe * 1.1) + 1
  return distinct([Math.min(reach, hoped), Math.min(reach, 2 * hoped), reach])
}

const distinct = (steps: readonly number[]) => [...new Set(steps)]
const answerAt = (answers: readonly AtelierAnswer[], atelier: string) => answers.find((entry) => entry.atelier === atelier)
const withSeverity = (found: AtelierAnswer | undefined, wanted: Finding['severity']) =>
  (found?.verdict.findings ?? []).filter(({ severity }) => severity === wanted)

/** Parameters that can cure one rule here, most natural first, without those that do nothing in this design. */
function curing({ family, document }: RemedyInput, rule: string): Parameter[] {
  return (family.cures[rule] ?? [])
    .map((key) => family.parameters.find((parameter) => parameter.key === key))
    .filter((parameter): parameter is Parameter => parameter !== undefined)
    .filter((parameter) => parameter.appliesTo?.(document.choices) !== false)
}

/** What could cure every blocker. */
function sharedCures({ blockers, input }: Search): Parameter[] {
  const [first = [], ...others] = blockers.map(({ rule }) => curing(input, rule))
  return first.filter((parameter) => others.every((list) => list.includes(parameter)))
}

/** One change at a time: only what could cure every blocker is tried. */
async function singly(search: Search): Promise<void> {
  const shared = sharedCures(search)
  for (const parameter of shared) if (parameter.kind === 'number') await search.along(parameter, {})
  for (const parameter of shared) if (parameter.kind === 'choice') await search.among(parameter, {})
}

/**
 * An option that comes nearer without curing, and the fewest steps of one number with it: letters set one above the other and a little lower
 * can be milder than a wider face. Only what would cost less than the mildest change known.
 */
async function paired(search: Search): Promise<void> {
  const shared = sharedCures(search)
  const base = search.distance(answerAt(search.input.answers, search.input.atelier))
  for (const choice of shared) {
    if (choice.kind !== 'choice') continue
    for (const option of search.others(choice)) {
      const held = { [choice.key]: option }
      if (search.cost(held) >= search.least || search.distance(await search.answer(held)) >= base) continue
      for (const number of shared) {
        if (number.kind === 'number') await search.along(number, held, undefined, search.least)
      }
    }
  }
}

/**
 * Several changes together: what is open first is cured by the parameter that costs least, or brought nearer, and held; then the next.
 * Given up where they would cost more than one change that cures all.
 */
async function together(search: Search): Promise<void> {
  let held: Choices = {}
  const under = search.least
  for (let changes = 0; changes < MOST_CHANGES; changes++) {
    const found = changes === 0 ? answerAt(search.input.answers, search.input.atelier) : await search.answer(held)
    const rule = search.open(found)[0]?.rule
    if (rule === undefined) return
    const free = curing(search.input, rule).filter(({ key }) => held[key] === undefined)
    let best: Move | undefined
    for (const parameter of free) {
      if (parameter.kind === 'text' || parameter.kind === 'outline') continue
      const most = best?.distance === 0 ? Math.min(under, search.cost(best.change)) : under
      const move =
        parameter.kind === 'number'
          ? await search.along(parameter, held, rule, most)
          : await search.among(parameter, held, rule, most)
      if (!best || move.distance < best.distance || (move.distance === 0 && search.cost(move.change) < search.cost(best.change)))
        best = move
    }
    if (!best || best.change === held) return
    held = best.change
  }
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

/** Price and date before and after, of two answers measured alike. */
export function effect(before: AtelierAnswer | undefined, after: AtelierAnswer): Pick<Remedy, 'price' | 'ready'> {
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
 * named: numbers by the fewest steps, other options, several changes together when one is not enough, and the same design at
 * another atelier. Empty when nothing blocks. A search that became stale or spent its budget gives what it had found by then.
 */
export async function remedies(input: RemedyInput): Promise<Remedy[]> {
  const search = new Search(input)
  if (search.blockers.length === 0) return []
  try {
    await singly(search)
    await paired(search)
    // Rules that the same parameters cure ask the same of the piece.
    const asked = new Set(search.blockers.map(({ rule }) => String(input.family.cures[rule])))
    if (search.cures.length === 0 || asked.size > 1) await together(search)
  } catch (error) {
    if (!(error instanceof Spent)) throw error
  }
  const other = elsewhere(input, [...new Set(search.blockers.map(({ rule }) => rule))])
  const cures = best(search, MOST_REMEDIES - other.length)
  return [...cures.map((cure) => remedyOf(search, cure)), ...other]
}
