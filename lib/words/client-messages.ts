import { catalogues, type Messages } from './catalogues'
import type { Locale } from './locale'

/** The top-level parts of a catalogue that a client component needs, and no more: they travel in the page. */
export function messagesFor(locale: Locale, parts: readonly string[]): Messages {
  const all = catalogues[locale]
  return Object.fromEntries(parts.flatMap((part) => (all[part] === undefined ? [] : [[part, all[part]]])))
}

export const CONFIGURATOR_PARTS: readonly string[] = [
  'checkout',
  'configurator',
  'findings',
  'severity',
  'unknown',
  'outcome',
  'outcomeShort',
  'verdict',
  'axes',
  'remedy',
  'refusals',
  'families',
  'things',
  'groups',
  'parameters',
  'options',
  'presets',
  'price',
  'quote',
  'promise',
  'certainty',
  'firstPass',
  'gate',
  'operations',
  'operationNames',
  'processes',
  'materials',
  'workCenters',
]

export const ORDER_PAGE_PARTS: readonly string[] = ['orderPage', 'refusals']

export const SALON_PARTS: readonly string[] = [...CONFIGURATOR_PARTS, 'salon', 'livePage']
