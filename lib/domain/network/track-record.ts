import type { AtelierProfile, Process } from './profile'

/** Finished operations of one process at one atelier in one material: how many were right the first time. */
export interface TrackRecord {
  atelier: string
  /** Operation family and process. */
  operation: string
  process: string
  material: string
  passed: number
  failed: number
}

/**
 * The profile with what its builds here have shown since: each finished operation is one observation more for the Beta posterior of r,
 * kept by material as well. The stated value stands where nothing was built.
 */
export function withTrackRecord(profile: AtelierProfile, records: readonly TrackRecord[], at: string): AtelierProfile {
  const own = records.filter(({ atelier }) => atelier === profile.id)
  if (own.length === 0) return profile
  return {
    ...profile,
    workCenters: profile.workCenters.map((center) => ({
      ...center,
      processes: center.processes.map((process) => {
        const here = own.filter((one) => one.process === process.process && one.operation === process.operation)
        return here.length === 0 ? process : observed(process, here, at)
      }),
    })),
  }
}

function observed(process: Process, records: readonly TrackRecord[], at: string): Process {
  const { r } = process.capability
  const sum = (pick: (record: TrackRecord) => number) => records.reduce((total, record) => total + pick(record), 0)
  const [passed, failed] = [sum((one) => one.passed), sum((one) => one.failed)]
  // Without a stated posterior: the stated share, as if seen so often, and the uniform prior.
  const prior = r.posterior ?? { alpha: r.value * r.sampleSize + 1, beta: (1 - r.value) * r.sampleSize + 1 }
  const posterior = { alpha: prior.alpha + passed, beta: prior.beta + failed }
  const byMaterial: Record<string, { passed: number; failed: number }> = { ...r.byMaterial }
  for (const { material, passed: good, failed: bad } of records) {
    const known = byMaterial[material] ?? { passed: 0, failed: 0 }
    byMaterial[material] = { passed: known.passed + good, failed: known.failed + bad }
  }
  return {
    ...process,
    capability: {
      ...process.capability,
      r: {
        ...r,
        value: posterior.alpha / (posterior.alpha + posterior.beta),
        date: at.slice(0, 10),
        sampleSize: r.sampleSize + passed + failed,
        posterior,
        byMaterial,
      },
    },
  }
}
