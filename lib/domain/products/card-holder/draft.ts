import type { DesignDocument } from '../../design/document'
import { withArena } from '../../geometry/arena'
import type { DraftEnvironment } from '../../geometry/kernel'
import type { Ring, Vec2 } from '../../geometry/mesh'
import { prism } from '../../geometry/prism'
import { lengthOf, stitchLine } from '../../geometry/stitch-line'
import { sheetNeeds } from '../../nesting/sheet-needs'
import type { Draft, Fineness, Part } from '../draft'
import type { Panel, Seam, SheetWork } from '../sheet'
import { CARD, type Half, type Layout, layoutOf, TURN } from './layout'
import { markOf } from './mark'
import { baseOutline, coverOutline, openingPath, perimeterPath, pocketOutline, sewnEdges, stopPath } from './outlines'

/** Letters may lie this far from the typeface's curves, mm. */
const TOLERANCE: Readonly<Record<Fineness, number>> = { edit: 0.006, full: 0.002 }

const mm = (path: readonly Vec2[]): Vec2[] => path.map(([x, y]): Vec2 => [x / 1000, y / 1000])

/** Choices → panels as they are cut, seams as they are sewn, and each panel as one solid where it lies in the open holder. */
export function draftHolder(environment: DraftEnvironment, document: DesignDocument, fineness: Fineness): Draft {
  const { choices } = document
  const layout = layoutOf(choices)
  const panels = panelsOf(layout, choices)
  const work: SheetWork = {
    panels,
    get needs() {
      return sheetNeeds(panels)
    },
    seams: seamsOf(layout, choices),
    cards: cardsOf(layout),
    pockets: layout.halves[0].pockets + layout.halves[1].pockets,
    cover: layout.cover / 1000,
    edge: edgeOf(layout, choices),
  }
  return withArena((arena) => {
    const mark = markOf(environment, arena, layout, choices, TOLERANCE[fineness])
    return {
      document,
      fineness,
      parts: panels.map((panel) => partOf(environment, panel)),
      regions: mark ? [mark] : [],
      fits: [],
      wallCap: 0,
      facing: { towards: [0, 0, 1], up: [0, 1, 0] },
      sheets: work,
      hinge: { right: layout.spine / 2000, width: layout.spine / 1000, closed: Math.PI },
    }
  })
}

function partOf({ kernel }: DraftEnvironment, panel: Panel): Part {
  const kinds = panel.grainSide === 'up' ? (['flesh', 'grain'] as const) : (['grain', 'flesh'] as const)
  return {
    id: panel.id,
    material: panel.material,
    making: 'sheet',
    mesh: prism(kernel, panel.outline, panel.level, panel.level + panel.thickness),
    surfaces: [...kinds, 'edge' as const].map((kind) => ({ kind, feature: panel.id })),
  }
}

function panelsOf(layout: Layout, choices: DesignDocument['choices']): Panel[] {
  const { thickness } = layout
  const pocket = {
    material: String(choices.pocketLeather),
    colour: String(choices.pocketColour),
    thickness: thickness.pocket / 1000,
    grain: choices.pocketGrain === 'along' ? ('along' as const) : ('across' as const),
    grainSide: 'up' as const,
    creases: [],
  }
  const turned = choices.edge === 'turned'
  const cover = coverOutline(layout)
  const rim: Ring = [...cover, cover[0]!]
  const spine = layout.spine / 2
  const tall = layout.half.height / 2 + (turned ? TURN : 0)
  const panels: Panel[] = [
    {
      id: 'cover',
      material: String(choices.outerLeather),
      colour: String(choices.outerColour),
      thickness: thickness.outer / 1000,
      grain: choices.outerGrain === 'along' ? 'along' : 'across',
      outline: mm(cover),
      cut: mm(turned ? coverOutline(layout, TURN) : cover),
      grainSide: 'down',
      creases: [
        mm([
          [-spine, -tall],
          [-spine, tall],
        ]),
        mm([
          [spine, -tall],
          [spine, tall],
        ]),
      ],
      skives: turned
        ? [
            {
              line: mm(rim),
              width: (Number(choices.skiveWidth) + TURN) / 1000,
              to: Math.min(Number(choices.skiveTo), thickness.outer) / 1000,
            },
          ]
        : [],
      level: -thickness.outer / 1000,
      quality: 1,
    },
  ]
  for (const half of layout.halves) {
    const base = baseOutline(layout, half)
    panels.push({ ...pocket, id: `base-${half.side}`, outline: mm(base), cut: mm(base), skives: [], level: 0, quality: 2 })
    for (let k = half.pockets; k >= 1; k--) panels.push(pocketPanel(layout, half, k, pocket, choices))
  }
  return panels
}

function pocketPanel(
  layout: Layout,
  half: Half,
  k: number,
  pocket: Pick<Panel, 'material' | 'colour' | 'thickness' | 'grain' | 'grainSide' | 'creases'>,
  choices: DesignDocument['choices'],
): Panel {
  const outline = pocketOutline(layout, half, k)
  const skived = layout.thickness.skived < layout.thickness.pocket
  return {
    ...pocket,
    id: `pocket-${half.side}-${k}`,
    outline: mm(outline),
    cut: mm(outline),
    skives: skived
      ? [{ line: mm(sewnEdges(layout, half, k)), width: Number(choices.skiveWidth) / 1000, to: layout.thickness.skived / 1000 }]
      : [],
    level: ((1 + half.pockets - k) * layout.thickness.pocket) / 1000,
    quality: 1,
  }
}

function seamsOf(layout: Layout, choices: DesignDocument['choices']): Seam[] {
  const pitch = Number(choices.pitch)
  const common = {
    pitch: pitch / 1000,
    margin: layout.margin / 1000,
    thread: { diameter: layout.thread / 1000, colour: String(choices.threadColour) },
    hole: layout.hole / 1000,
  }
  const seam = (id: string, panels: readonly string[], path: readonly Vec2[]): Seam => {
    const line = stitchLine(path, pitch)
    return { ...common, id, panels, edges: line.edges, holes: mm(line.holes), corners: mm(line.corners) }
  }
  return layout.halves.flatMap((half) => {
    const pockets = Array.from({ length: half.pockets }, (_, i) => half.pockets - i)
    const name = (k: number) => `pocket-${half.side}-${k}`
    const base = `base-${half.side}`
    const stops = pockets
      .filter((k) => k > 1)
      .map((k) =>
        seam(`stop-${half.side}-${k}`, [base, ...pockets.filter((one) => one >= k).map(name)], stopPath(layout, half, k)),
      )
    return [...stops, seam(`edge-${half.side}`, ['cover', base, ...pockets.map(name)], perimeterPath(layout, half))]
  })
}

function cardsOf(layout: Layout): SheetWork['cards'] {
  const clear = layout.outer - layout.inner - 2 * layout.margin - layout.hole
  return layout.halves.flatMap((half) =>
    half.pockets === 0
      ? []
      : [
          {
            feature: `pocket-${half.side}-1`,
            clear: clear / 1000,
            width: CARD.width / 1000,
            at: [(half.sign * (layout.inner + layout.outer)) / 2000, layout.opening(1) / 1000, 0] as const,
          },
        ],
  )
}

function edgeOf(layout: Layout, choices: DesignDocument['choices']): SheetWork['edge'] {
  const cover = coverOutline(layout)
  let length = lengthOf([...cover, cover[0]!])
  for (const half of layout.halves) for (let k = 1; k <= half.pockets; k++) length += lengthOf(openingPath(layout, k))
  if (choices.edge !== 'turned') return { finish: 'painted', length: length / 1000 }
  return {
    finish: 'turned',
    length: length / 1000,
    turn: { thickness: Math.min(Number(choices.skiveTo), layout.thickness.outer) / 1000, radius: layout.corner.radius / 1000 },
  }
}
