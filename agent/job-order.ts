import { z } from 'zod'
import type { Unit } from '@/lib/domain/manufacturability/measurements'

/** The part of a B2MML job order that this agent works from. */
const quantity = z.object({ ValueString: z.string(), UnitOfMeasure: z.string() })
const shape = z.object({
  JobOrder: z.object({
    ID: z.string(),
    EndTime: z.iso.datetime({ offset: true }),
    JobOrderParameter: z.array(z.object({ ID: z.string() })).default([]),
    OperationsSegment: z
      .array(
        z.object({
          ID: z.string(),
          ProcessSegmentID: z.string(),
          EarliestStartTime: z.iso.datetime({ offset: true }),
          LatestEndTime: z.iso.datetime({ offset: true }),
          ElapsedTime: z.string().regex(/^PT\d+M$/),
          PersonnelRequirement: z.array(z.object({ PersonnelUse: z.string() })).default([]),
          EquipmentRequirement: z.array(z.object({ EquipmentID: z.string() })).min(1),
          Parameter: z.array(z.object({ ID: z.string(), Value: quantity })),
          TestSpecification: z.array(
            z.object({
              ID: z.string(),
              Feature: z.string(),
              Nominal: quantity,
              LowerLimit: quantity.optional(),
              UpperLimit: quantity.optional(),
            }),
          ),
        }),
      )
      .min(1),
  }),
})

export interface Check {
  gate: string
  feature: string
  nominal: number
  lower?: number
  upper?: number
  unit: Unit
}

export interface JobStep {
  operation: string
  process: string
  workCenter: string
  /** Slot, milliseconds since 1970. */
  from: number
  to: number
  /** Milliseconds it takes. */
  elapsed: number
  /** mm of height, mm of stroke, … as the routing counts them. */
  quantities: Readonly<Record<string, number>>
  checks: readonly Check[]
  /** A person signs before the piece goes on. */
  gated: boolean
}

/** What a person answers before the order is accepted. */
export interface Question {
  rule: string
  feature: string
}

export interface Job {
  id: string
  questions: readonly Question[]
  ready: number
  /** Offset of the atelier's clock from UTC, minutes. */
  offset: number
  steps: readonly JobStep[]
}

const UNITS: Readonly<Record<string, Unit>> = { MMT: 'mm', MMK: 'mm2', MMQ: 'mm3', GRM: 'g', C62: 'count', DD: 'deg' }

/** Throws what is wrong with the document: an agent does not make what it cannot read. */
export function parseJobOrder(input: unknown): Job {
  const { JobOrder: order } = shape.parse(input)
  const steps = order.OperationsSegment.map((segment): JobStep => {
    const named = segment.Parameter.filter(({ ID }) => ID.startsWith('Quantity/'))
    return {
      operation: segment.ID,
      gated: segment.PersonnelRequirement.some(({ PersonnelUse }) => PersonnelUse === 'Gate'),
      process: segment.ProcessSegmentID,
      workCenter: segment.EquipmentRequirement[0]?.EquipmentID ?? '',
      from: Date.parse(segment.EarliestStartTime),
      to: Date.parse(segment.LatestEndTime),
      elapsed: Number(segment.ElapsedTime.slice(2, -1)) * 60_000,
      quantities: Object.fromEntries(named.map(({ ID, Value }) => [ID.slice('Quantity/'.length), Number(Value.ValueString)])),
      checks: segment.TestSpecification.map((test) => ({
        gate: test.ID,
        feature: test.Feature,
        nominal: Number(test.Nominal.ValueString),
        ...(test.LowerLimit ? { lower: Number(test.LowerLimit.ValueString) } : {}),
        ...(test.UpperLimit ? { upper: Number(test.UpperLimit.ValueString) } : {}),
        unit: UNITS[test.Nominal.UnitOfMeasure] ?? 'count',
      })),
    }
  })
  return {
    id: order.ID,
    questions: questionsOf(order.JobOrderParameter.map(({ ID }) => ID)),
    ready: Date.parse(order.EndTime),
    offset: offsetOf(order.EndTime),
    steps,
  }
}

/** `Review/<rule>/<feature>`; longer ones say more of the same. */
function questionsOf(ids: readonly string[]): Question[] {
  return ids.flatMap((id) => {
    const [head, rule, feature, more] = id.split('/')
    return head === 'Review' && rule && feature && more === undefined ? [{ rule, feature }] : []
  })
}

function offsetOf(instant: string): number {
  const match = /([+-])(\d\d):(\d\d)$/.exec(instant)
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0
}

/** ISO 8601 on the atelier's clock. */
export function atelierInstant(milliseconds: number, offset: number): string {
  const local = new Date(milliseconds + offset * 60_000).toISOString().slice(0, -1)
  const minutes = Math.abs(offset)
  const pad = (value: number) => String(value).padStart(2, '0')
  return offset === 0 ? `${local}Z` : `${local}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
