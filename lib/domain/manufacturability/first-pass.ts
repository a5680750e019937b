import { type Beta, bounds, meanOf, product } from '../network/beta'
import type { Process } from '../network/profile'

/** A record of all materials together counts for a single one as at most so many builds of it. */
const SHARED_BUILDS = 50
/** The 5th percentile of a step's first-pass yield below which a person signs before the piece goes on (assumption of the house). */
export const GATE_YIELD = 0.8
/** Fewer builds than this of a process, and fewer of it in the material, and a person signs as well (assumption of the house). */
export const GATE_BUILDS = 30
export const GATE_MATERIAL_BUILDS = 5

/** First-pass yield with 90 % between low and high, and how much it rests on. */
export interface FirstPass {
  mean: number
  low: number
  high: number
  /** Finished operations behind it: of all materials, and of this one so far as they are known by material. */
  builds: number
  inMaterial: number
}

export type GateReason = 'yield' | 'builds'

type StepYield = FirstPass & { beta: Beta }
/** A process is a part of a profile that never changes; its yields are worked out once. */
const known = new WeakMap<Process, Map<string, StepYield>>()

/** One step in one material: the record of all materials as a prior, the material's own on top, so that a record won on easy metal shows. */
export function stepYield(process: Process, material: string): StepYield {
  const byMaterial = known.get(process) ?? new Map<string, StepYield>()
  known.set(process, byMaterial)
  const found = byMaterial.get(material) ?? workedOut(process, material)
  byMaterial.set(material, found)
  return found
}

function workedOut(process: Process, material: string): StepYield {
  const { r } = process.capability
  const all = r.posterior ?? { alpha: r.value * r.sampleSize + 1, beta: (1 - r.value) * r.sampleSize + 1 }
  const own = r.byMaterial?.[material] ?? { passed: 0, failed: 0 }
  // What is known of this material is not counted twice.
  const others = { alpha: Math.max(0.5, all.alpha - own.passed), beta: Math.max(0.5, all.beta - own.failed) }
  const strength = Math.min(1, SHARED_BUILDS / (others.alpha + others.beta))
  const beta = { alpha: others.alpha * strength + own.passed, beta: others.beta * strength + own.failed }
  return { beta, mean: meanOf(beta), ...bounds(beta), builds: r.sampleSize, inMaterial: own.passed + own.failed }
}

export function gateOf({ low, builds, inMaterial }: FirstPass): GateReason | undefined {
  if (builds < GATE_BUILDS && inMaterial < GATE_MATERIAL_BUILDS) return 'builds'
  return low < GATE_YIELD ? 'yield' : undefined
}

/** All steps right the first time; the builds are those of the step with the fewest. Undefined without steps. */
export function designYield(steps: readonly StepYield[]): FirstPass | undefined {
  if (steps.length === 0) return undefined
  const beta = product(steps.map((step) => step.beta))
  return {
    mean: meanOf(beta),
    ...bounds(beta),
    builds: Math.min(...steps.map(({ builds }) => builds)),
    inMaterial: Math.min(...steps.map(({ inMaterial }) => inMaterial)),
  }
}
