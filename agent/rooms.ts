import { randomBytes } from 'node:crypto'
import type { ClimateReading } from '@/lib/domain/production/climate-reading'
import { signed } from '@/lib/domain/production/statement'
import { type AtelierApi, Refused } from './atelier-api'
import { airOf } from './readings'
import type { Workshop } from './workshop'

/** How often every room is read, ms of life. */
const EVERY = 60_000

/** The air of the workshop's rooms, told now and then, whether or not anything is made there. What a cut line misses is not told later. */
export class Rooms {
  private told = 0
  private readonly options: {
    atelier: string
    workshop: Workshop
    keyId: string
    privateKey: string
    now: () => number
    say: (line: string) => void
  }

  constructor(options: Rooms['options']) {
    this.options = options
  }

  async tell(api: AtelierApi): Promise<void> {
    const { atelier, workshop, keyId, privateKey, now, say } = this.options
    if (now() - this.told < EVERY) return
    this.told = now()
    for (const workCenter of Object.keys(workshop.workCenters)) {
      const { temperature, humidity, inWindow } = airOf(workshop, workCenter, Math.random)
      const occurredAt = new Date(now()).toISOString()
      const id = `cli_${randomBytes(10).toString('hex')}`
      const reading: ClimateReading = { id, atelier, workCenter, occurredAt, temperature, humidity, inWindow }
      await api.read({ ...reading, keyId, signature: signed(reading, privateKey) }).catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error
        say(`the air of ${workCenter} was not taken: ${error.message}`)
      })
    }
  }
}
