import { DxfWriter, LWPolylineFlags, point2d, point3d, Units } from '@tarikjabiri/dxf'
import type { Ring, Vec2 } from '@/lib/domain/geometry/mesh'
import { xml } from './xml'

/** What a cutter, a punch, a bone folder and a press each read, and what only people read. */
export const LAYERS = {
  CUT: { color: 1, ink: '#8C2F1C', width: 0.12 },
  PUNCH: { color: 5, ink: '#1B1A17', width: 0.08 },
  CREASE: { color: 3, ink: '#4C6B4F', width: 0.1 },
  FOIL: { color: 2, ink: '#8C6A2F', width: 0.05 },
  SKIVE: { color: 4, ink: '#857E70', width: 0.08 },
  HIDE: { color: 8, ink: '#857E70', width: 0.6 },
  DEFECT: { color: 6, ink: '#8C2F1C', width: 0.4 },
  ZONE: { color: 9, ink: '#B7AE9C', width: 0.4 },
} as const
export type Layer = keyof typeof LAYERS

/** Lines and holes on named layers, millimetres, y up. */
export interface FlatDrawing {
  rings: { layer: Layer; ring: Ring }[]
  lines: { layer: Layer; line: readonly Vec2[] }[]
  holes: { layer: Layer; at: Vec2; diameter: number }[]
  labels: { at: Vec2; text: string; size: number }[]
}

export const emptyDrawing = (): FlatDrawing => ({ rings: [], lines: [], holes: [], labels: [] })

/** Micrometres, so that the file says what the drawing says and nothing finer. */
const mm = (value: number): number => Math.round(value * 1000) / 1000 + 0

const withoutRepeats = (ring: Ring): Ring => {
  const points = ring.map(([x, y]): Vec2 => [mm(x), mm(y)])
  return points.filter((point, i) => {
    const before = points[(i + points.length - 1) % points.length]!
    return point[0] !== before[0] || point[1] !== before[1]
  })
}

/** 1:1 in millimetres; outlines as closed polylines, holes as circles. Words are left to the papers. */
export function flatDxf(drawing: FlatDrawing): Uint8Array {
  const writer = new DxfWriter()
  writer.setUnits(Units.Millimeters)
  const used = new Set([...drawing.rings, ...drawing.lines, ...drawing.holes].map(({ layer }) => layer))
  for (const layer of used) writer.addLayer(layer, LAYERS[layer].color, 'Continuous')
  for (const { layer, ring } of drawing.rings) {
    const points = withoutRepeats(ring)
    if (points.length < 3) continue
    writer.addLWPolyline(
      points.map(([x, y]) => ({ point: point2d(x, y) })),
      { flags: LWPolylineFlags.Closed, layerName: layer },
    )
  }
  for (const { layer, line } of drawing.lines)
    writer.addLWPolyline(
      line.map(([x, y]) => ({ point: point2d(mm(x), mm(y)) })),
      { layerName: layer },
    )
  for (const { layer, at, diameter } of drawing.holes)
    writer.addCircle(point3d(mm(at[0]), mm(at[1])), mm(diameter / 2), { layerName: layer })
  return new TextEncoder().encode(writer.stringify())
}

/** The same at 1:1 on paper: one unit is one millimetre. */
export function flatSvg(drawing: FlatDrawing, title: string): Uint8Array {
  const points = [...drawing.rings.flatMap(({ ring }) => ring), ...drawing.lines.flatMap(({ line }) => line)]
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, low, high] = [least(xs) - 3, -least(xs.map((x) => -x)) + 3, least(ys) - 3, -least(ys.map((y) => -y)) + 3]
  const path = (ring: Ring, closed: boolean) => `M${ring.map(([x, y]) => `${mm(x)} ${mm(-y)}`).join('L')}${closed ? 'Z' : ''}`
  const layers = (Object.keys(LAYERS) as Layer[]).flatMap((layer) => {
    const { ink, width } = LAYERS[layer]
    const data = [
      ...drawing.rings.filter((one) => one.layer === layer).map(({ ring }) => path(ring, true)),
      ...drawing.lines.filter((one) => one.layer === layer).map(({ line }) => path(line, false)),
    ].join('')
    const holes = drawing.holes.filter((one) => one.layer === layer)
    if (data === '' && holes.length === 0) return []
    const fill = layer === 'FOIL' ? ink : 'none'
    return [
      `<g id="${layer}" fill="${fill}" fill-rule="evenodd" stroke="${ink}" stroke-width="${width}">${data === '' ? '' : `<path d="${data}"/>`}${holes
        .map(({ at, diameter }) => `<circle cx="${mm(at[0])}" cy="${mm(-at[1])}" r="${mm(diameter / 2)}"/>`)
        .join('')}</g>`,
    ]
  })
  const labels = drawing.labels.map(
    ({ at, text, size }) =>
      `<text x="${mm(at[0])}" y="${mm(-at[1])}" font-size="${size}" font-family="sans-serif" text-anchor="middle" fill="#5B554A">${xml(text)}</text>`,
  )
  return new TextEncoder().encode(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<svg xmlns="http://www.w3.org/2000/svg" width="${mm(right - left)}mm" height="${mm(high - low)}mm" viewBox="${mm(left)} ${mm(-high)} ${mm(right - left)} ${mm(high - low)}">`,
      `<title>${xml(title)}</title>`,
      ...layers,
      ...labels,
      '</svg>',
    ].join('\n'),
  )
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
