import { seedMarket } from '@/db/seed/market'
import { assess } from '@/lib/domain/assess-all'
import { hashOf } from '@/lib/domain/design/canonical'
import { catalogue } from '@/lib/domain/products/catalogue'
import { makePackage } from '@/lib/files/package'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { percentile, print } from './figure'

const AT = '2026-11-23T09:00:00+01:00'
const ROUNDS = 5

/** Milliseconds for one atelier's package, from the assessed draft to all bytes; each family's presets at the first atelier. */
export async function run(): Promise<void> {
  const [kernel, fonts] = await Promise.all([loadKernel(), loadFonts()])
  const market = seedMarket(AT)
  const profile = market.ateliers.find((atelier) => atelier.id === 'paris') ?? market.ateliers[0]
  if (!profile) throw new Error('No atelier is seeded.')
  const samples: number[] = []
  const sizes: number[] = []
  for (const entry of catalogue) {
    const family = await entry.load()
    for (const preset of family.presets) {
      const document = { family: family.id, model: family.model, choices: preset.choices }
      const { draft, measurements, operations, answers } = assess({ kernel, fonts, family }, document, market, 'full')
      const answer = answers.find(({ atelier }) => atelier === profile.id)
      if (!answer) continue
      const designHash = hashOf(document)
      for (let round = 0; round <= ROUNDS; round += 1) {
        const began = performance.now()
        const files = await makePackage({
          draft,
          render: family.shade(draft, kernel),
          measurements,
          verdict: answer.verdict,
          ...(answer.plan ? { plan: answer.plan } : {}),
          operations,
          materials: family.materials(document, measurements),
          stages: family.stages(document),
          profile,
          reference: { id: `bench-${preset.id}`, url: `urn:sha256:${designHash}`, designHash, issuedAt: AT },
          locale: 'en',
        })
        // The first round warms the fonts and the compiler up.
        if (round > 0) samples.push(performance.now() - began)
        if (round === 1) sizes.push([...files.values()].reduce((sum, bytes) => sum + bytes.length, 0))
      }
    }
  }
  print('files', 'package_p50', percentile(samples, 0.5), 'ms')
  print('files', 'package_p95', percentile(samples, 0.95), 'ms')
  print('files', 'package_size', percentile(sizes, 0.5) / 1000, 'kB')
}
