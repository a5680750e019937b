import { hashOf } from '../design/canonical'
import type { ProductionEvent, SignedEvent } from './event'
import { mayStillSign, type SigningKey } from './keys'
import { holds, signed } from './statement'

/** `previous` of the first event of a production order. */
export const GENESIS = '0'.repeat(64)

/** What travels: the signed part, who signed and the signature. */
export interface SealedEvent extends SignedEvent {
  keyId: string
  /** Ed25519 over the canonical JSON of the signed part, hex. */
  signature: string
}

/** Exactly the signed keys, whatever else the record carries. */
export function signedPart(event: SignedEvent): SignedEvent {
  const { id, productionOrder, atelier, sequence, previous, occurredAt, timeScale, body } = event
  return { id, productionOrder, atelier, sequence, previous, occurredAt, timeScale, body }
}

/** SHA-256 (hex) of the canonical signed part; the next event's `previous`. */
export function eventHash(event: SignedEvent): string {
  return hashOf(signedPart(event))
}

/** `secretKey`: 32-byte seed of RFC 8032, hex. */
export function seal(event: SignedEvent, keyId: string, secretKey: string): SealedEvent {
  const part = signedPart(event)
  return { ...part, keyId, signature: signed(part, secretKey) }
}

export const signatureHolds = (event: SignedEvent, signature: string, publicKey: string): boolean =>
  holds(signedPart(event), signature, publicKey)

/**
 * The house's own link over what the atelier did not sign: who signed, the signature and when it arrived.
 * `previousReceipt` is the receipt of the event before, GENESIS for the first.
 */
export function receiptOf(event: Omit<ProductionEvent, 'receipt'>, previousReceipt: string): string {
  const { hash, keyId, signature, receivedAt } = event
  return hashOf({ hash, keyId, signature, receivedAt, previous: previousReceipt })
}

export type ChainFault =
  | 'chain.missing'
  | 'chain.order'
  | 'chain.stranger'
  | 'chain.repeated'
  | 'chain.previous'
  | 'chain.key'
  | 'chain.signature'
  | 'chain.hash'
  | 'chain.receipt'

export type ChainVerdict = { ok: true } | { ok: false; index: number; code: ChainFault; event?: string }

/** What the chain must amount to: whose it is, who may sign, and where it ended. */
export interface ChainClaim {
  productionOrder: string
  atelier: string
  /** Key id → key. What arrived when its key was revoked already does not hold; what arrived before does. */
  keys: Readonly<Record<string, SigningKey>>
  /** How many records there are and the hash of the last: without it a lost tail cannot be seen. */
  head?: { count: number; hash: string }
}

/** Walks the chain and names the first record that does not hold, by its place in `events`. */
export function verifyChain(events: readonly ProductionEvent[], claim: ChainClaim): ChainVerdict {
  const ids = new Set<string>()
  let previous = GENESIS
  let receipt = GENESIS
  for (const [index, event] of events.entries()) {
    const fault = faultOf(event, index, previous, receipt, ids, claim)
    if (fault) return { ok: false, index, code: fault, event: event.id }
    ids.add(event.id)
    previous = event.hash
    receipt = event.receipt
  }
  const { head } = claim
  if (head && events.length < head.count) return { ok: false, index: events.length, code: 'chain.missing' }
  if (head && (events.length > head.count || previous !== head.hash)) {
    return { ok: false, index: Math.max(0, head.count - 1), code: 'chain.order' }
  }
  return { ok: true }
}

function faultOf(
  event: ProductionEvent,
  index: number,
  previous: string,
  receipt: string,
  ids: ReadonlySet<string>,
  claim: ChainClaim,
): ChainFault | undefined {
  if (event.productionOrder !== claim.productionOrder || event.atelier !== claim.atelier) return 'chain.stranger'
  if (ids.has(event.id)) return 'chain.repeated'
  if (event.sequence !== index) return event.sequence > index ? 'chain.missing' : 'chain.order'
  if (event.previous !== previous) return 'chain.previous'
  const key = Object.hasOwn(claim.keys, event.keyId) ? claim.keys[event.keyId] : undefined
  if (key === undefined || !mayStillSign(key, Date.parse(event.receivedAt))) return 'chain.key'
  if (!signatureHolds(event, event.signature, key.publicKey)) return 'chain.signature'
  if (event.hash !== eventHash(event)) return 'chain.hash'
  if (event.receipt !== receiptOf(event, receipt)) return 'chain.receipt'
  return undefined
}
