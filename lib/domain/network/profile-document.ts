import type { AtelierProfile, Process, WorkCenter } from './profile'

export interface ProcessAt {
  workCenter: WorkCenter
  process: Process
}

const offers = new WeakMap<AtelierProfile, ReadonlyMap<string, readonly ProcessAt[]>>()

/** Processes that run an operation family here, in the profile's order: the house's own preference. */
export function processesFor(profile: AtelierProfile, family: string): readonly ProcessAt[] {
  let byFamily = offers.get(profile)
  if (!byFamily) {
    const made = new Map<string, ProcessAt[]>()
    for (const workCenter of profile.workCenters) {
      for (const process of workCenter.processes) {
        const list = made.get(process.operation) ?? []
        made.set(process.operation, [...list, { workCenter, process }])
      }
    }
    byFamily = made
    offers.set(profile, byFamily)
  }
  return byFamily.get(family) ?? []
}

/** Metal off each surface in finishing, mm, and linear shrinkage of the casting, ratio; 0 where the profile has none. */
export function allowances(profile: AtelierProfile): { loss: number; shrinkage: number } {
  const known = allowed.get(profile) ?? readAllowances(profile)
  allowed.set(profile, known)
  return known
}

const allowed = new WeakMap<AtelierProfile, { loss: number; shrinkage: number }>()

function readAllowances(profile: AtelierProfile): { loss: number; shrinkage: number } {
  const processes = profile.workCenters.flatMap((workCenter) => workCenter.processes)
  return {
    loss: Math.max(0, ...processes.map((process) => process.finishingLoss?.value ?? 0)),
    shrinkage: processes.find(({ operation, shrinkage }) => operation === 'cast' && shrinkage)?.shrinkage?.value ?? 0,
  }
}
