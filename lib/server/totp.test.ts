import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './secrets'
import { codeAt, stepOf } from './totp'

/** RFC 6238, appendix B, SHA-1: the last six digits of its eight. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32
const VECTORS = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
] as const

describe('the second factor', () => {
  it.each(VECTORS)('is the one of RFC 6238 at %d s', (seconds, code) => {
    const at = new Date(seconds * 1000)
    expect(codeAt(SECRET, at)).toBe(code)
    expect(stepOf(SECRET, code, at)).toBe(Math.floor(seconds / 30))
    expect(stepOf(SECRET, code, new Date(at.getTime() + 90_000))).toBeUndefined()
  })

  it('is sealed: unreadable under another secret, and when changed', () => {
    const sealed = seal('a secret of the house', SECRET)
    expect(sealed).not.toContain(SECRET)
    expect(unseal('a secret of the house', sealed)).toBe(SECRET)
    expect(() => unseal('another', sealed)).toThrow()
    const [iv, tag, text = ''] = sealed.split('.')
    expect(() => unseal('a secret of the house', `${iv}.${tag}.${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`)).toThrow()
  })
})
