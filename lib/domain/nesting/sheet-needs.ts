import { ringArea } from '../geometry/shape-facts'
import type { Panel, SheetNeed } from '../products/sheet'
import { type NestPart, nestAll } from './nest'

/** Columns of panels that a strip may hold: the width that wastes least is taken. */
const COLUMNS = [1, 2, 3, 4]
/** Between panels and to the strip's edges, mm. */
const SPACING = 3
const KEPT = 24

const known = new Map<string, number>()

/** What is cut from each kind of sheet, and how much of it a tight nest takes. The same panels always give the same figures. */
export function sheetNeeds(panels: readonly Panel[]): SheetNeed[] {
  const groups = new Map<string, Panel[]>()
  for (const panel of panels) {
    const key = `${panel.material} ${panel.colour} ${panel.thickness}`
    groups.set(key, [...(groups.get(key) ?? []), panel])
  }
  return [...groups.values()].map((group) => {
    const { material, colour, thickness } = group[0]!
    const sides = group.map(sidesOf)
    return {
      material,
      colour,
      thickness,
      panels: group.map(({ id }) => id),
      net: group.reduce((sum, { cut }) => sum + Math.abs(ringArea(cut)), 0),
      charged: chargedFor(group),
      along: Math.max(...sides.map(({ along }) => along)),
      across: Math.max(...sides.map(({ across }) => across)),
    }
  })
}

function sidesOf({ cut, grain }: Panel): { along: number; across: number } {
  const [xs, ys] = [cut.map(([x]) => x), cut.map(([, y]) => y)]
  const [wide, high] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
  return grain === 'along' ? { along: high, across: wide } : { along: wide, across: high }
}

/** The panel with its grain along +y, µm. */
export function nestOutline({ cut, grain, grainSide }: Pick<Panel, 'cut' | 'grain' | 'grainSide'>): [number, number][] {
  const um = (value: number) => Math.round(value * 1000)
  // The grain side looks up on the table.
  const seen = cut.map(([x, y]): [number, number] => [grainSide === 'up' ? um(x) : -um(x), um(y)])
  return grain === 'along' ? seen : seen.map(([x, y]): [number, number] => [-y, x])
}

/** A panel that all but fills its box is told off as its box: every edit asks, and the offcuts of a notch are nobody's panel. */
const FILLS = 0.85

function plainly(outline: [number, number][]): Pick<NestPart, 'outline' | 'turns'> {
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)]
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  if (Math.abs(ringArea(outline)) < FILLS * (right - left) * (high - low)) return { outline, turns: [0, 180] }
  return {
    outline: [
      [left, low],
      [right, low],
      [right, high],
      [left, high],
    ],
    turns: [0],
  }
}

/** Area of the tightest strip that holds the panels, mm². */
function chargedFor(group: readonly Panel[]): number {
  const parts = group.map((panel) => ({ id: panel.id, ...plainly(nestOutline(panel)), quality: 1 }))
  const key = parts.map(({ outline }) => outline.join(' ')).join(';')
  const found = known.get(key)
  if (found !== undefined) return found
  const widest = Math.max(...group.map((panel) => sidesOf(panel).across)) + SPACING
  const charged = Math.min(
    ...COLUMNS.filter((count) => count <= group.length).map((count) => stripArea(parts, count * widest + SPACING + 1)),
  )
  known.set(key, charged)
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break
    known.delete(oldest)
  }
  return charged
}

/** No layout is searched for beyond the first three: every edit asks, and the atelier's own nest has its time. */
function stripArea(parts: readonly NestPart[], width: number): number {
  const wide = Math.round(width * 1000)
  const long =
    parts.reduce((sum, { outline }) => sum + Math.max(...outline.flat()) - Math.min(...outline.flat()) + SPACING * 1000, 0) * 2
  const { length } = nestAll({
    parts,
    sheet: {
      outline: [
        [0, 0],
        [wide, 0],
        [wide, long],
        [0, long],
      ],
      defects: [],
      zones: [],
    },
    spacing: SPACING * 1000,
    margin: SPACING * 1000,
    seed: 1,
    rounds: 0,
  })
  return (length / 1000) * width
}
