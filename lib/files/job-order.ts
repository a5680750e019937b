import type { CastingPattern } from './casting-pattern'
import type { Check } from './checks'
import type { PackageInput } from './package-input'

/** Units in the words of UN/CEFACT Recommendation 20. */
const UNIT_CODES = { mm: 'MMT', mm2: 'MMK', mm3: 'MMQ', g: 'GRM', count: 'C62', ratio: 'C62', deg: 'DD', min: 'MIN' } as const

const value = (amount: number, unit: keyof typeof UNIT_CODES, digits = 4) => ({
  ValueString: String(Number(amount.toFixed(digits))),
  DataType: 'decimal',
  UnitOfMeasure: UNIT_CODES[unit],
})
const quantity = (amount: number, unit: keyof typeof UNIT_CODES, digits = 4) => ({
  QuantityString: String(Number(amount.toFixed(digits))),
  DataType: 'decimal',
  UnitOfMeasure: UNIT_CODES[unit],
})
const QUANTITY_UNITS = {
  height: 'mm',
  volume: 'mm3',
  grams: 'g',
  area: 'mm2',
  length: 'mm',
  strokeLength: 'mm',
  strokeDepth: 'mm2',
  stitches: 'count',
  corners: 'count',
  pieces: 'count',
} as const
const duration = (minutes: number): string => `PT${Math.round(minutes)}M`

/** The order to make one piece, in ISA-95 part 4 words (B2MML names). It may not start until the atelier has accepted it. */
export function jobOrder(input: PackageInput, patterns: readonly CastingPattern[], checks: readonly Check[]): object {
  const { draft, operations, verdict, plan, profile, materials, reference } = input
  return {
    JobOrder: {
      ID: reference.id,
      WorkType: 'Production',
      WorkMasterID: draft.document.model,
      Priority: '1',
      DispatchStatus: 'NotAllowedToStart',
      HierarchyScope: { EquipmentID: profile.id, EquipmentElementLevel: 'Site' },
      PublishedDate: reference.issuedAt,
      ...(plan?.steps[0] ? { StartTime: plan.steps[0].from, EndTime: plan.ready } : {}),
      JobOrderParameter: [
        { ID: 'DesignHash', Value: { ValueString: reference.designHash, DataType: 'string' } },
        { ID: 'GeometryHash', Value: { ValueString: input.measurements.geometryHash, DataType: 'string' } },
        { ID: 'ProfileVersion', Value: { ValueString: String(profile.version), DataType: 'integer' } },
        { ID: 'Reference', Value: { ValueString: reference.url, DataType: 'string' } },
        ...questions(verdict),
        ...patterns.flatMap(({ part, compensation }) => [
          {
            ID: `${part}/Shrinkage`,
            Description: compensation.shrinkageSource,
            Value: value(compensation.shrinkage, 'ratio', 6),
          },
          { ID: `${part}/PatternScale`, Value: value(compensation.scale, 'ratio', 9) },
          {
            ID: `${part}/FinishingLoss`,
            Description: compensation.finishingLossSource,
            Value: value(compensation.finishingLoss, 'mm'),
          },
          { ID: `${part}/FinishingAllowance`, Value: { ValueString: compensation.allowance, DataType: 'string' } },
          ...compensation.bores.flatMap((bore) => [
            { ID: `${part}/${bore.feature}/BoreOfPattern`, Value: value(bore.pattern, 'mm') },
            { ID: `${part}/${bore.feature}/BoreOfCasting`, Value: value(bore.casting, 'mm') },
            { ID: `${part}/${bore.feature}/BoreFinished`, Value: value(bore.finished, 'mm') },
          ]),
        ]),
      ],
      OperationsSegment: operations.map((operation, index) => {
        const chosen = verdict.operations.find((one) => one.operation === operation.id)
        const step = plan?.steps.find((one) => one.operation === operation.id)
        return {
          ID: operation.id,
          SequenceNumber: index + 1,
          ProcessSegmentID: chosen?.process ?? operation.family,
          OperationsType: operation.family === 'inspect' ? 'Quality' : 'Production',
          ...(step
            ? {
                EarliestStartTime: step.from,
                LatestEndTime: step.to,
                Duration: duration(step.busyMinutes),
                ElapsedTime: duration(step.elapsedMinutes),
              }
            : {}),
          EquipmentRequirement: [{ EquipmentID: chosen?.workCenter ?? '', EquipmentUse: 'WorkCenter' }],
          ...personnel(chosen),
          Parameter: [
            ...Object.entries(operation.demand).map(([axis, demand]) => ({
              ID: `Demand/${axis}`,
              Value: value(demand, 'ratio', 3),
            })),
            ...Object.entries(operation.quantities).map(([name, amount]) => ({
              ID: `Quantity/${name}`,
              Value: value(amount ?? 0, QUANTITY_UNITS[name as keyof typeof QUANTITY_UNITS], 3),
            })),
          ],
          ...(operation.family === 'cast' || operation.family === 'cut'
            ? {
                MaterialRequirement: materials.map((line) => ({
                  MaterialDefinitionID: line.material,
                  MaterialUse: 'Consumed',
                  Quantity: quantity(line.chargedGrams, 'g', 2),
                })),
              }
            : {}),
          TestSpecification: checks
            .filter((check) => check.operation === operation.id)
            .map((check) => ({
              ID: check.code,
              Feature: check.feature,
              Description: check.source,
              Nominal: value(check.nominal, check.unit),
              ...(check.lower === undefined ? {} : { LowerLimit: value(check.lower, check.unit) }),
              ...(check.upper === undefined ? {} : { UpperLimit: value(check.upper, check.unit) }),
            })),
        }
      }),
      MaterialRequirement: materials.flatMap((line) => [
        { MaterialDefinitionID: line.material, MaterialUse: 'Consumed', Quantity: quantity(line.chargedGrams, 'g', 2) },
        { MaterialDefinitionID: line.material, MaterialUse: 'Produced', Quantity: quantity(line.finishedGrams, 'g', 2) },
      ]),
    },
  }
}

/** A master at its side, and a person who measures and signs before the piece goes on. */
function personnel(chosen: PackageInput['verdict']['operations'][number] | undefined): object {
  const uses = [...(chosen?.mode === 'assisted' ? ['AtItsSide'] : []), ...(chosen?.gate ? ['Gate'] : [])]
  if (uses.length === 0) return {}
  return { PersonnelRequirement: uses.map((PersonnelUse) => ({ PersonnelUse, Quantity: quantity(1, 'count') })) }
}

/** What measuring could not settle and a person at the atelier answers by accepting or declining. */
function questions({ findings }: PackageInput['verdict']): object[] {
  return findings
    .filter(({ severity }) => severity === 'review' || severity === 'unknown')
    .flatMap(({ rule, severity, feature, measured, limit, unit, errorBound, source }): object[] => {
      const id = `Review/${rule}/${feature}`
      if (measured === undefined || unit === undefined) return [{ ID: id, Description: source.text }]
      return [
        { ID: id, Description: source.text, Value: value(measured, unit) },
        ...(limit === undefined ? [] : [{ ID: `${id}/Limit`, Value: value(limit, unit) }]),
        ...(severity === 'unknown' ? [{ ID: `${id}/ErrorBound`, Value: value(errorBound ?? 0, unit, 4) }] : []),
      ]
    })
}
