import type { Ring } from '../geometry/mesh'
import type { ThinWalls } from '../manufacturability/thin-walls'
import type { Draft } from '../products/draft'
import type { Chain } from './chains'
import { type Drawing, draw } from './drawing'
import { type ThinPlaces, thinPlaces } from './thin-places'
import type { Direction } from './view-frame'
import { witness } from './witness'

export interface ViewOptions {
  /** What the picture shows, for people who cannot see it; already in the reader's language. */
  title?: string
  description?: string
  /** Figure of a dimension with its unit, in the reader's language; absent: no dimensions are drawn. */
  figure?(millimetres: number): string
  /** Screen pixels a millimetre at the size at which the view will mostly be seen; strokes and figures are sized by it. */
  pixelsPerMillimetre?: number
  /** Soft tones under the lines. */
  tones?: boolean
  /** Walls to hatch where they show; crossed where they are thinnest. */
  thin?: ThinWalls
  /** Makes ids unique where a page shows one direction twice. */
  idPrefix?: string
}

/** Pen widths in screen pixels, and the inks of the house. */
export const PENS = { outline: 1.5, contour: 1, crease: 0.8, engraving: 0.7, witness: 0.75 } as const
export const INKS = {
  ink: '#1B1A17',
  soft: '#55514A',
  caption: '#6B665C',
  metal: '#FCFAF6',
  wash: '#6B5A3A',
  blocked: '#98362D',
} as const
export const TONE_OPACITY = 0.13
export const LETTER_OPACITY = { recessed: 0.62, raised: 0.1, through: 0 } as const

const um = (millimetres: number): number => Math.round(millimetres * 1000)

/** SVG path in integer micrometres, y down; relative steps keep it short and do not add up rounding. */
function path(points: Ring, closed: boolean): string {
  let x = 0
  let y = 0
  let text = ''
  points.forEach((point, index) => {
    const px = um(point[0])
    const py = um(-point[1])
    if (index === 0) text += `M${px} ${py}l`
    else {
      const dx = px - x
      const dy = py - y
      text += `${index > 1 && dx >= 0 ? ' ' : ''}${dx}${dy < 0 ? '' : ' '}${dy}`
    }
    x = px
    y = py
  })
  return closed ? `${text}z` : text
}

export const ringsPath = (rings: readonly Ring[]): string => rings.map((ring) => path(ring, true)).join('')
export const chainsPath = (lines: readonly Chain[]): string => lines.map((line) => path(line.points, line.closed)).join('')

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/**
 * One exact view as a self-contained SVG (presentation attributes only, so it passes a strict CSP). The view box is in
 * micrometres, so `1:1` is width × 0.001 mm. Always below 60 kB for the families' drafts (a test).
 */
export function view(draft: Draft, direction: Direction, options: ViewOptions = {}): string {
  const drawing = draw(draft, direction)
  return svgOf(drawing, options, options.thin && thinPlaces(draft, drawing.frame, options.thin))
}

export function svgOf(drawing: Drawing, options: ViewOptions = {}, thin?: ThinPlaces): string {
  const scale = options.pixelsPerMillimetre ?? 20
  const pixel = 1000 / scale
  const { figure } = options
  const marks = figure ? drawing.dimensions.map((dimension) => witness(dimension, drawing, 1 / scale, figure)) : []
  const pad = 3 / scale
  const box = { ...drawing.box }
  for (const mark of marks) {
    box.left = Math.min(box.left, mark.box.left)
    box.right = Math.max(box.right, mark.box.right)
    box.bottom = Math.min(box.bottom, mark.box.bottom)
    box.top = Math.max(box.top, mark.box.top)
  }
  const frame = [um(box.left - pad), um(-box.top - pad), um(box.right - box.left + 2 * pad), um(box.top - box.bottom + 2 * pad)]
  const id = `${options.idPrefix ?? 'view'}-${drawing.direction}`
  const width = (pen: number) => (pen * pixel).toFixed(0)
  const parts: string[] = []
  const named = [options.title ? `${id}-title` : '', options.description ? `${id}-desc` : ''].filter(Boolean).join(' ')
  parts.push(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame.join(' ')}" role="img"${named ? ` aria-labelledby="${named}"` : ''} fill="none" stroke-linecap="round" stroke-linejoin="round">`,
  )
  if (options.title) parts.push(`<title id="${id}-title">${escapeXml(options.title)}</title>`)
  if (options.description) parts.push(`<desc id="${id}-desc">${escapeXml(options.description)}</desc>`)
  if (drawing.silhouette.length > 0) {
    const silhouette = ringsPath(drawing.silhouette)
    parts.push(`<path d="${silhouette}" fill="${INKS.metal}" fill-rule="evenodd"/>`)
    if (options.tones !== false) {
      parts.push(`<clipPath id="${id}-clip"><path d="${silhouette}" clip-rule="evenodd"/></clipPath>`)
      const layers = drawing.tones
        .filter((tone) => tone.rings.length > 0)
        .map((tone) => `<path d="${ringsPath(tone.rings)}"/>`)
        .join('')
      parts.push(
        `<g clip-path="url(#${id}-clip)" fill="${INKS.wash}" fill-opacity="${TONE_OPACITY}" fill-rule="evenodd">${layers}</g>`,
      )
    }
  }
  if (thin) parts.push(hatched(thin, id, pixel, options.tones !== false && drawing.silhouette.length > 0))
  for (const letter of drawing.letters)
    parts.push(
      `<path d="${ringsPath(letter.rings)}" fill="${INKS.ink}" fill-opacity="${LETTER_OPACITY[letter.relief]}" fill-rule="evenodd" stroke="${INKS.ink}" stroke-width="${width(PENS.engraving)}"/>`,
    )
  for (const kind of ['engraving', 'crease', 'contour', 'outline'] as const) {
    if (drawing.lines[kind].length === 0) continue
    const ink = kind === 'outline' || kind === 'contour' ? INKS.ink : INKS.soft
    parts.push(`<path d="${chainsPath(drawing.lines[kind])}" stroke="${ink}" stroke-width="${width(PENS[kind])}"/>`)
  }
  if (marks.length > 0) {
    parts.push(
      `<path d="${chainsPath(marks.flatMap((mark) => mark.lines))}" stroke="${INKS.caption}" stroke-width="${width(PENS.witness)}"/>`,
    )
    for (const mark of marks) {
      const x = um(mark.label.x)
      const y = um(-mark.label.y)
      const turn = mark.label.upright ? '' : ` transform="rotate(-90 ${x} ${y})"`
      const halo = mark.label.overMetal ? ` stroke="${INKS.metal}" stroke-width="${width(4)}" paint-order="stroke"` : ''
      parts.push(
        `<text x="${x}" y="${y}"${turn}${halo} text-anchor="middle" font-family="'Hanken Grotesk Variable','Hanken Grotesk',sans-serif" font-size="${um(mark.label.size)}" fill="${INKS.ink}">${escapeXml(mark.label.text)}</text>`,
      )
    }
  }
  return `${parts.join('')}</svg>`
}

/** Pixels between two lines of a hatching. */
const HATCH = 5

/** Hatched one way where a wall is thin, both ways where it is thinnest: told without colour. */
function hatched({ all, thinnest }: ThinPlaces, id: string, pixel: number, clips: boolean): string {
  const side = (HATCH * pixel).toFixed(0)
  const ways = [
    { rings: all, turn: 45 },
    { rings: thinnest, turn: -45 },
  ].filter(({ rings }) => rings.length > 0)
  const patterns = ways.map(
    ({ turn }, way) =>
      `<pattern id="${id}-thin${way}" width="${side}" height="${side}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})"><path d="M0 0V${side}" stroke="${INKS.blocked}" stroke-width="${(1.6 * pixel).toFixed(0)}"/></pattern>`,
  )
  const areas = ways.map(({ rings }, way) => `<path d="${ringsPath(rings)}" fill="url(#${id}-thin${way})" fill-rule="evenodd"/>`)
  return `<defs>${patterns.join('')}</defs><g data-thin=""${clips ? ` clip-path="url(#${id}-clip)"` : ''}>${areas.join('')}</g>`
}
