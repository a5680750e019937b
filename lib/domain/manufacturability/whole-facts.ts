import { type AxisFact, type Sight, sightAlong } from '../geometry/access'
import { clearanceBetween } from '../geometry/clearance'
import type { Vec3 } from '../geometry/mesh'
import { densityOf } from '../network/materials'
import type { Draft, Fit } from '../products/draft'
import type { Fact, FitFact } from './measurements'
import { type Facts, type Solid, unlike } from './solid-facts'

/** Facts of the piece as a whole: balance, fits, what each tool axis reaches (`full` only), room between parts. */
export function wholeFacts(draft: Draft, solids: readonly Solid[]) {
  const facts: Facts = {}
  const put = (key: keyof Facts, value: number, unit: Fact['unit'], errorBound: number, at: readonly Vec3[]) => {
    facts[key] = { value, unit, errorBound, feature: 'blank', at }
  }
  const centreOfMass = centreOf(solids)
  const fits = draft.fits.map((fit, index) => fitOf(fit, index, solids))
  const [first] = draft.fits
  if (first) put('balance.off-axis', offAxis(centreOfMass.at, first), 'mm', centreOfMass.errorBound, [centreOfMass.at])
  const worst = [...fits].sort((a, b) => Math.abs(b.measured - b.nominal) - Math.abs(a.measured - a.nominal))[0]
  if (worst) put('fit.deviation', Math.abs(worst.measured - worst.nominal), 'mm', worst.errorBound, [])
  // Sheets are cut flat before they lie on each other: no tool reaches round them, and touching is how they are made.
  const bodies = solids.filter(({ part }) => part.making !== 'sheet')
  const axes = draft.fineness === 'full' && bodies.length > 0 ? access(draft, bodies, put) : []
  clearances(bodies, put)
  return { facts, centreOfMass, fits, axes }
}

type Put = (key: keyof Facts, value: number, unit: Fact['unit'], errorBound: number, at: readonly Vec3[]) => void

function centreOf(solids: readonly Solid[]): { at: Vec3; errorBound: number } {
  const sum = [0, 0, 0]
  let mass = 0
  let errorBound = 0
  for (const { part, facts } of solids) {
    const own = facts.volume * densityOf(part.material)
    mass += own
    for (let axis = 0; axis < 3; axis++) sum[axis]! += own * facts.centreOfMass[axis]!
  }
  for (const { part, facts } of solids) {
    const size = Math.sqrt([0, 1, 2].reduce((total, axis) => total + (facts.high[axis]! - facts.low[axis]!) ** 2, 0))
    if (mass > 0) errorBound += (facts.volumeBound * densityOf(part.material) * size) / mass
  }
  const scale = mass > 0 ? 1 / mass : 0
  return { at: [sum[0]! * scale, sum[1]! * scale, sum[2]! * scale], errorBound }
}

function offAxis(at: Vec3, { axis, origin = [0, 0, 0] }: Fit): number {
  const d = at.map((x, i) => x - origin[i]!)
  const along = d[0]! * axis[0] + d[1]! * axis[1] + d[2]! * axis[2]
  return Math.sqrt(Math.max(0, d.reduce((sum, x) => sum + x * x, 0) - along * along))
}

function fitOf({ feature, kind, nominal }: Fit, index: number, solids: readonly Solid[]): FitFact {
  const circles = solids.flatMap(({ facets, circles }) => (circles[index] ? [{ facets, circle: circles[index] }] : []))
  const { facets, circle } = circles.reduce((least, one) => (one.circle.diameter < least.circle.diameter ? one : least))
  return { feature, kind, nominal, measured: circle.diameter, errorBound: 2 * (facets.chord[circle.facet] ?? 0) + 1e-5 }
}

/** Tools come along the fits' axes and straight onto the regions, from both sides. */
function access(draft: Draft, solids: readonly Solid[], put: Put): AxisFact[] {
  const lines = unlike([...draft.fits.map(({ axis }) => axis), ...draft.regions.map(({ frame }) => frame.n)])
  const axes = lines.flatMap((axis): Vec3[] => [axis, [-axis[0], -axis[1], -axis[2]]])
  if (axes.length === 0) return []
  let [hidden, unsure] = [0, 0]
  const at: Vec3[] = []
  const byAxis = axes.map((axis): AxisFact => ({ axis, reached: 0, hidden: 0, overhang: 0, errorBound: 0 }))
  for (const { mesh, facets } of solids) {
    const sights = axes.map((axis): Sight => sightAlong(mesh, facets, axis))
    sights.forEach(({ fact }, index) => {
      const sum = byAxis[index]!
      byAxis[index] = {
        axis: sum.axis,
        reached: sum.reached + fact.reached,
        hidden: sum.hidden + fact.hidden,
        overhang: sum.overhang + fact.overhang,
        errorBound: sum.errorBound + fact.errorBound,
      }
    })
    for (let t = 0; t < facets.count; t++) {
      const seen = sights.map((sight) => sight.seen[t]!)
      if (seen.includes(1)) continue
      // What only grazes every axis is the bore's own wall and the like: a tool beside it cuts it.
      if (seen.includes(2)) {
        unsure += facets.areas[t]!
        continue
      }
      hidden += facets.areas[t]!
      if (at.length < 8) at.push([facets.corners[t * 9]!, facets.corners[t * 9 + 1]!, facets.corners[t * 9 + 2]!])
    }
  }
  put('access.hidden', hidden, 'mm2', unsure, at)
  const least = byAxis.reduce((best, one) => (one.overhang < best.overhang ? one : best))
  put('access.overhang', least.overhang, 'mm2', 0.01 * least.overhang + 1e-3, [])
  return byAxis
}

function clearances(solids: readonly Solid[], put: Put): void {
  let least: ReturnType<typeof clearanceBetween> | undefined
  for (let i = 0; i < solids.length; i++) {
    for (let j = i + 1; j < solids.length; j++) {
      const found = clearanceBetween(solids[i]!.index, solids[j]!.index)
      if (!least || found.distance < least.distance) least = found
    }
  }
  if (least) put('parts.clearance', least.distance, 'mm', least.bound, least.at)
}
