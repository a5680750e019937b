import type { Vec3 } from '@/lib/domain/geometry/mesh'
import { radiance } from './room'

const CANDIDATES = 6000
/** Light that comes in flatter than this would throw shadows past the picture. */
const FLATTEST = 0.16
/** The lamps are softened for the floor: a paper ground lies in more than the tent's light, and one lamp must not draw an outline. */
const SKY = 0.35
const BRIGHTEST = 2.2

/**
 * `count` directions towards the light, each standing for the same share of what the day room sheds on the floor
 * (radiance × cosine). The same list every time.
 */
export function shadowDirections(count: number): Vec3[] {
  const golden = Math.PI * (3 - Math.sqrt(5))
  const directions: Vec3[] = []
  const sums: number[] = []
  let total = 0
  for (let i = 0; i < CANDIDATES; i++) {
    const sine = Math.sqrt((i + 0.5) / CANDIDATES)
    const y = Math.sqrt(1 - sine * sine)
    if (y < FLATTEST) break
    const direction: Vec3 = [sine * Math.cos(i * golden), y, sine * Math.sin(i * golden)]
    const [r, g, b] = radiance(direction, 'day', 0.3)
    total += SKY + Math.min(BRIGHTEST, 0.2126 * r + 0.7152 * g + 0.0722 * b)
    directions.push(direction)
    sums.push(total)
  }
  const chosen: Vec3[] = []
  let at = 0
  for (let n = 0; n < count; n++) {
    const wanted = ((n + 0.5) / count) * total
    while (sums[at]! < wanted) at++
    chosen.push(directions[at]!)
  }
  return chosen
}
