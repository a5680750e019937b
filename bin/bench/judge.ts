import { seededProfiles } from '@/db/seed/seed'
import { judgedDesign } from '@/lib/domain/assess-all'
import { eligibility } from '@/lib/domain/manufacturability/eligibility'
import { judge } from '@/lib/domain/manufacturability/judge'
import { measure } from '@/lib/domain/manufacturability/measure'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { family } from '@/lib/domain/products/signet-ring/family'
import { random } from '@/lib/files/random-document'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { percentile, print } from './figure'

const AT = '2026-11-23T09:00:00+01:00'
const ROUNDS = 41

/** Ateliers that differ in every limit: the seeded ones, each number moved by up to a tenth. */
function ateliers(count: number): AtelierProfile[] {
  const seeded = seededProfiles()
  const next = random(7)
  return Array.from({ length: count }, (_, index) => {
    const base = seeded[index % seeded.length]!
    const near = (value: number) => value * (0.9 + 0.2 * next())
    return {
      ...base,
      id: `${base.id}-${index}`,
      workCenters: base.workCenters.map((center) => ({
        ...center,
        processes: center.processes.map((process) => ({
          ...process,
          limits: Object.fromEntries(
            Object.entries(process.limits).map(([code, limit]) => [code, { ...limit, value: near(limit.value) }]),
          ),
        })),
      })),
    }
  })
}

function timed(work: () => void): number[] {
  for (let i = 0; i < 10; i++) work()
  return Array.from({ length: ROUNDS }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  })
}

/** A measured ring against fifty ateliers with findings, and ten thousand with a yes or no. */
export async function run(): Promise<void> {
  const [kernel, fonts] = await Promise.all([loadKernel(), loadFonts()])
  const document = { family: family.id, model: family.model, choices: family.presets[0]!.choices }
  const measurements = measure(family.draft({ kernel, fonts }, document, 'full'), kernel)
  const operations = family.operations(document, measurements)
  const design = judgedDesign(family.materials(document, measurements))
  const fifty = ateliers(50)
  const findings = timed(() => {
    for (const profile of fifty) judge(measurements, operations, profile, design, AT)
  })
  print('judge', 'findings_50_p50', percentile(findings, 0.5), 'ms')
  print('judge', 'findings_50_p95', percentile(findings, 0.95), 'ms')
  const many = eligibility(ateliers(10_000))
  const yes = timed(() => {
    many.ask(measurements, operations, design)
  })
  print('judge', 'yes_no_10000_p50', percentile(yes, 0.5), 'ms')
  print('judge', 'yes_no_10000_p95', percentile(yes, 0.95), 'ms')
}
