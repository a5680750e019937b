/**
 * The design. Canonical JSON (RFC 8785) of this object is what is hashed and stored.
 * `choices` is flat: integer micrometres, millidegrees or permille, enum words, booleans and NFC text. No floats, no meshes.
 */
export interface DesignDocument {
  /** Family id, e.g. `signet-ring`. */
  family: string
  /** Pins the family's code, the kernel and the fonts, e.g. `signet-ring@1`. */
  model: string
  choices: Choices
}

export type Choice = string | number | boolean
export type Choices = Readonly<Record<string, Choice>>
