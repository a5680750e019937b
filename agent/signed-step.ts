import { randomBytes } from 'node:crypto'
import { eventHash, GENESIS, type SealedEvent, seal } from '@/lib/domain/production/chain'
import { atelierInstant } from './job-order'
import { type ScriptStep, STEP } from './twin'

export interface Signer {
  atelier: string
  keyId: string
  /** Ed25519 seed, hex. */
  privateKey: string
}

/** The next event of a chain: what the script says at this place, linked to the event before and signed. */
export function signedStep(
  chain: { id: string; offset: number; events: readonly SealedEvent[] },
  { at, timeScale, body }: ScriptStep,
  { atelier, keyId, privateKey }: Signer,
): SealedEvent {
  const last = chain.events.at(-1)
  const cause = body.type === 'promise-moved' ? chain.events[Number(STEP.exec(body.causedBy)?.[1] ?? -1)]?.id : undefined
  const event = {
    id: `evt_${randomBytes(12).toString('hex')}`,
    productionOrder: chain.id,
    atelier,
    sequence: last ? last.sequence + 1 : 0,
    previous: last ? eventHash(last) : GENESIS,
    occurredAt: atelierInstant(at, chain.offset),
    timeScale,
    body: body.type === 'promise-moved' ? { ...body, causedBy: cause ?? last?.id ?? chain.id } : body,
  }
  return seal(event, keyId, privateKey)
}
