import * as z from 'zod'
import { ok, type Result, refuse } from '../result'
import { holds } from './statement'
import { hex, instant, keyName, line } from './wire-fields'

/** An older key vouches for a new one; the new one proves with its own signature that somebody holds it. */
export interface KeyAnnouncement {
  kind: 'key-announced'
  atelier: string
  keyId: string
  /** Ed25519, hex. */
  publicKey: string
  announcedBy: string
  announcedAt: string
  /** Until when the older key goes on signing. */
  overlapUntil: string
}

/** A key of the atelier, possibly the one that is revoked, takes it back: from here on nothing that it signs is believed. */
export interface KeyRevocation {
  kind: 'key-revoked'
  atelier: string
  keyId: string
  revokedBy: string
  revokedAt: string
  reason: string
}

/** As it was signed, with the signatures. */
export type KeyStatement = (KeyAnnouncement & { signature: string; proof: string }) | (KeyRevocation & { signature: string })

/** What may sign: a public key with its end, where it has one. A revoked key still verifies what was received before. */
export interface SigningKey {
  /** Ed25519, hex. */
  publicKey: string
  /** ISO 8601, our clock. */
  revokedAt?: string
  endsAt?: string
}

/** Whether what is signed with this key is believed when it arrives at `at`. */
export function mayStillSign(key: SigningKey, at: number): boolean {
  const over = (instant: string | undefined) => instant !== undefined && Date.parse(instant) <= at
  return !over(key.revokedAt) && !over(key.endsAt)
}

const atelier = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
const announcement = z.strictObject({
  kind: z.literal('key-announced'),
  atelier,
  keyId: keyName,
  publicKey: hex(64),
  announcedBy: keyName,
  announcedAt: instant,
  overlapUntil: instant,
  signature: hex(128),
  proof: hex(128),
})
const revocation = z.strictObject({
  kind: z.literal('key-revoked'),
  atelier,
  keyId: keyName,
  revokedBy: keyName,
  revokedAt: instant,
  reason: line(300),
  signature: hex(128),
})

/** Refused as `key.malformed` with the place of the first fault. */
export function parseStatement<Kind extends KeyStatement['kind']>(
  kind: Kind,
  input: unknown,
): Result<Extract<KeyStatement, { kind: Kind }>> {
  const parsed = (kind === 'key-announced' ? announcement : revocation).safeParse(input)
  if (parsed.success) return ok(parsed.data as Extract<KeyStatement, { kind: Kind }>)
  const issue = parsed.error.issues[0]
  return refuse(
    'key.malformed',
    { fault: issue?.code ?? 'invalid' },
    (issue?.path ?? []).map((key) => `/${String(key)}`).join(''),
  )
}

/** `signer`: the public key of whoever the statement names as its signer. */
export function statementHolds(statement: KeyStatement, signer: string): boolean {
  if (statement.kind === 'key-revoked') {
    const { signature, ...part } = statement
    return holds(part, signature, signer)
  }
  const { signature, proof, ...part } = statement
  return holds(part, signature, signer) && holds(part, proof, statement.publicKey)
}
