import { parameterName } from '@/components/configurator/parameter-words'
import type { Choice, DesignDocument } from '@/lib/domain/design/document'
import type { Family } from '@/lib/domain/products/family'
import type { Locale } from '@/lib/words/locale'
import { tellChoice } from '@/lib/words/telling'
import type { Translate } from '@/lib/words/translate'

type Parameter = Family['parameters'][number]

const parameterOf = (family: Family, key: string): Parameter | undefined => family.parameters.find((one) => one.key === key)

const applies = (parameter: Parameter, document: DesignDocument) =>
  !('appliesTo' in parameter) || parameter.appliesTo === undefined || parameter.appliesTo(document.choices)

function choiceText(t: Translate, locale: Locale, family: Family, key: string, value: Choice): string {
  const parameter = parameterOf(family, key)
  return parameter ? tellChoice(t, locale, parameter, value) : String(value)
}

/** `Signet ring, LN`; without letters the family's name alone. */
export function pieceName(t: Translate, family: Family, document: DesignDocument | undefined): string {
  const name = t(`families.${family.id}`)
  const letters = family.parameters.find(({ kind }) => kind === 'text')
  const text = letters && document?.choices[letters.key]
  return text ? `${name}, ${text}` : name
}

/** What somebody would tell first: the metal, then the weightiest choice of form. */
export function pieceSummary(t: Translate, locale: Locale, family: Family, document: DesignDocument): string {
  const options = family.parameters.filter((one) => one.kind === 'choice' && applies(one, document))
  const rank = (one: Parameter) => (one.presentation === 'material' ? Number.POSITIVE_INFINITY : one.weight)
  const first = [...options].sort((a, b) => (rank(b) > rank(a) ? 1 : -1)).slice(0, 2)
  return first
    .map(({ key }) => choiceText(t, locale, family, key, document.choices[key] ?? ''))
    .filter((text) => text !== '')
    .join(' · ')
}

interface Change {
  key: string
  from?: Choice
  to?: Choice
}

/** One changed parameter in words: `Metal: silver → yellow gold`. */
export function tellChange(t: Translate, locale: Locale, family: Family, { key, from, to }: Change): string {
  const name = parameterOf(family, key) ? parameterName(t, key) : key
  const text = (value: Choice) => choiceText(t, locale, family, key, value) || '—'
  if (from === undefined && to !== undefined) return t('me.designs.added', { name, to: text(to) })
  if (from !== undefined && to !== undefined) return t('me.designs.change', { name, from: text(from), to: text(to) })
  return t('me.designs.removed', { name })
}

/** The two sides of a changed parameter, for a table. */
export function changeRow(t: Translate, locale: Locale, family: Family, { key, from, to }: Change) {
  const text = (value: Choice | undefined) => (value === undefined ? '—' : choiceText(t, locale, family, key, value) || '—')
  return { key, name: parameterOf(family, key) ? parameterName(t, key) : key, from: text(from), to: text(to) }
}
