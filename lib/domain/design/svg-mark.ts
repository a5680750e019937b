import { parseXml, type XmlElement, type XmlNode } from '@rgrove/parse-xml'
import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import { checkMark, MOST_POINTS, MOST_TEXT, UNITS, writeMark } from '../geometry/mark-outline'
import type { Ring, Vec2 } from '../geometry/mesh'
import type { Refusal, Result } from '../result'
import { type Affine, IDENTITY, type Subpath, subpathsOf, times, transformOf } from './svg-path'

/** Longest file that is looked at, UTF-16 units, and most tags in it: what is more was not drawn as a mark. */
const MOST_SIZE = 512 * 1024
const MOST_TAGS = 4_000
const MOST_DEPTH = 60
const MOST_SEGMENTS = 12_000
/** Points while curves are laid out as chords; crossings are sought among so many. */
const MOST_CHORDS = 6_000
/** Chords lie this near to their curves, units of the finished mark: 0.003 mm on a mark 15 mm high. */
const CHORD = 2

const SHAPES = new Set(['path', 'rect', 'circle', 'ellipse', 'polygon', 'polyline', 'line'])
const GROUPS = new Set(['svg', 'g', 'switch'])
/** Words about the picture and editors' notes: nothing is drawn by them, nothing of them is kept. */
const SILENT = new Set(['title', 'desc', 'metadata', 'defs', 'style'])

interface Drawn {
  subpaths: Subpath[]
  matrix: Affine
  rule: FillRule
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}
const stop = (code: string, parameters?: Record<string, string | number>): never => {
  throw new Refused({ code: `mark.${code}`, ...(parameters ? { parameters } : {}) })
}

/**
 * A client's SVG file → the written outlines of their mark (`readMark`), or why it cannot be one (`mark.…`): no XML, scripts, references,
 * entities, bitmaps, strokes without area, open or crossing paths, too much of anything. Nothing of the file is kept but
 * whole numbers, and nothing in it is ever run, fetched or laid out by a browser. Time is bounded by the limits above.
 */
export function markOfSvg(file: string): Result<string> {
  try {
    return marked(file)
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

function marked(file: string): Result<string> {
  if (file.length > MOST_SIZE) stop('too-large', { max: MOST_SIZE / 1024 })
  let tags = 0
  for (let at = file.indexOf('<'); at >= 0; at = file.indexOf('<', at + 1))
    if (++tags > 2 * MOST_TAGS) stop('too-many-elements', { max: MOST_TAGS })
  const drawn: Drawn[] = []
  collect(rootOf(file), IDENTITY, drawn, {})
  if (drawn.length === 0) stop('empty')
  const rings = wholeUnits(drawn)
  const checked = checkMark(rings)
  if (!checked.ok) return checked
  const text = writeMark(checked.value)
  if (checked.value.reduce((sum, ring) => sum + ring.length, 0) > MOST_POINTS || text.length > MOST_TEXT)
    stop('too-many-points', { max: MOST_POINTS })
  return { ok: true, value: text }
}

function rootOf(file: string): XmlElement {
  // Entities could grow without end or reach outside; a plain document type of an editor does neither.
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(file)) stop('entities')
  let root: XmlElement | null = null
  try {
    root = parseXml(file.replace(/^\uFEFF/, ''), { ignoreUndefinedEntities: false }).root
  } catch (error) {
    if (error instanceof Refused) throw error
    // Also what nests too deep for the reader.
    stop('not-xml', { line: Number((error as { line?: number }).line ?? 1) })
  }
  if (!root || plain(root.name) !== 'svg') return stop('not-svg')
  return root
}

const plain = (name: string) => name.replace(/^svg:/, '')
const isElement = (node: XmlNode): node is XmlElement => node.type === 'element'

interface Inherited {
  fill?: string | undefined
  rule?: string | undefined
}

function collect(element: XmlElement, matrix: Affine, drawn: Drawn[], from: Inherited, depth = 0): void {
  if (depth > MOST_DEPTH) stop('too-many-elements', { max: MOST_TAGS })
  const name = plain(element.name)
  const style = styleOf(element)
  refuseDangers(element, name)
  if (SILENT.has(name)) {
    for (const child of element.children) if (isElement(child)) refuseWithin(child, depth + 1)
    return
  }
  // An editor's own elements (`sodipodi:namedview`) say nothing to anybody else.
  if (name.includes(':')) return
  const get = (key: string) => style.get(key) ?? element.attributes[key]
  if (get('display') === 'none' || get('visibility') === 'hidden') return
  const own = element.attributes.transform
  const moved = own === undefined ? IDENTITY : transformOf(own)
  if (!moved) throw new Refused({ code: 'mark.transform' })
  const here = times(matrix, moved)
  const inherited = { fill: get('fill') ?? from.fill, rule: get('fill-rule') ?? from.rule }
  if (GROUPS.has(name)) {
    for (const child of element.children) if (isElement(child)) collect(child, here, drawn, inherited, depth + 1)
    return
  }
  if (!SHAPES.has(name)) stop('unsupported', { element: name.slice(0, 40) })
  if (inherited.fill === 'none') stop('stroke-only')
  const subpaths = shapeOf(element, name)
  if (subpaths.length > 0)
    drawn.push({ subpaths, matrix: here, rule: inherited.rule === 'evenodd' ? FillRule.EvenOdd : FillRule.NonZero })
}

/** `style="…"` as pairs; nothing in it may reach outside. */
function styleOf(element: XmlElement): Map<string, string> {
  const pairs = (element.attributes.style ?? '').split(';').map((one) => one.split(':').map((part) => part.trim()))
  return new Map(pairs.flatMap(([key, value]) => (key && value ? [[key, value] as const] : [])))
}

function refuseDangers(element: XmlElement, name: string): void {
  if (name === 'script' || name === 'foreignObject' || name === 'iframe' || name === 'handler') stop('script')
  if (name === 'image' || name === 'feImage') stop('bitmap')
  if (name === 'style' && /@import|url\s*\(/i.test(element.text)) stop('external-reference')
  for (const [key, value] of Object.entries(element.attributes)) {
    if (/^on/i.test(key) || /javascript:/i.test(value)) stop('script')
    if (/(^|:)href$/i.test(key) && /^\s*data:/i.test(value)) stop('bitmap')
    if (/(^|:)href$/i.test(key) && !value.trim().startsWith('#')) stop('external-reference')
    if (/url\s*\(\s*['"]?\s*[^#'"\s)]/i.test(value)) stop('external-reference')
  }
}

function refuseWithin(element: XmlElement, depth: number): void {
  if (depth > MOST_DEPTH) stop('too-many-elements', { max: MOST_TAGS })
  refuseDangers(element, plain(element.name))
  for (const child of element.children) if (isElement(child)) refuseWithin(child, depth + 1)
}

function shapeOf(element: XmlElement, name: string): Subpath[] {
  const number = (key: string, otherwise = 0): number => {
    const text = element.attributes[key]
    if (text === undefined) return otherwise
    const found = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?:px)?\s*$/.exec(text)
    return found ? Number(found[1]) : stop('unsupported', { element: `${name} ${key}` })
  }
  const data = (text: string): Subpath[] => {
    const found = subpathsOf(text, MOST_SEGMENTS)
    if (found === 'too-many') return stop('too-many-points', { max: MOST_POINTS })
    return found ?? stop('path-data')
  }
  if (name === 'path') return data(element.attributes.d ?? '')
  if (name === 'rect') {
    const [x, y, w, h] = [number('x'), number('y'), number('width'), number('height')]
    const rx = Math.min(w / 2, number('rx', number('ry')))
    const ry = Math.min(h / 2, number('ry', number('rx')))
    if (rx <= 0 || ry <= 0) return data(`M${x} ${y}h${w}v${h}h${-w}z`)
    const arc = (dx: number, dy: number) => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`
    return data(
      `M${x + rx} ${y}h${w - 2 * rx}${arc(rx, ry)}v${h - 2 * ry}${arc(-rx, ry)}h${2 * rx - w}${arc(-rx, -ry)}v${2 * ry - h}${arc(rx, -ry)}z`,
    )
  }
  if (name === 'circle' || name === 'ellipse') {
    const [rx, ry] = name === 'circle' ? [number('r'), number('r')] : [number('rx'), number('ry')]
    const [cx, cy] = [number('cx'), number('cy')]
    return data(`M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`)
  }
  if (name === 'polygon' || name === 'polyline') {
    const points = (element.attributes.points ?? '').trim()
    return points === '' ? [] : data(`M${points}${name === 'polygon' ? 'z' : ''}`)
  }
  return stop('open-path')
}

/** All shapes as one set of rings on whole units, y up, centred, the larger side of their box `UNITS` long. */
function wholeUnits(drawn: readonly Drawn[]): Ring[] {
  const box = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity }
  const place = ([a, b, c, d, e, f]: Affine, x: number, y: number): Vec2 => [a * x + c * y + e, b * x + d * y + f]
  const placed = drawn.map(({ subpaths, matrix, rule }) => ({
    rule,
    paths: subpaths.map(({ start, cubics, closed }) => ({
      closed,
      start: place(matrix, ...start),
      cubics: cubics.map(
        ([x1, y1, x2, y2, x, y]) => [place(matrix, x1, y1), place(matrix, x2, y2), place(matrix, x, y)] as const,
      ),
    })),
  }))
  for (const { paths } of placed) {
    for (const { start, cubics } of paths) {
      for (const [x, y] of [start, ...sampled(start, cubics)]) {
        box.left = Math.min(box.left, x)
        box.right = Math.max(box.right, x)
        box.low = Math.min(box.low, y)
        box.high = Math.max(box.high, y)
      }
    }
  }
  const size = Math.max(box.right - box.left, box.high - box.low)
  if (!(size > 0) || !Number.isFinite(size)) return stop('zero-area')
  // Between its samples a curve may bulge a little farther.
  const scale = (0.98 * UNITS) / size
  const [middleX, middleY] = [(box.left + box.right) / 2, (box.low + box.high) / 2]
  const unit = ([x, y]: Vec2): Vec2 => [(x - middleX) * scale, (middleY - y) * scale]
  let chords = 0
  const all: Paths64 = []
  for (const { paths, rule } of placed) {
    const rings: Paths64 = []
    for (const path of paths) {
      const points = chordsOf(
        unit(path.start),
        path.cubics.map((cubic) => cubic.map(unit)),
      )
      chords += points.length
      if (chords > MOST_CHORDS) stop('too-many-points', { max: MOST_POINTS })
      const [first, last] = [points[0]!, points.at(-1)!]
      if (!path.closed && Math.hypot(first[0] - last[0], first[1] - last[1]) > UNITS / 1000) stop('open-path')
      const ring = rounded(points)
      if (ring.length < 3) stop('zero-area')
      const whole = checkMark([ring])
      if (!whole.ok) throw new Refused(whole.refusal)
      rings.push(ring.map(([x, y]) => ({ x, y })))
    }
    all.push(...Clipper.union(rings, rule))
  }
  return Clipper.simplifyPaths(Clipper.union(all, FillRule.NonZero), CHORD / 2).map((path) =>
    path.map(({ x, y }): Vec2 => [x, y]),
  )
}

/** Eight points of each curve. */
function sampled(start: Vec2, cubics: readonly (readonly [Vec2, Vec2, Vec2])[]): Vec2[] {
  let from = start
  return cubics.flatMap(([p1, p2, to]) => {
    const begin = from
    from = to
    return [1, 2, 3, 4, 5, 6, 7, 8].map((k): Vec2 => {
      const [t, s] = [k / 8, 1 - k / 8]
      const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
      return [a * begin[0] + b * p1[0] + c * p2[0] + d * to[0], a * begin[1] + b * p1[1] + c * p2[1] + d * to[1]]
    })
  })
}

function chordsOf(start: Vec2, cubics: readonly (readonly Vec2[])[]): Vec2[] {
  const points: Vec2[] = [start]
  let from = start
  for (const [p1, p2, to] of cubics as readonly (readonly [Vec2, Vec2, Vec2])[]) {
    const bend =
      6 *
      Math.max(
        Math.hypot(from[0] - 2 * p1[0] + p2[0], from[1] - 2 * p1[1] + p2[1]),
        Math.hypot(p1[0] - 2 * p2[0] + to[0], p1[1] - 2 * p2[1] + to[1]),
      )
    const pieces = Math.min(400, Math.max(1, Math.ceil(Math.sqrt(bend / (8 * CHORD)) - 1e-6)))
    for (let i = 1; i <= pieces; i++) {
      const t = i / pieces
      const s = 1 - t
      const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
      points.push([a * from[0] + b * p1[0] + c * p2[0] + d * to[0], a * from[1] + b * p1[1] + c * p2[1] + d * to[1]])
    }
    from = to
  }
  return points
}

/** On whole units, without repeats. */
function rounded(points: readonly Vec2[]): Vec2[] {
  const whole = points.map(([x, y]): Vec2 => [Math.round(x), Math.round(y)])
  return whole.filter(([x, y], i) => {
    const before = whole[(i + whole.length - 1) % whole.length]!
    return x !== before[0] || y !== before[1]
  })
}
