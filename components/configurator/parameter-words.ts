import type { Translate } from '@/lib/words/translate'

/** Names of parameters are shared between families: a metal is called the same on a ring and on a clasp. */
export const parameterName = (t: Translate, key: string) => t(`parameters.${key}`)
export const optionName = (t: Translate, key: string, option: string) => t(`options.${key}.${option}`)
export const groupName = (t: Translate, group: string) => t(`groups.${group}`)
export const presetName = (t: Translate, preset: string) => t(`presets.${preset}`)
