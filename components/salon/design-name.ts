import type { Choices } from '@/lib/domain/design/document'
import type { Translate } from '@/lib/words/translate'
import { optionName } from '../configurator/parameter-words'
import type { SalonFamily } from './salon-context'

/** What people call a design: its first choice of form, and its letters: "Oval, AB". */
export function designName(t: Translate, family: SalonFamily | undefined, choices: Choices): string {
  if (!family) return ''
  const form = family.parameters.find(({ kind, ...rest }) => kind === 'choice' && !('presentation' in rest && rest.presentation))
  const text = family.parameters.find(({ kind }) => kind === 'text')
  const letters = text ? String(choices[text.key] ?? '') : ''
  const shape = form ? optionName(t, form.key, String(choices[form.key])) : t(`families.${family.family}`)
  return t('salon.design-name', { shape, letters: letters === '' ? 'none' : letters })
}
