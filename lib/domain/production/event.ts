import type { Unit } from '../manufacturability/measurements'

/** What an atelier can say. Bodies are data; words under `events.<type>`. */
export type EventBody =
  | { type: 'accepted'; promised: string; lot?: string; confirmations?: readonly Confirmation[] }
  | { type: 'declined'; reason: string }
  | { type: 'operation-started'; operation: string; workCenter: string; by: Maker; tool?: string; run: number }
  | {
      type: 'operation-progress'
      operation: string
      done: number
      total: number
      unit: 'strokes' | 'layers' | 'mm' | 'passes' | 'stitches' | 'panels' | 'coats'
    }
  | { type: 'operation-ended'; operation: string; workCenter: string; run: number }
  /** A person has looked at what was done and lets the piece go on: asked for where a human gate is forced. */
  | { type: 'gate-signed'; operation: string; run: number; by: Maker; remark?: string }
  | { type: 'climate'; workCenter: string; temperature: number; humidity: number; inWindow: boolean }
  | {
      type: 'gate-measured'
      gate: string
      feature: string
      operation: string
      measured: number
      lower: number
      upper: number
      unit: Unit
      instrument: string
      uncertainty: number
      passed: boolean
      by: Maker
      cosignedBy?: Maker
    }
  | { type: 'rework'; gate: string; backTo: string; reason: string }
  | { type: 'promise-moved'; promised: string; reason: string; causedBy: string }
  | { type: 'finished' }
  | { type: 'shipped'; carrier: string; tracking: string }
  | { type: 'delivered' }

/** A person at the atelier has looked at the drawing and takes one finding on; signed with the acceptance that it is part of. */
export interface Confirmation {
  /** Rule and feature of the finding. */
  rule: string
  feature: string
  reason: string
  by: Maker
}

export interface Maker {
  kind: 'person' | 'cell'
  /** Initials of a person, or the cell's name. */
  name: string
}

/** The signed part: canonical JSON of this object is signed (Ed25519) and its SHA-256 is the next event's `previous`. */
export interface SignedEvent {
  /** Sender's id, unique per production order: a second delivery changes nothing. */
  id: string
  productionOrder: string
  atelier: string
  /** 0, 1, 2 … without a gap. */
  sequence: number
  /** SHA-256 (hex) of the canonical previous signed event; 64 zeros for the first. */
  previous: string
  /** The atelier's clock, ISO 8601 with offset. */
  occurredAt: string
  /** Atelier seconds per second of life since the event before; 1 in life. */
  timeScale: number
  body: EventBody
}

export interface ProductionEvent extends SignedEvent {
  keyId: string
  /** Ed25519, hex. */
  signature: string
  /** SHA-256 (hex) of the canonical signed part. */
  hash: string
  /** Our clock; the age of a fact is counted from it. */
  receivedAt: string
  /** The house's own hash link over what the atelier did not sign (chain.ts, `receiptOf`). */
  receipt: string
}
