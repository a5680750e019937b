import type * as z from 'zod'
import { loadFamily } from '../products/catalogue'
import type { Family } from '../products/family'
import { type Refusal, type Result, refuse } from '../result'
import type { Choices, DesignDocument } from './document'

const KEYS = ['family', 'model', 'choices']

/**
 * Unknown input → the design and its family, or the first thing that is wrong with it: a code, a JSON pointer and the numbers
 * that the words need. Never throws on any input; depth and size do not matter, since nothing nested is ever walked.
 */
export async function parseDocument(input: unknown): Promise<Result<{ document: DesignDocument; family: Family }>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return refuse('document.not-an-object', undefined, '')
  const record = input as Record<string, unknown>
  const unknown = Object.keys(record).find((key) => !KEYS.includes(key))
  if (unknown !== undefined) return refuse('document.unknown-key', { key: shorten(unknown) }, pointer([unknown]))
  const missing = KEYS.find((key) => !Object.hasOwn(record, key))
  if (missing !== undefined) return refuse('document.missing-key', { key: missing }, pointer([missing]))
  if (typeof record.family !== 'string') return refuse('document.wrong-type', { expected: 'string' }, '/family')
  const family = await loadFamily(record.family)
  if (!family) return refuse('document.unknown-family', { family: shorten(record.family) }, '/family')
  return parseFor(family, record)
}

/** As `parseDocument`, where the family is already loaded and the envelope has the three keys. */
export function parseFor(family: Family, record: Record<string, unknown>): Result<{ document: DesignDocument; family: Family }> {
  if (record.model !== family.model) {
    return refuse('document.unknown-model', { model: shorten(String(record.model)), known: family.model }, '/model')
  }
  const given = record.choices
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refuse('document.wrong-type', { expected: 'object' }, '/choices')
  }
  const missing = family.parameters.find((parameter) => !Object.hasOwn(given, parameter.key))
  if (missing) return refuse('document.missing-key', { key: missing.key }, pointer(['choices', missing.key]))
  const parsed = family.schema.safeParse(given)
  if (!parsed.success) return { ok: false, refusal: refusalOf(parsed.error.issues[0]) }
  const choices: Choices = parsed.data
  return { ok: true, value: { document: { family: family.id, model: family.model, choices }, family } }
}

function refusalOf(issue: z.core.$ZodIssue | undefined): Refusal {
  const at = (extra: readonly PropertyKey[] = []) => pointer(['choices', ...(issue?.path ?? []), ...extra])
  switch (issue?.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] ?? ''
      return { code: 'document.unknown-key', path: at([key]), parameters: { key: shorten(key) } }
    }
    case 'invalid_type':
      return { code: 'document.wrong-type', path: at(), parameters: { expected: issue.expected } }
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'document.text-too-long', path: at(), parameters: { max: Number(issue.maximum) } }
        : { code: 'document.out-of-range', path: at(), parameters: { bound: 'max', limit: Number(issue.maximum) } }
    case 'too_small':
      return { code: 'document.out-of-range', path: at(), parameters: { bound: 'min', limit: Number(issue.minimum) } }
    case 'invalid_value':
      return { code: 'document.not-an-option', path: at(), parameters: { options: issue.values.map(String).join(', ') } }
    case 'custom': {
      const { code, parameters } = issue.params as { code: string; parameters: Record<string, string | number> }
      return { code, path: at(), parameters }
    }
    default:
      return { code: 'document.invalid', path: at() }
  }
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** RFC 6901. Long keys are cut: a pointer is for reading. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${shorten(String(step)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
