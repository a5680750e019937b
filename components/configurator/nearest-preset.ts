import type { Choices } from '@/lib/domain/design/document'

/** The preset that shares the most words (face, metal, finish, …): what its still is worth as a picture of this design. */
export function nearestPreset<Preset extends { choices: Choices }>(
  presets: readonly Preset[],
  choices: Choices,
): Preset | undefined {
  const alike = (preset: Preset) => {
    const look = Object.keys(preset.choices).filter((key) => typeof preset.choices[key] === 'string')
    return look.filter((key) => preset.choices[key] === choices[key]).length
  }
  return presets.reduce<Preset | undefined>((best, one) => (best && alike(best) >= alike(one) ? best : one), undefined)
}
