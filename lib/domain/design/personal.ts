import { type Result, refuse } from '../result'
import { hashOf } from './canonical'
import type { Choices, DesignDocument } from './document'

/** The record of the object: what is kept for ever, hashed and pointed at. The personal part is only committed to. */
export interface DesignRecord {
  family: string
  model: string
  choices: Choices
  /** SHA-256 of the canonical {salt, choices} of the personal part. */
  personal: string
}

/** What can be erased. The salt makes three letters impossible to guess back from the commitment. */
export interface PersonalPart {
  /** At least 128 random bits, hex. */
  salt: string
  choices: Choices
}

/** Splits by the family's personal parameter keys. `salt` comes from the caller's source of randomness. */
export function splitPersonal(
  document: DesignDocument,
  personalKeys: readonly string[],
  salt: string,
): { record: DesignRecord; personal: PersonalPart } {
  const isPersonal = ([key]: [string, unknown]) => personalKeys.includes(key)
  const entries = Object.entries(document.choices)
  const personal: PersonalPart = { salt, choices: Object.fromEntries(entries.filter(isPersonal)) }
  const choices = Object.fromEntries(entries.filter((entry) => !isPersonal(entry)))
  return { record: { family: document.family, model: document.model, choices, personal: hashOf(personal) }, personal }
}

/** The whole design again; refused as `design.personal-mismatch` when the part is not the one committed to. */
export function joinPersonal(record: DesignRecord, personal: PersonalPart): Result<DesignDocument> {
  if (hashOf(personal) !== record.personal) return refuse('design.personal-mismatch')
  return { ok: true, value: { family: record.family, model: record.model, choices: { ...record.choices, ...personal.choices } } }
}
