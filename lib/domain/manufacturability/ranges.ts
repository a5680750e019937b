/** One value of a parameter, judged at one atelier: what keeps it from being surely makeable, and how far each rule is from its limit. */
export interface Looked {
  open: ReadonlySet<string>
  margins: ReadonlyMap<string, number>
  /** False when a rule is too close to call at this fineness. */
  certain: boolean
}

/** Judges one value; undefined once nobody waits for it any more. */
export type Look = (value: number) => Promise<Looked | undefined>

export interface RangeInput {
  min: number
  max: number
  step: number
  /** A makeable value to begin at. */
  start: number
  /** Rules that are open at every value: not this parameter's. */
  everywhere: ReadonlySet<string>
  /** The fast look of a drag. */
  look: Look
  /** As the checkout will: decides where the range ends. Absent: the fast look decides. */
  settle?: Look
}

/** Strides over the whole range at first; between two of them margins decide whether to look closer. */
const STRIDES = 8
/**
 * Between two values that pass, no rule is thought to dip by more than its change between them and this share of its limit. Facts are
 * piecewise smooth in a parameter; where they jump (a stroke that is lost, another letter's) the change itself is large.
 */
const DIP = 0.03

/**
 * The connected stretch of makeable values round `start`, ends included: every value looked at in it passes, gaps between them are closed
 * where a margin could reach its limit, and one step outside either end (unless it is the parameter's own end) does not pass.
 * Undefined when a look was.
 */
export async function makeableRange(input: RangeInput): Promise<readonly [number, number] | undefined> {
  const low = await endOf(input, -1)
  if (low === undefined) return undefined
  const high = await endOf(input, 1)
  return high === undefined ? undefined : [low, high]
}

async function endOf(input: RangeInput, direction: 1 | -1): Promise<number | undefined> {
  const { min, max, step, start } = input
  const last = Math.floor(((direction > 0 ? max - start : start - min) + 1e-9) / step)
  const stride = Math.max(1, Math.ceil((max - min) / step / STRIDES))
  const valueAt = (count: number) => start + direction * count * step
  const walk = new Walk(input, valueAt)
  let good = 0
  let end = last
  while (good < last) {
    const next = Math.min(last, good + stride)
    const bad = await walk.firstBad(good, next)
    if (bad === 'stopped') return undefined
    if (bad !== undefined) {
      end = bad - 1
      break
    }
    good = next
  }
  const settled = await walk.settled(end, last)
  return settled === 'stopped' ? undefined : valueAt(settled)
}

class Walk {
  private readonly seen = new Map<number, Looked>()

  constructor(
    private readonly input: RangeInput,
    private readonly valueAt: (count: number) => number,
  ) {}

  private passes({ open }: Looked): boolean {
    for (const rule of open) if (!this.input.everywhere.has(rule)) return false
    return true
  }

  private async at(count: number): Promise<Looked | undefined> {
    const known = this.seen.get(count)
    if (known) return known
    const looked = await this.input.look(this.valueAt(count))
    if (looked) this.seen.set(count, looked)
    return looked
  }

  /** First count in (good, to] that does not pass; `good` passes. */
  async firstBad(good: number, to: number): Promise<number | undefined | 'stopped'> {
    const [a, b] = [await this.at(good), await this.at(to)]
    if (!a || !b) return 'stopped'
    const passes = this.passes(b)
    if (to - good <= 1) return passes ? undefined : to
    if (passes && this.steady(a, b)) return undefined
    const middle = (good + to) >> 1
    const before = await this.firstBad(good, middle)
    return before !== undefined ? before : this.firstBad(middle, to)
  }

  private steady(a: Looked, b: Looked): boolean {
    for (const [rule, margin] of a.margins) {
      if (this.input.everywhere.has(rule)) continue
      const other = b.margins.get(rule)
      if (margin === Number.POSITIVE_INFINITY && other === Number.POSITIVE_INFINITY) continue
      if (other === undefined) return false
      const least = Math.min(margin, other)
      const change = Math.max(margin, other) === Number.POSITIVE_INFINITY ? least : Math.abs(margin - other)
      if (least < change + DIP) return false
    }
    return true
  }

  /** The end as the exact look has it: the fast one may be a few steps off near a limit. */
  async settled(end: number, last: number): Promise<number | 'stopped'> {
    const { settle } = this.input
    if (!settle) return end
    let count = end
    let looked = await settle(this.valueAt(count))
    if (!looked) return 'stopped'
    if (this.passes(looked)) {
      while (count < last) {
        looked = await settle(this.valueAt(count + 1))
        if (!looked) return 'stopped'
        if (!this.passes(looked)) return count
        count++
      }
      return count
    }
    while (count > 0) {
      looked = await settle(this.valueAt(--count))
      if (!looked) return 'stopped'
      if (this.passes(looked)) return count
    }
    return 0
  }
}
