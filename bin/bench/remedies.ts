import { seedMarket } from '@/db/seed/market'
import { catalogue } from '@/lib/domain/products/catalogue'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { percentile, print } from './figure'
import { aboveBest, help, pushed } from './remedy-proof'

/** Where a remedy is dearer than the mildest change on the grid by less than this, it is as good. */
const AS_GOOD = 1.05

/** `remedies 500 60`: so many designs pushed over a limit, all families together, and so many of them against the grid. */
export async function run(documents = 60, grids = 12): Promise<void> {
  const environment = { kernel: await loadKernel(), fonts: await loadFonts() }
  const market = seedMarket('2026-11-23T09:00:00+01:00')
  const share = (count: number) => Math.ceil(count / catalogue.length)
  for (const entry of catalogue) {
    const house = { family: await entry.load(), market, environment }
    let [tried, helped, untrue] = [0, 0, 0]
    const took: number[] = []
    const above: number[] = []
    for (let seed = 1; tried < share(documents); seed++) {
      const design = pushed(house, seed)
      if (!design) continue
      tried++
      const began = process.cpuUsage()
      const found = await help(house, design)
      took.push(process.cpuUsage(began).user / 1000)
      untrue += found.untrue.length
      if (found.remedies.length > 0) helped++
      else console.error(`No remedy: seed ${seed}, ${design.moved} at ${design.atelier}`)
      const best = above.length < share(grids) ? aboveBest(house, design, found, AS_GOOD) : undefined
      if (best) above.push(best.times)
      if (best?.milder) console.error(`Milder: seed ${seed}, ${best.times.toFixed(2)} × ${JSON.stringify(best.milder)}`)
    }
    const of = { family: entry.id }
    print('remedies', 'documents', tried, 'count', of)
    print('remedies', 'helped', helped / tried, 'ratio', of)
    print('remedies', 'untrue', untrue, 'count', of)
    print('remedies', 'above_best_most', Math.max(...above), 'ratio', of)
    print('remedies', 'cpu_p50', percentile(took, 0.5), 'ms', of)
  }
}
