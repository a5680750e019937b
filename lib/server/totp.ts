import { createHmac } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const PERIOD = 30
/** Steps of 30 s that a telephone's clock may be off. */
const DRIFT = 1
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789k'
export const RECOVERY_CODES = 8

const totp = (secret: string, label = '') =>
  new TOTP({ issuer: 'Lot One', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret: Secret.fromBase32(secret) })

/** RFC 6238 secret, base 32, for one enrolment: the same again for the same session, kept nowhere until it is confirmed. */
export const secretOf = (house: string, session: string): string =>
  new Secret({ buffer: new Uint8Array(createHmac('sha1', house).update(`totp ${session}`).digest()).buffer }).base32

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** `otpauth://` address for an authenticator. */
export const addressOf = (secret: string, email: string): string => totp(secret, email).toString()

/** The code of a moment. */
export const codeAt = (secret: string, at: Date): string => totp(secret).generate({ timestamp: at.getTime() })

/** Number of the step that this code belongs to, when it is one of now; undefined for a wrong one. */
export function stepOf(secret: string, code: string, at: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: at.getTime(), window: DRIFT })
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD) + delta
}

/** Codes for a lost telephone, 16 letters of 32 each (80 bits); the same again for the same session. */
export const recoveryCodesOf = (house: string, session: string): string[] =>
  Array.from({ length: RECOVERY_CODES }, (_, index) => {
    const bytes = createHmac('sha256', house).update(`recovery ${session} ${index}`).digest().subarray(0, 16)
    return (
      [...bytes]
        .map((byte) => LETTERS[byte & 31])
        .join('')
        .match(/.{4}/g) ?? []
    ).join('-')
  })

/** As it was meant, whatever was typed between its groups. */
export const plainCode = (typed: string): string => typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
