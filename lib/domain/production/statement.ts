import { hashes, sign, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../design/canonical'

// The curve library leaves its hash open; the synchronous one serves Node and browsers alike.
hashes.sha512 = sha512

/** Ed25519 over the canonical JSON (RFC 8785) of `part`, hex. `secretKey`: 32-byte seed of RFC 8032, hex. */
export function signed(part: object, secretKey: string): string {
  return bytesToHex(sign(utf8ToBytes(canonical(part)), hexToBytes(secretKey)))
}

/** Strict RFC 8032, so that a signature cannot be turned into another that also holds. Malformed keys or signatures are false. */
export function holds(part: object, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature) || !/^[0-9a-f]{64}$/.test(publicKey)) return false
  try {
    return verify(hexToBytes(signature), utf8ToBytes(canonical(part)), hexToBytes(publicKey), { zip215: false })
  } catch {
    return false
  }
}
