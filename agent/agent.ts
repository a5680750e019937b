import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SealedEvent } from '@/lib/domain/production/chain'
import type { EventBody } from '@/lib/domain/production/event'
import { AtelierApi, type OfferedOrder, Refused, Unreachable } from './atelier-api'
import { FATES, type Fate, fateOf } from './fate'
import { atelierInstant, type Job, parseJobOrder } from './job-order'
import { OrderFiles, type OrderRecord } from './order-file'
import { Rooms } from './rooms'
import { signedStep } from './signed-step'
import { executionOf, type ScriptStep, script } from './twin'
import type { Workshop } from './workshop'

export interface AgentOptions {
  origin: string
  atelier: string
  token: string
  keyId: string
  /** Ed25519 seed, hex. */
  privateKey: string
  workshop: Workshop
  folder: string
  /** Seconds of life from acceptance to the finished piece, more or less. */
  finishSeconds: number
  /** How often it speaks of what has happened, ms. */
  interval: number
  /** How often it asks for orders although no stream has told of any, ms. */
  patience: number
  /** What happens to every order; left to chance where it is absent. */
  fate?: Fate | undefined
  /** Whether it takes no order with these operations: it declines with a reason. */
  declines(operations: readonly string[]): boolean
  now: () => number
  say: (line: string) => void
}

const manifestShape = z.object({
  files: z.array(z.object({ path: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,80}$/), bytes: z.int(), sha256: z.string() })).min(1),
})

/** The edge agent of one atelier with its digital twin: it pulls orders, works through them and says what happens, signed. */
export class Agent {
  private readonly options: AgentOptions
  private readonly api: AtelierApi
  private readonly files: OrderFiles
  private readonly orders = new Map<string, OrderRecord>()
  private readonly ending = new AbortController()
  private running: Promise<void> | undefined
  private silent = false
  private readonly rooms: Rooms
  private looked = 0
  private woken = true
  private wake: () => void = () => undefined
  /** What was said once need not be said every second. */
  private readonly complaints = new Set<string>()

  constructor(options: AgentOptions) {
    this.options = options
    this.api = new AtelierApi(options.origin, options.token)
    this.files = new OrderFiles(options.folder)
    this.rooms = new Rooms(options)
    for (const record of this.files.all()) this.orders.set(record.id, record)
  }

  start(): void {
    this.running ??= Promise.all([this.loop(), this.listen()]).then(() => undefined)
  }

  async stop(): Promise<void> {
    this.ending.abort()
    this.wake()
    await this.running
  }

  private async loop(): Promise<void> {
    const { signal } = this.ending
    while (!signal.aborted) {
      const look = this.woken || this.options.now() - this.looked >= this.options.patience
      if (look) [this.woken, this.looked] = [false, this.options.now()]
      await this.round(look)
      if (signal.aborted || this.woken) continue
      await new Promise<void>((over) => {
        const timer = setTimeout(over, this.options.interval)
        this.wake = () => {
          clearTimeout(timer)
          over()
        }
      })
    }
  }

  /** The stream only says that there is something to look at; without it the agent looks now and then. */
  private async listen(): Promise<void> {
    const { signal } = this.ending
    while (!signal.aborted) {
      await this.api.watch(signal, () => {
        this.woken = true
        this.wake()
      })
      await new Promise<void>((over) => {
        const timer = setTimeout(over, this.options.patience)
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          over()
        })
      })
    }
  }

  /** Looks for work, says what has happened since, and sends what was not heard yet. */
  async round(look = true): Promise<void> {
    // What happens in the workshop happens with or without a line.
    for (const record of this.open()) this.speak(record)
    try {
      await this.each(this.open(), (record) => this.send(record))
      await this.rooms.tell(this.api)
      if (!look) return
      const fresh = (await this.api.list('offered')).filter(({ id }) => !this.orders.has(id))
      await this.each(fresh, (offered) => this.answer(offered))
      await this.each(await this.api.list('open'), (offered) => this.follow(offered))
      if (this.silent) this.options.say('the house answers again')
      this.silent = false
    } catch (error) {
      if (!this.silent)
        this.options.say(`the house does not answer (${error instanceof Error ? error.message : error}); saying it later`)
      this.silent = true
    }
  }

  /** One order that goes wrong must not stop the others; a cut line stops them all until it is back. */
  private async each<Order extends { id: string }>(
    orders: readonly Order[],
    work: (order: Order) => Promise<void>,
  ): Promise<void> {
    for (const order of orders) {
      try {
        await work(order)
      } catch (error) {
        if (error instanceof Unreachable) throw error
        const what = `${order.id}: ${error instanceof Error ? error.message : error}`
        if (!this.complaints.has(what)) this.options.say(what)
        this.complaints.add(what)
      }
    }
  }

  private open(): OrderRecord[] {
    return [...this.orders.values()].filter(({ over }) => over === undefined)
  }

  /** Takes the package, checks every sum, and accepts; declines what it cannot read. */
  private async answer(offered: OfferedOrder): Promise<void> {
    const { id } = offered
    const anchor = this.options.now()
    if (this.options.declines(offered.steps.map(({ operation }) => operation)))
      return this.decline(id, 'The bench has no room for this piece in its time.')
    let job: Job
    try {
      job = await this.download(offered)
    } catch (error) {
      if (error instanceof Unreachable || error instanceof Refused) throw error
      this.options.say(`${id}: ${error instanceof Error ? error.message : error}`)
      return this.decline(id, 'The package could not be read as it was announced.')
    }
    await this.begin({ ...this.planned(job, offered, anchor), events: [], acknowledged: 0 })
    this.options.say(`${id} accepted, ${job.steps.length} operations`)
  }

  private async decline(id: string, reason: string): Promise<void> {
    this.options.say(`${id} declined`)
    const anchor = this.options.now()
    const body: EventBody = { type: 'declined', reason }
    const record = { id, anchor, offset: 0, script: [{ at: anchor, life: 0, timeScale: 1, body }], events: [], acknowledged: 0 }
    await this.begin({ ...record, mayStart: false })
  }

  private planned(
    job: Job,
    { id, delivered }: Pick<OfferedOrder, 'id' | 'delivered'>,
    acceptedAt: number,
    fate = this.options.fate ?? fateOf(id),
  ): Omit<OrderRecord, 'events' | 'acknowledged'> {
    const { workshop, finishSeconds } = this.options
    const speak = (at: number) => atelierInstant(at, job.offset)
    const steps = script({ job, workshop, acceptedAt, promised: delivered, finishSeconds, speak, fate })
    return { id, anchor: acceptedAt, offset: job.offset, script: steps, mayStart: false }
  }

  private async begin(record: OrderRecord): Promise<void> {
    this.keep(record)
    this.speak(record)
    const spoken = this.orders.get(record.id)
    if (spoken) await this.send(spoken)
  }

  private async download({ id, manifest: expected }: OfferedOrder): Promise<Job> {
    const manifest = await this.api.file(id, 'manifest.json')
    if (sumOf(manifest) !== expected) throw new Error('the manifest is not the one announced')
    const { files } = manifestShape.parse(JSON.parse(Buffer.from(manifest).toString('utf8')))
    let job: Job | undefined
    for (const { path, bytes, sha256 } of files) {
      const content = await this.api.file(id, path)
      if (content.byteLength !== bytes || sumOf(content) !== sha256) throw new Error(`${path} is not as the manifest says`)
      this.files.keepFile(id, path, content)
      if (path === 'job-order.json') job = parseJobOrder(JSON.parse(Buffer.from(content).toString('utf8')))
    }
    if (!job) throw new Error('there is no job order in the package')
    return job
  }

  /** What the house says of an order that is ours: may it begin, is it still wanted, and do we know of it at all. */
  private async follow(offered: OfferedOrder): Promise<void> {
    const known = this.orders.get(offered.id) ?? (await this.remember(offered))
    if (known.over !== undefined || known.mayStart || offered.held || offered.state === 'NotAllowedToStart') return
    // Waiting for the money took no time of the workshop's: its script goes on from now where life has got ahead of it.
    const next = known.script[known.events.length]
    const behind = next ? this.options.now() - (known.anchor + next.life) : 0
    this.keep({ ...known, mayStart: true, anchor: known.anchor + Math.max(0, behind) })
    this.options.say(`${offered.id} may begin`)
  }

  /** After a lost disk the house still has the chain: the same script is written again and goes on after the last event. */
  private async remember(offered: OfferedOrder): Promise<OrderRecord> {
    const events = await this.api.chain(offered.id)
    const job = await this.download(offered)
    const first = events[0]
    if (!first) throw new Error(`${offered.id} is open without an event`)
    const { body } = first
    // What was promised then; the house's own date may have moved since.
    const delivered = body.type === 'accepted' ? body.promised : offered.delivered
    const plans = [this.options.fate ?? fateOf(offered.id), ...FATES].map((fate) =>
      this.planned(job, { id: offered.id, delivered }, Date.parse(first.occurredAt), fate),
    )
    const record = plans.find((plan) => events.every((event, place) => sameFact(event, plan.script[place]))) ?? plans[0]
    if (!record) throw new Error(`${offered.id} cannot be taken up again`)
    const last = record.script[events.length - 1]
    const anchor = this.options.now() - (last?.life ?? 0)
    const whole = { ...record, anchor, events, acknowledged: events.length }
    this.keep(whole)
    this.options.say(`${offered.id} taken up again after ${events.length} events`)
    return whole
  }

  /** Signs and keeps everything whose moment has come. */
  private speak(record: OrderRecord): void {
    const due = this.options.now() - record.anchor
    const events = [...record.events]
    for (const step of record.script.slice(events.length)) {
      if (step.life > due || (events.length > 0 && !record.mayStart)) break
      events.push(signedStep({ ...record, events }, step, this.options))
      this.tell(record, step)
    }
    if (events.length > record.events.length) this.keep({ ...record, events })
  }

  private tell(record: OrderRecord, { at, body }: ScriptStep): void {
    if (body.type === 'operation-started' || body.type === 'operation-ended') {
      const execution = executionOf(record.script, body.workCenter, at)
      this.options.say(`${record.id} ${body.workCenter} ${execution} ${body.operation}`)
    } else if (['finished', 'shipped', 'delivered'].includes(body.type)) this.options.say(`${record.id} ${body.type}`)
  }

  /** In order, until the house has heard everything. */
  private async send(record: OrderRecord): Promise<void> {
    let { acknowledged } = record
    try {
      for (const event of record.events.slice(acknowledged)) {
        await this.api.send(event)
        acknowledged += 1
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      await this.afterRefusal({ ...record, acknowledged }, error)
      return
    } finally {
      const now = this.orders.get(record.id)
      if (now && acknowledged > now.acknowledged) this.keep({ ...now, acknowledged })
    }
    const whole = acknowledged === record.script.length
    const kept = this.orders.get(record.id)
    if (whole && kept) this.keep({ ...kept, over: record.script.at(-1)?.body.type ?? 'delivered' })
  }

  /** A refusal is about our own mistake, or the order has been called off: both end our work on it, and are said. */
  private async afterRefusal(record: OrderRecord, { code, status, message }: Refused): Promise<void> {
    // A token that ended says nothing about the order.
    if (status === 401) throw new Unreachable(code)
    if (code === 'event.held') {
      // Nothing of it has begun: it is said again, later, when the house lets it go on.
      this.keep({ ...record, events: record.events.slice(0, record.acknowledged), mayStart: false })
      this.options.say(`${record.id} is held by the house`)
      return
    }
    const { state } = await this.api.get(record.id).catch((error: unknown) => {
      // A house that has started over does not know the order any more.
      if (error instanceof Refused && error.status === 404) return { state: 'Aborted' as const }
      throw error
    })
    const over = state === 'Aborted' ? 'withdrawn' : code
    this.keep({ ...record, over })
    this.options.say(`${record.id} goes no further: ${state === 'Aborted' ? over : message}`)
  }

  private keep(record: OrderRecord): void {
    this.files.keep(record)
    this.orders.set(record.id, record)
  }
}

/** Whether the script says at this place what the chain says there. */
const sameFact = ({ body }: SealedEvent, step: ScriptStep | undefined) =>
  body.type === step?.body.type &&
  ('operation' in body && 'operation' in step.body ? body.operation === step.body.operation : true)

const sumOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')
