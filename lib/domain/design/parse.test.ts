import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choicesSchema } from '../products/choices-schema'
import type { Family } from '../products/family'
import { parameters } from '../products/signet-ring/parameters'
import { canonical, hashOf } from './canonical'
import { fromFragment, toFragment } from './fragment'
import { parseFor } from './parse'
import { joinPersonal, splitPersonal } from './personal'

const family = { id: 'signet-ring', model: 'signet-ring@1', parameters, schema: choicesSchema(parameters) } as unknown as Family
const defaults = Object.fromEntries(parameters.map((parameter) => [parameter.key, parameter.default]))
const parse = (choices: unknown) => parseFor(family, { model: 'signet-ring@1', choices })
const codeOf = (choices: unknown) => {
  const result = parse(choices)
  return result.ok ? 'ok' : `${result.refusal.code} ${result.refusal.path}`
}

describe('a document at the door', () => {
  it.each([
    ['the defaults', {}, 'ok'],
    ['an unknown key', { colour: 'red' }, 'document.unknown-key /choices/colour'],
    ['a prototype key', JSON.parse('{"__proto__": {"x": 1}}'), 'document.unknown-key /choices/__proto__'],
    ['NaN', { faceWidth: Number.NaN }, 'document.wrong-type /choices/faceWidth'],
    ['infinity', { faceWidth: Number.POSITIVE_INFINITY }, 'document.wrong-type /choices/faceWidth'],
    ['a fraction', { faceWidth: 11400.5 }, 'document.wrong-type /choices/faceWidth'],
    ['a huge number', { faceWidth: 1e300 }, 'document.out-of-range /choices/faceWidth'],
    ['a number as text', { faceWidth: '11400' }, 'document.wrong-type /choices/faceWidth'],
    ['out of range', { innerCircumference: 80000 }, 'document.out-of-range /choices/innerCircumference'],
    ['between steps', { innerCircumference: 56100 }, 'document.between-steps /choices/innerCircumference'],
    ['not an option', { metal: 'lead' }, 'document.not-an-option /choices/metal'],
    ['a million characters', { letters: 'A'.repeat(1e6) }, 'document.text-too-long /choices/letters'],
    ['four letters', { letters: 'ABCD' }, 'document.text-too-long /choices/letters'],
    ['emoji', { letters: '💍' }, 'document.text-not-letters /choices/letters'],
    ['right to left', { letters: 'אב' }, 'document.text-right-to-left /choices/letters'],
    ['a mark that does not compose', { letters: 'X̂' }, 'document.text-combining /choices/letters'],
    ['a digit', { letters: '7' }, 'document.text-not-letters /choices/letters'],
    ['accents in NFD', { letters: 'É' }, 'ok'],
    ['nested', { faceWidth: { deep: [] } }, 'document.wrong-type /choices/faceWidth'],
  ])('%s', (_name, change, expected) => {
    expect(codeOf({ ...defaults, ...(change as object) })).toBe(expected)
  })

  it('names a missing key', () => {
    const { faceWidth: _, ...rest } = defaults
    expect(codeOf(rest)).toBe('document.missing-key /choices/faceWidth')
  })

  it('keeps text in NFC', () => {
    const parsed = parse({ ...defaults, letters: 'É' })
    expect(parsed.ok && parsed.value.document.choices.letters).toBe('É')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), (input) => void parse(input)),
      { seed: 7, numRuns: 500 },
    )
  })
})

describe('fragment', () => {
  it('opens what it wrote', () => {
    const parsed = parse({ ...defaults, letters: 'É&=', faceWidth: 12000 })
    expect(parsed.ok).toBe(false)
    const good = parse({ ...defaults, letters: 'ÉÑ', faceWidth: 12000, lineWeight: -50 })
    if (!good.ok) throw new Error(good.refusal.code)
    const fragment = toFragment(family, good.value.document)
    expect(fragment).toContain('faceWidth=12000')
    expect(fragment).not.toContain('metal')
    expect(fromFragment(family, `#${fragment}`)).toEqual({ ok: true, value: good.value.document })
  })

  it('refuses a broken one with a code', () => {
    for (const text of ['', '#', '%', 'signet-ring%401&faceWidth=NaN', 'signet-ring%401&x', 'a'.repeat(5000)]) {
      expect(fromFragment(family, text).ok).toBe(false)
    }
  })
})

describe('personal parts', () => {
  const document = { family: 'signet-ring', model: 'signet-ring@1', choices: defaults }

  it('leave the record and come back', () => {
    const { record, personal } = splitPersonal(document, ['letters'], '00ff')
    expect(JSON.stringify(record)).not.toContain('"AB"')
    expect(joinPersonal(record, personal)).toEqual({ ok: true, value: document })
    expect(joinPersonal(record, { ...personal, choices: { letters: 'AC' } }).ok).toBe(false)
    expect(joinPersonal(record, { ...personal, salt: '00fe' }).ok).toBe(false)
  })

  it('hash the same whatever the order of keys', () => {
    // RFC 8785, section 3.2.3: keys sorted by UTF-16 code units.
    expect(canonical({ b: 1, a: [true, 'é'], '\u20ac': null })).toBe('{"a":[true,"é"],"b":1,"€":null}')
    // echo -n '{}' | sha256sum
    expect(hashOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  })
})
