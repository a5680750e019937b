import { invalid } from './stripe-error'

/** A request's parameters as the provider nests them; every leaf is a string. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue }
export type Form = { [key: string]: FormValue }

const MAX_BYTES = 100_000

/** Reads `a[b][0][c]=d`. Lists come as `[0]`, `[1]`, … or `[]`. */
export function parseForm(text: string): Form {
  if (text.length > MAX_BYTES) throw invalid('Request body is too large.', {}, 413)
  const root: Form = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) put(root, keysOf(name), value, name)
  return listsOf(root) as Form
}

function keysOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
  if (!match) throw invalid(`Invalid parameter name: ${name.slice(0, 80)}`)
  return [match[1] ?? '', ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')]
}

function put(root: Form, keys: readonly string[], value: string, name: string): void {
  let target = root
  for (const [depth, raw] of keys.entries()) {
    const key = raw === '' ? String(Object.keys(target).length) : raw
    if (key === '__proto__' || depth > 8) throw invalid(`Invalid parameter name: ${name.slice(0, 80)}`)
    if (depth === keys.length - 1) {
      if (key in target) throw invalid(`Parameter given twice: ${name.slice(0, 80)}`)
      target[key] = value
      return
    }
    const next = target[key]
    if (typeof next === 'string') throw invalid(`Parameter is both a value and an object: ${name.slice(0, 80)}`)
    const child = (next as Form | undefined) ?? (Object.create(null) as Form)
    target[key] = child
    target = child
  }
}

function listsOf(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([key, child]) => [key, listsOf(child)] as const)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries)
}
