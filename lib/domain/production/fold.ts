import type { Plan } from '../network/plan'
import type { BuildStage, BuildStatus, GateResult } from './build-status'
import type { ProductionEvent } from './event'

/** What the house knows besides the events: whether the money came, and whether it called the order off. */
export interface HouseFacts {
  captured: boolean
  withdrawn: boolean
}

/** The part of an event that the fold reads: signatures and hashes may stay at home. */
export type FoldedEvent = Pick<ProductionEvent, 'id' | 'sequence' | 'occurredAt' | 'timeScale' | 'receivedAt' | 'body'>

type Mutable = { -readonly [K in keyof BuildStatus]: BuildStatus[K] }

/** Folds the events of one production order, in their order, over its plan. Expected times move with what has happened. */
export function buildStatus(
  plan: Pick<Plan, 'steps' | 'delivered' | 'certainty'>,
  events: readonly FoldedEvent[],
  house: HouseFacts = { captured: true, withdrawn: false },
): BuildStatus {
  let status: BuildStatus = {
    state: 'NotAllowedToStart',
    stages: plan.steps.map((step) => ({ operation: step.operation, state: 'to-come', expected: step.to, runs: 0 })),
    gates: [],
    promise: { delivered: plan.delivered, certainty: plan.certainty, moves: [] },
    rework: [],
    timeScale: 1,
    sequence: -1,
  }
  for (const event of events) status = foldEvent(plan, status, event, house)
  return house.withdrawn ? { ...status, state: 'Aborted' } : status
}

/** One more event: what a live page does with each that arrives. Events already folded change nothing. */
export function foldEvent(
  plan: Pick<Plan, 'steps'>,
  before: BuildStatus,
  event: FoldedEvent,
  house: HouseFacts = { captured: true, withdrawn: false },
): BuildStatus {
  if (event.sequence <= before.sequence) return before
  const status: Mutable = {
    ...before,
    lastFactAt: event.receivedAt,
    timeScale: event.timeScale,
    sequence: event.sequence,
  }
  const { body, occurredAt: at } = event
  switch (body.type) {
    case 'accepted':
      status.state = house.captured ? 'AllowedToStart' : 'NotAllowedToStart'
      if (body.lot !== undefined) status.lot = body.lot
      if (body.confirmations) status.confirmations = body.confirmations
      movePromise(status, body.promised, 'accepted', event)
      break
    case 'declined':
      status.state = 'Aborted'
      status.declined = { reason: body.reason }
      break
    case 'operation-started':
      status.state = 'Running'
      status.stages = change(before.stages, body.operation, (stage) => ({
        ...without(stage),
        state: 'now',
        startedAt: at,
        runs: body.run,
      }))
      status.stages = shift(plan, status.stages, body.operation, at, 'start')
      status.now = {
        operation: body.operation,
        workCenter: body.workCenter,
        by: body.by,
        startedAt: at,
        ...(body.tool === undefined ? {} : { tool: body.tool }),
      }
      break
    case 'operation-progress':
      if (before.now?.operation === body.operation) {
        status.now = { ...before.now, progress: { done: body.done, total: body.total, unit: body.unit } }
      }
      break
    case 'operation-ended':
      status.stages = change(before.stages, body.operation, (stage) => ({ ...stage, state: 'done', endedAt: at, expected: at }))
      status.stages = shift(plan, status.stages, body.operation, at, 'end')
      delete status.now
      break
    case 'climate': {
      const { workCenter, temperature, humidity, inWindow } = body
      status.climate = { workCenter, temperature, humidity, inWindow, at }
      if (before.now?.workCenter === workCenter && before.state === 'Running' && !inWindow) status.state = 'Interrupted'
      if (before.now?.workCenter === workCenter && before.state === 'Interrupted' && inWindow) status.state = 'Running'
      break
    }
    case 'gate-measured':
      status.gates = [...before.gates, { ...body, at, event: event.id } satisfies GateResult]
      break
    case 'rework': {
      status.state = 'Interrupted'
      status.rework = [...before.rework, { gate: body.gate, backTo: body.backTo, reason: body.reason, at, event: event.id }]
      const back = before.stages.findIndex((stage) => stage.operation === body.backTo)
      status.stages = before.stages.map((stage, index) =>
        back >= 0 && index >= back ? { ...without(stage), state: 'to-come' } : stage,
      )
      delete status.now
      break
    }
    case 'promise-moved':
      movePromise(status, body.promised, body.reason, event, body.causedBy)
      break
    case 'finished':
      status.state = 'Ended'
      status.finishedAt = at
      delete status.now
      break
    case 'shipped':
      status.shipped = { carrier: body.carrier, tracking: body.tracking, at }
      break
    case 'delivered':
      status.deliveredAt = at
      break
  }
  return status
}

function movePromise(status: Mutable, to: string, reason: string, event: FoldedEvent, causedBy?: string): void {
  const from = status.promise.delivered
  if (Date.parse(from) === Date.parse(to)) return
  const move = { from, to, reason, event: event.id, at: event.occurredAt, ...(causedBy ? { causedBy } : {}) }
  status.promise = { ...status.promise, delivered: to, moves: [...status.promise.moves, move] }
}

function change(stages: readonly BuildStage[], operation: string, to: (stage: BuildStage) => BuildStage): readonly BuildStage[] {
  return stages.map((stage) => (stage.operation === operation ? to(stage) : stage))
}

function without(stage: BuildStage): BuildStage {
  const { startedAt: _s, endedAt: _e, ...rest } = stage
  return rest
}

/** What is still to come moves by as much as this operation began or ended off its slot. */
function shift(
  plan: Pick<Plan, 'steps'>,
  stages: readonly BuildStage[],
  operation: string,
  at: string,
  edge: 'start' | 'end',
): readonly BuildStage[] {
  const index = plan.steps.findIndex((step) => step.operation === operation)
  const step = plan.steps[index]
  if (!step) return stages
  const offset = Date.parse(at) - Date.parse(edge === 'start' ? step.from : step.to)
  return stages.map((stage, place) => {
    const planned = plan.steps[place]
    const moves = planned && stage.state !== 'done' && place >= index
    return moves ? { ...stage, expected: later(planned.to, offset) } : stage
  })
}

/** On the same clock: the offset stays, so that what was planned in Tokyo is expected on Tokyo's day. */
function later(instant: string, milliseconds: number): string {
  const [zone = 'Z', sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? []
  const offset = sign ? (sign === '-' ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes)) : 0
  return new Date(Date.parse(instant) + milliseconds + offset).toISOString().replace('Z', zone)
}
