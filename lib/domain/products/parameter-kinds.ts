import type { ChoiceParameter, NumberParameter, Parameter } from './family'

/** A length in whole µm; what a client cares about it is `weight`. */
export const length = (
  key: string,
  group: string,
  [min, max, step, fallback]: readonly [min: number, max: number, step: number, fallback: number],
  weight: number,
  appliesTo?: Parameter['appliesTo'],
): NumberParameter => ({
  kind: 'number',
  unit: 'um',
  key,
  group,
  min,
  max,
  step,
  default: fallback,
  weight,
  ...(appliesTo ? { appliesTo } : {}),
})

/** One of some words; `fallback` is the default. */
export const choice = (
  key: string,
  group: string,
  options: readonly string[],
  fallback: string,
  weight: number,
  appliesTo?: Parameter['appliesTo'],
): ChoiceParameter => ({ kind: 'choice', key, group, options, default: fallback, weight, ...(appliesTo ? { appliesTo } : {}) })
