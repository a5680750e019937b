import type { Family } from '../products/family'
import { type Result, refuse } from '../result'
import type { DesignDocument } from './document'
import { parseFor } from './parse'

/** The working copy as a URL fragment: `model&key=value…`, in parameter order; what equals the default is left out. */
export function toFragment(family: Family, document: DesignDocument): string {
  const changed = family.parameters.filter(({ key, default: usual }) => document.choices[key] !== usual)
  const pairs = changed.map(({ key }) => `${key}=${encodeURIComponent(String(document.choices[key]))}`)
  return [encodeURIComponent(document.model), ...pairs].join('&')
}

/** Reads what `toFragment` wrote (with or without `#`). Unknown keys and bad values are refused like any document. */
export function fromFragment(family: Family, fragment: string): Result<DesignDocument> {
  const text = fragment.replace(/^#/, '')
  if (text.length > 4000) return refuse('document.fragment-too-long')
  const [model = '', ...pairs] = text.split('&')
  const choices: Record<string, string | number> = Object.fromEntries(family.parameters.map((p) => [p.key, p.default]))
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    const key = safeDecode(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : safeDecode(pair.slice(equals + 1))
    const parameter = family.parameters.find((candidate) => candidate.key === key)
    choices[key] = parameter?.kind === 'number' ? Number(value) : value
  }
  const parsed = parseFor(family, { model: safeDecode(model), choices })
  return parsed.ok ? { ok: true, value: parsed.value.document } : parsed
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
