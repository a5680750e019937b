export type WordValues = Readonly<Record<string, string | number>>

/** Words for a dotted code: `t('refusals.document.unknown-key', {key: 'colour'})`. */
export interface Translate {
  (code: string, values?: WordValues): string
  has(code: string): boolean
}
