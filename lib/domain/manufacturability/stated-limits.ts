import type { AtelierProfile, Process, WorkCenter } from '../network/profile'
import type { Unit } from './measurements'
import { rules } from './rules'

type Source = WorkCenter['climate']['source']

/** One number that a profile states. */
export interface StatedLimit {
  /** Words under `limitNames.<rule>`. */
  rule: string
  value: number
  /** Of the rule; a share for what is a ratio of lengths. */
  unit: Unit | 'share' | 'plus-minus'
  comparison?: 'at-least' | 'at-most'
  source: Source
}

const byCode = new Map(rules.map((rule) => [rule.code, rule]))

/** What a process states of itself, in the profile's order. */
export function limitsOf({ limits, shrinkage, finishingLoss, tolerance }: Process): StatedLimit[] {
  return [
    ...Object.entries(limits).map(([code, { value, source }]): StatedLimit => {
      const rule = byCode.get(code)
      return { rule: code, value, unit: rule?.unit ?? 'ratio', ...(rule ? { comparison: rule.comparison } : {}), source }
    }),
    ...(shrinkage ? [{ rule: 'shrinkage', unit: 'share' as const, ...shrinkage }] : []),
    ...(finishingLoss ? [{ rule: 'finishingLoss', unit: 'mm' as const, ...finishingLoss }] : []),
    ...(tolerance ? [{ rule: 'tolerance', unit: 'plus-minus' as const, ...tolerance }] : []),
  ]
}

/** Every source that a work center names, its climate's with them. */
export const sourcesOf = ({ climate, processes }: WorkCenter): Source[] => [
  climate.source,
  ...processes.flatMap((process) => limitsOf(process).map(({ source }) => source)),
]

const isAssumed = ({ kind }: Source) => kind === 'assumption'

/** Of the numbers with a source: how many are assumptions, and how many there are. */
export function assumedOf({ workCenters, materials, energy }: AtelierProfile): { assumed: number; all: number } {
  const sources = [...workCenters.flatMap(sourcesOf), ...materials.map(({ source }) => source), energy.source]
  return { assumed: sources.filter(isAssumed).length, all: sources.length }
}

export const assumedIn = (center: WorkCenter): number => sourcesOf(center).filter(isAssumed).length
