import type { DesignDocument } from '../../design/document'
import type { Measurements } from '../../manufacturability/measurements'
import { densityOf } from '../../network/materials'
import type { MaterialLine } from '../family'

/** A saddle stitch takes the thread twice through each layer and along both faces; a needle's tail at each end, mm (bench practice, assumption). */
const THREAD_SHARE = 2.6
const THREAD_ENDS = 400
/** A die is cast on a plate this much larger than its mark on each side, mm. */
const DIE_EDGE = 5
/** No engraver makes a smaller plate, mm². */
const LEAST_PLATE = 2500
/** Foil is fed in strips: so much more than the mark covers. */
const FOIL_WASTE = 3

/** Leather by hide, with what is lost between the panels; thread, and the die with its foil. */
export function materials({ choices }: DesignDocument, measurements: Measurements): MaterialLine[] {
  const fact = (key: keyof Measurements['facts']) => measurements.facts[key]?.value
  const lines: MaterialLine[] = (measurements.sheets ?? []).map(({ material, colour, thickness, net, charged }) => {
    // g/cm³ is mg/mm³.
    const grams = (area: number) => (area * thickness * densityOf(material)) / 1000
    return {
      material,
      finishedGrams: grams(net),
      chargedGrams: grams(charged),
      amount: { quantity: 'area', finished: net, charged, colour, thickness },
    }
  })
  const seam = fact('seam.length') ?? 0
  const diameter = Number(choices.threadWeight) / 1000
  const thread = (length: number) => (length * Math.PI * diameter ** 2 * densityOf('thread-linen')) / 4000
  const used = seam * THREAD_SHARE
  lines.push({
    material: 'thread-linen',
    finishedGrams: thread(used),
    chargedGrams: thread(used + THREAD_ENDS),
    amount: { quantity: 'length', finished: used, charged: used + THREAD_ENDS },
  })
  const [width, height] = [fact('die.width'), fact('die.height')]
  if (width !== undefined && height !== undefined) {
    const plate = Math.max(LEAST_PLATE, (width + 2 * DIE_EDGE) * (height + 2 * DIE_EDGE))
    lines.push({
      material: 'die-magnesium',
      finishedGrams: 0,
      chargedGrams: 0,
      amount: { quantity: 'area', finished: 0, charged: plate },
    })
    if (choices.technique !== 'blind') {
      const foil = width * height
      lines.push({
        material: String(choices.technique),
        finishedGrams: 0,
        chargedGrams: 0,
        amount: { quantity: 'area', finished: foil, charged: foil * FOIL_WASTE },
      })
    }
  }
  return lines
}
