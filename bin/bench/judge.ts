import { seededProfiles } from '@/db/seed/seed'
import { judgedDesign } from '@/lib/domain/assess-all'
import type { DraftEnvironment } from '@/lib/domain/geometry/kernel'
import { eligibility } from '@/lib/domain/manufacturability/eligibility'
import { judge } from '@/lib/domain/manufacturability/judge'
import { measure } from '@/lib/domain/manufacturability/measure'
import type { AtelierProfile } from '@/lib/domain/network/profile'
import { catalogue } from '@/lib/domain/products/catalogue'
import type { Family } from '@/lib/domain/products/family'
import { random, randomDocument } from '@/lib/files/random-document'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { percentile, print } from './figure'

const AT = '2026-11-23T09:00:00+01:00'
const ROUNDS = 41
const WARMING = 10

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

function timed(work: (round: number) => void): number[] {
  for (let round = 0; round < WARMING; round++) work(round)
  return Array.from({ length: ROUNDS }, (_, round) => {
    const began = performance.now()
    work(WARMING + round)
    return performance.now() - began
  })
}

/** Measured designs, each another: what is remembered of one does not help the next. */
function designs(family: Family, environment: DraftEnvironment) {
  return Array.from({ length: WARMING + ROUNDS }, (_, seed) => {
    const document = randomDocument(family, seed + 1)
    const measurements = measure(family.draft(environment, document, 'edit'), environment.kernel)
    const operations = family.operations(document, measurements)
    return { measurements, operations, design: judgedDesign(family.materials(document, measurements)) }
  })
}

/** Measured designs of each family against fifty ateliers with findings, and ten thousand with a yes or no. */
export async function run(): Promise<void> {
  const environment = { kernel: await loadKernel(), fonts: await loadFonts() }
  const fifty = ateliers(50)
  const many = eligibility(ateliers(10_000))
  for (const entry of catalogue) {
    const asked = designs(await entry.load(), environment)
    const of = { family: entry.id }
    const findings = timed((round) => {
      const { measurements, operations, design } = asked[round]!
      for (const profile of fifty) judge(measurements, operations, profile, design, AT)
    })
    print('judge', 'findings_50_p50', percentile(findings, 0.5), 'ms', of)
    print('judge', 'findings_50_p95', percentile(findings, 0.95), 'ms', of)
    const yes = timed((round) => {
      const { measurements, operations, design } = asked[round]!
      many.ask(measurements, operations, design)
    })
    print('judge', 'yes_no_10000_p50', percentile(yes, 0.5), 'ms', of)
    print('judge', 'yes_no_10000_p95', percentile(yes, 0.95), 'ms', of)
  }
}
