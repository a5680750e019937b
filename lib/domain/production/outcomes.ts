import type { Operation } from '../network/operation'
import type { PlannedStep } from '../network/plan'
import type { EventBody } from './event'

/** One finished operation: right the first time, or not. */
export interface Outcome {
  operation: string
  family: string
  process: string
  passed: boolean
}

/**
 * What a finished build says of each of its operations. Not right the first time: one whose own check failed, or that a rework went back
 * to. Steps that were only run again because an earlier one was are not to blame.
 */
export function outcomes(
  operations: readonly Pick<Operation, 'id' | 'family'>[],
  steps: readonly Pick<PlannedStep, 'operation' | 'process'>[],
  events: readonly { body: EventBody }[],
): Outcome[] {
  const ended = new Set<string>()
  const failed = new Set<string>()
  for (const { body } of events) {
    if (body.type === 'operation-ended') ended.add(body.operation)
    if (body.type === 'gate-measured' && !body.passed) failed.add(body.operation)
    if (body.type === 'rework') failed.add(body.backTo)
  }
  return operations.flatMap(({ id, family }) => {
    const process = steps.find(({ operation }) => operation === id)?.process
    return process !== undefined && ended.has(id) ? [{ operation: id, family, process, passed: !failed.has(id) }] : []
  })
}
