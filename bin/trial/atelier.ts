import { AtelierApi } from '@/agent/atelier-api'
import { GENESIS, type SealedEvent, seal } from '@/lib/domain/production/chain'

/** Accepts what it is offered, and nothing more: the same order always with the same event. */
export class Accepting {
  readonly #api: AtelierApi
  readonly #key: { keyId: string; secret: string }
  readonly #said = new Map<string, SealedEvent>()

  constructor(origin: string, token: string, key: { keyId: string; secret: string }) {
    this.#api = new AtelierApi(origin, token)
    this.#key = key
  }

  /** Ids of all that is on offer now. Throws where the house does not answer. */
  async offered(): Promise<string[]> {
    return (await this.#api.list('offered')).map(({ id }) => id)
  }

  /** Throws where the house does not answer; then it is to be said again. */
  async accept(productionOrder: string): Promise<void> {
    const said = this.#said.get(productionOrder) ?? (await this.#acceptance(productionOrder))
    this.#said.set(productionOrder, said)
    await this.#api.send(said)
  }

  async #acceptance(productionOrder: string): Promise<SealedEvent> {
    const { delivered } = await this.#api.get(productionOrder)
    const event = {
      id: `evt_${productionOrder.slice(3)}`,
      productionOrder,
      atelier: 'paris',
      sequence: 0,
      previous: GENESIS,
      occurredAt: new Date().toISOString(),
      timeScale: 1,
      body: { type: 'accepted' as const, promised: delivered },
    }
    return seal(event, this.#key.keyId, this.#key.secret)
  }
}
