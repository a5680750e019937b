import { describe, expect, test } from 'vitest'
import { aboveBest, help, pushed } from '@/bin/bench/remedy-proof'
import { seedMarket } from '@/db/seed/market'
import { type CatalogueEntry, catalogue } from '@/lib/domain/products/catalogue'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'

/** verify:long pushes five hundred documents, and looks for milder changes on a grid for sixty. */
const [PUSHED, GRIDS] = process.env.LOT_ONE_SWEEP ? [500, 60] : [12, 2]
/** Walls of a solid take most of the time. */
const share = (count: number, making: CatalogueEntry['making']) =>
  Math.ceil(process.env.LOT_ONE_SWEEP ? count / catalogue.length : count * (making === 'cast' ? 0.25 : 0.75))
/** A remedy may cost a client's intent so many times as much as the mildest change on the grid. */
const ABOVE_BEST = 1.3
const market = seedMarket('2026-11-23T09:00:00+01:00')
const ready = Promise.all([loadKernel(), loadFonts()]).then(([kernel, fonts]) => ({ kernel, fonts }))

describe.each(catalogue)('remedies of $id', (entry) => {
  const [documents, gridded] = [share(PUSHED, entry.making), share(GRIDS, entry.making)]
  test(`${documents} documents pushed over a limit find their way back`, { timeout: 7_200_000 }, async () => {
    const house = { family: await entry.load(), market, environment: await ready }
    const helpless: unknown[] = []
    let [tried, grids] = [0, 0]
    for (let seed = 1; tried < documents; seed++) {
      const case_ = pushed(house, seed)
      if (!case_) continue
      tried++
      const helped = await help(house, case_)
      const what = `seed ${seed}, ${case_.moved} at ${case_.atelier}: ${JSON.stringify(case_.document.choices)}`
      expect(helped.untrue, what).toEqual([])
      expect(helped.remedies.length, what).toBeLessThanOrEqual(3)
      if (helped.remedies.length === 0) helpless.push(what)
      const above = grids < gridded ? aboveBest(house, case_, helped, ABOVE_BEST) : undefined
      if (!above) continue
      grids++
      expect(above.times, `${what}: ${JSON.stringify(above.milder)} is milder`).toBeLessThanOrEqual(ABOVE_BEST)
    }
    expect(helpless.length / tried, helpless.join('\n')).toBeLessThanOrEqual(0.02)
  })
})
