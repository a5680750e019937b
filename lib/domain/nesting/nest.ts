import { Clipper, FillRule, type Path64, type Paths64, PointInPolygonResult } from 'clipper2-ts'
import type { Ring } from '../geometry/mesh'
import { innerFit, noFit } from './no-fit'
import { boxOf, grown, hullOf, isSquare, moved, pathOf, turned } from './polygons'

/** A flat part to be cut. Integer micrometres; its grain runs along +y. */
export interface NestPart {
  id: string
  outline: Ring
  /** Degrees counter-clockwise that it may be laid at, against the sheet's grain. */
  turns: readonly number[]
  /** Worst zone that it may be cut from; 1 is the best leather of a hide. */
  quality: number
}

/** What parts are cut from: a strip, a skin, a whole hide. Integer micrometres; its grain runs along +y. */
export interface NestSheet {
  outline: Ring
  /** Scars, brands, holes: nothing is cut there. */
  defects: readonly Ring[]
  /** Zones that are worse than 1; what lies in none is of quality 1. */
  zones: readonly { quality: number; outline: Ring }[]
}

export interface NestRequest {
  parts: readonly NestPart[]
  sheet: NestSheet
  /** Least distance between two parts, µm. */
  spacing: number
  /** Least distance from the sheet's edge and from defects, µm. */
  margin: number
  /** The same seed gives the same nest. */
  seed: number
  /** Layouts tried after the first. */
  rounds: number
  /** Outlines are searched without detail finer than this, µm; parts stay outside of what is left away. 60 when absent. */
  detail?: number
}

export interface Placement {
  part: string
  turn: number
  /** Where the part's origin lies on the sheet, µm. */
  x: number
  y: number
}

export interface Nest {
  placements: readonly Placement[]
  /** Parts for which there is no room. */
  unplaced: readonly string[]
  /** From the lowest point of the sheet to the highest of the parts, with the margin, µm. */
  length: number
  /** Area of the placed parts over the sheet's area below that line, 0 to 1. */
  utilisation: number
}

export interface NestProgress {
  done: number
  of: number
  best: Nest
}

/** What a slanted edge or a round corner may lose when it is moved on whole micrometres, µm. */
const SLANT = 8
/** µm; far below what a cutter keeps. */
const DETAIL = 60

interface Shape {
  key: string
  outlines: ReadonlyMap<number, Path64>
  part: NestPart
  area: number
}

interface Gene {
  shape: Shape
  turn: number
}

interface Placed extends Gene {
  x: number
  y: number
  top: number
}

interface Layout {
  genes: readonly Gene[]
  placed: readonly Placed[]
  missing: readonly Shape[]
  area: number
  top: number
  /** Sum of tops weighted by area: how low the leather lies, for choosing between equal lengths. */
  weight: number
}

/**
 * Lays parts on a sheet: each as low, then as far left, as its no-fit polygons allow, in an order that a seeded search betters.
 * A generator, so that the caller sees progress, can stop at any layout and keep the best so far; it never looks at a clock.
 */
export function* nest(request: NestRequest): Generator<NestProgress, Nest> {
  const table = new Table(request)
  const random = seeded(request.seed)
  let best = table.shelves()
  const starts = firstOrders(table)
  const total = starts.length + request.rounds
  let current: Layout | undefined
  for (let round = 0; round < total; round++) {
    const start = starts[round]
    const tried = start ? table.lay(start, undefined, 0, round < 3) : table.lay(...neighbour(current!, random), random() < 0.15)
    if (!best || better(tried, best)) best = tried
    if (!current || better(tried, current)) current = tried
    // Now and then a step back from which another way leads down.
    else if (!start && random() < 0.04 && tried.area >= current.area * 0.999 && tried.top < current.top * 1.02) current = tried
    if (!start && random() < 0.02) current = best
    yield { done: round + 1, of: total, best: table.told(best) }
  }
  return table.told(best!)
}

/** Runs a nest to its end; `stop` is asked between layouts and ends it early with the best so far. */
export function nestAll(request: NestRequest, stop: () => boolean = () => false): Nest {
  const run = nest(request)
  let last: Nest | undefined
  for (;;) {
    const step = run.next()
    if (step.done) return step.value
    last = step.value.best
    if (stop()) return last
  }
}

const better = (a: Layout, b: Layout) =>
  a.area !== b.area ? a.area > b.area : a.top !== b.top ? a.top < b.top : a.weight < b.weight

/** Largest first, tallest first, widest first. */
function firstOrders(table: Table): Gene[][] {
  const by = (measure: (shape: Shape) => number): Gene[] =>
    [...table.shapes]
      .map((shape, index) => ({ shape, index }))
      .sort((a, b) => measure(b.shape) - measure(a.shape) || a.index - b.index)
      .map(({ shape }) => ({ shape, turn: shape.part.turns[0] ?? 0 }))
  const side = (shape: Shape, pick: (box: ReturnType<typeof boxOf>) => number) =>
    pick(boxOf(shape.outlines.get(shape.part.turns[0] ?? 0)!))
  return [
    by((shape) => shape.area),
    by((shape) => side(shape, ({ top, bottom }) => top - bottom)),
    by((shape) => side(shape, ({ left, right }) => right - left)),
  ]
}

/** One change of an order: a swap, a part moved, a part turned. Everything before it stays where it lies. */
function neighbour(from: Layout, random: () => number): [Gene[], Layout, number] {
  const genes = [...from.genes]
  const pick = () => Math.floor(random() * genes.length)
  const kind = random()
  let first: number
  if (kind < 0.35 && genes.length > 1) {
    const [i, j] = [pick(), pick()]
    ;[genes[i], genes[j]] = [genes[j]!, genes[i]!]
    first = Math.min(i, j)
  } else if (kind < 0.65 && genes.length > 1) {
    const [i, j] = [pick(), pick()]
    genes.splice(j, 0, ...genes.splice(i, 1))
    first = Math.min(i, j)
  } else {
    first = pick()
    const gene = genes[first]!
    const others = gene.shape.part.turns.filter((turn) => turn !== gene.turn)
    const turn = others[Math.floor(random() * others.length)]
    if (turn !== undefined) genes[first] = { ...gene, turn }
  }
  return [genes, from, first]
}

/** Everything that does not change between layouts: outlines in every turn, no-fit polygons, where the sheet holds a part. */
class Table {
  readonly shapes: Shape[]
  private readonly sheet: Path64
  private readonly bottom: number
  private readonly inner = new Map<string, Paths64>()
  private readonly pairs = new Map<string, Paths64>()
  private readonly blocked = new Map<number, Paths64>()

  constructor(private readonly request: NestRequest) {
    const { parts, sheet, spacing, margin } = request
    const outline = pathOf(sheet.outline)
    this.bottom = boxOf(outline).bottom
    // Parts carry half the spacing with them, so the edge gives as much back.
    const inset = margin - spacing / 2 + (isSquare(outline) ? 0 : SLANT)
    const [usable] = inset === 0 ? [outline] : grown([outline], -inset).filter((ring) => Clipper.area(ring) > 0)
    this.sheet = usable ?? []
    const names = new Map<string, string>()
    this.shapes = parts.map((part) => {
      const path = pathOf(part.outline)
      const text = path.map(({ x, y }) => `${x},${y}`).join(' ')
      const key = names.get(text) ?? String(names.size)
      names.set(text, key)
      const hull = hullOf(path, spacing / 2, request.detail ?? DETAIL)
      const outlines = new Map(part.turns.map((turn) => [turn, turned(hull, turn)]))
      return { key, part, outlines, area: Math.abs(Clipper.area(path)) }
    })
  }

  /** Obstacles of the sheet for a part of this quality. */
  private obstacles(quality: number): Paths64 {
    const found = this.blocked.get(quality)
    if (found) return found
    const { sheet, spacing, margin } = this.request
    const defects = sheet.defects.map(pathOf).flatMap((path) => grown([path], Math.max(0, margin - spacing / 2) + SLANT))
    const zones = sheet.zones.filter((zone) => zone.quality > quality).map((zone) => pathOf(zone.outline))
    const made = [...defects, ...zones].filter((path) => Clipper.area(path) > 0)
    this.blocked.set(quality, made)
    return made
  }

  /** Where a part's origin may lie on the empty sheet. */
  private room({ shape, turn }: Gene): Paths64 {
    const key = `${shape.key} ${turn} ${shape.part.quality}`
    const found = this.inner.get(key)
    if (found) return found
    const outline = shape.outlines.get(turn)!
    // The library's sum wants the origin on the part: measured from its first corner and moved back.
    const corner = outline[0]!
    const local = moved(outline, -corner.x, -corner.y)
    let inside = this.sheet.length > 0 ? innerFit(this.sheet, local) : []
    const obstacles = this.obstacles(shape.part.quality)
    if (obstacles.length > 0) {
      const forbidden = obstacles.flatMap((obstacle) => noFit(obstacle, local))
      inside = Clipper.difference(inside, forbidden, FillRule.NonZero)
    }
    const made = inside.map((path) => moved(path, -corner.x, -corner.y))
    this.inner.set(key, made)
    return made
  }

  private pair(fixed: Gene, moving: Gene): Paths64 {
    const key = `${fixed.shape.key} ${fixed.turn} ${moving.shape.key} ${moving.turn}`
    let found = this.pairs.get(key)
    if (!found) {
      found = noFit(fixed.shape.outlines.get(fixed.turn)!, moving.shape.outlines.get(moving.turn)!)
      this.pairs.set(key, found)
    }
    return found
  }

  /** Lowest, then leftmost place for a part among those that lie already; undefined when there is none. */
  private place(gene: Gene, placed: readonly Placed[]): Placed | undefined {
    const room = this.room(gene)
    if (room.length === 0) return undefined
    const taken = placed.flatMap((other) => this.pair(other, gene).map((path) => moved(path, other.x, other.y)))
    const free = taken.length === 0 ? room : Clipper.difference(room, taken, FillRule.NonZero)
    let best: { x: number; y: number } | undefined
    const lower = (p: { x: number; y: number }) => !best || p.y < best.y || (p.y === best.y && p.x < best.x)
    for (const path of free) for (const p of path) if (lower(p)) best = p
    // A slot that fits exactly has no area: its ends are corners of what surrounds it.
    for (const path of [...taken, ...room]) for (const p of path) if (lower(p) && isFree(p, room, taken)) best = p
    if (!best) return undefined
    return { ...gene, x: best.x, y: best.y, top: best.y + boxOf(gene.shape.outlines.get(gene.turn)!).top }
  }

  /** Lays an order out; what stands before `from` in `kept` is taken over. With `choose`, each part takes the turn that ends lowest. */
  lay(genes: readonly Gene[], kept?: Layout, from = 0, choose = false): Layout {
    const placed: Placed[] = []
    const missing: Shape[] = []
    const taken: Gene[] = []
    if (kept) {
      const before = new Set(genes.slice(0, from).map(({ shape }) => shape))
      placed.push(...kept.placed.filter(({ shape }) => before.has(shape)))
      missing.push(...kept.missing.filter((shape) => before.has(shape)))
      taken.push(...genes.slice(0, from))
    }
    for (const gene of genes.slice(kept ? from : 0)) {
      const turns = choose ? gene.shape.part.turns : [gene.turn]
      let best: Placed | undefined
      for (const turn of turns) {
        const found = this.place({ shape: gene.shape, turn }, placed)
        if (found && (!best || found.top < best.top)) best = found
      }
      taken.push(best ? { shape: gene.shape, turn: best.turn } : gene)
      if (best) placed.push(best)
      else missing.push(gene.shape)
    }
    return this.layout(taken, placed, missing)
  }

  /** Boxes in rows, on a plain strip: what the search has to better. Undefined where the sheet is no plain rectangle. */
  shelves(): Layout | undefined {
    const { sheet, spacing, margin } = this.request
    const outline = pathOf(sheet.outline)
    const box = boxOf(outline)
    const plain = Math.abs(Clipper.area(outline)) === (box.right - box.left) * (box.top - box.bottom)
    if (!plain || sheet.defects.length + sheet.zones.length > 0) return undefined
    const boxes = this.shapes.map((shape) => {
      const path = pathOf(shape.part.outline)
      const lying = shape.part.turns.map((turn) => ({ shape, turn, box: boxOf(turned(path, turn)) }))
      return lying.reduce((a, b) => (b.box.top - b.box.bottom < a.box.top - a.box.bottom ? b : a))
    })
    boxes.sort((a, b) => b.box.top - b.box.bottom - (a.box.top - a.box.bottom))
    const placed: Placed[] = []
    let [x, y, tall] = [box.left + margin, box.bottom + margin, 0]
    for (const { shape, turn, box: own } of boxes) {
      const [wide, high] = [own.right - own.left, own.top - own.bottom]
      if (x + wide > box.right - margin && x > box.left + margin) {
        ;[x, y, tall] = [box.left + margin, y + tall + spacing, 0]
      }
      if (x + wide > box.right - margin || y + high > box.top - margin) return undefined
      placed.push({ shape, turn, x: x - own.left, y: y - own.bottom, top: y + high + spacing / 2 })
      x += wide + spacing
      tall = Math.max(tall, high)
    }
    return this.layout(
      boxes.map(({ shape, turn }) => ({ shape, turn })),
      placed,
      [],
    )
  }

  private layout(genes: readonly Gene[], placed: readonly Placed[], missing: readonly Shape[]): Layout {
    return {
      genes,
      placed,
      missing,
      area: placed.reduce((sum, { shape }) => sum + shape.area, 0),
      top: placed.reduce((top, one) => Math.max(top, one.top), this.bottom),
      weight: placed.reduce((sum, one) => sum + one.top * one.shape.area, 0),
    }
  }

  told(layout: Layout): Nest {
    const { parts, margin, sheet } = this.request
    const tops = layout.placed.map(({ shape, turn, y }) => y + boxOf(turned(pathOf(shape.part.outline), turn)).top)
    const top = Math.max(this.bottom, ...tops) + margin
    const outline = pathOf(sheet.outline)
    const box = boxOf(outline)
    const below = Clipper.intersect(
      [outline],
      [
        [
          { x: box.left, y: box.bottom },
          { x: box.right, y: box.bottom },
          { x: box.right, y: top },
          { x: box.left, y: top },
        ],
      ],
      FillRule.NonZero,
    )
    const used = Math.abs(Clipper.areaPaths(below))
    const order = new Map(parts.map(({ id }, index) => [id, index]))
    const place = (id: string) => order.get(id) ?? 0
    return {
      placements: layout.placed
        .map(({ shape, turn, x, y }) => ({ part: shape.part.id, turn, x, y }))
        .sort((a, b) => place(a.part) - place(b.part)),
      unplaced: layout.missing.map(({ part }) => part.id).sort((a, b) => place(a) - place(b)),
      length: top - this.bottom,
      utilisation: used > 0 ? layout.area / used : 0,
    }
  }
}

/** On or in the room, and strictly inside of nothing that is taken. */
function isFree(p: { x: number; y: number }, room: Paths64, taken: Paths64): boolean {
  let inside = false
  let onEdge = false
  for (const path of room) {
    const where = Clipper.pointInPolygon(p, path)
    if (where === PointInPolygonResult.IsOn) onEdge = true
    else if (where === PointInPolygonResult.IsInside) inside = !inside
  }
  if (!inside && !onEdge) return false
  return taken.every((path) => Clipper.pointInPolygon(p, path) !== PointInPolygonResult.IsInside)
}

/** mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
