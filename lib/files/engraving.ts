import { DxfWriter, LWPolylineFlags, point2d, Units } from '@tarikjabiri/dxf'
import type { Ring } from '@/lib/domain/geometry/mesh'
import type { Region } from '@/lib/domain/products/draft'
import { xml } from './xml'

/** Micrometres, so that the file says what the drawing says and nothing finer. */
const mm = (value: number): number => Math.round(value * 1000) / 1000 + 0

const rounded = (ring: Ring): Ring => {
  const points = ring.map(([x, y]) => [mm(x), mm(y)] as const)
  return points.filter((point, i) => {
    const before = points[(i + points.length - 1) % points.length]!
    return point[0] !== before[0] || point[1] !== before[1]
  })
}

const boundsOf = (rings: readonly Ring[]) => {
  const points = rings.flat()
  const xs = points.map((point) => point[0])
  const ys = points.map((point) => point[1])
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
}

/** Face seen from outside, letters upright, millimetres; origin where the region's frame has it. Closed polylines on named layers. */
export function engravingDxf(region: Region): Uint8Array {
  const writer = new DxfWriter()
  writer.setUnits(Units.Millimeters)
  const layers = { CUT: 1, RAISED: 5, FIELD: 8, AXES: 9 } as const
  for (const [name, color] of Object.entries(layers)) writer.addLayer(name, color, 'Continuous')
  const draw = (rings: readonly Ring[], layerName: keyof typeof layers) => {
    for (const ring of rings.map(rounded))
      if (ring.length > 2)
        writer.addLWPolyline(
          ring.map(([x, y]) => ({ point: point2d(x, y) })),
          { flags: LWPolylineFlags.Closed, layerName },
        )
  }
  draw([region.field], 'FIELD')
  draw(region.shape, region.relief === 'raised' ? 'RAISED' : 'CUT')
  const box = boundsOf([region.field])
  for (const [from, to] of [
    [point2d(mm(box.left), 0), point2d(mm(box.right), 0)],
    [point2d(0, mm(box.bottom)), point2d(0, mm(box.top))],
  ] as const)
    writer.addLWPolyline([{ point: from }, { point: to }], { layerName: 'AXES' })
  return new TextEncoder().encode(writer.stringify())
}

const pathOf = (rings: readonly Ring[]): string =>
  rings
    .map(rounded)
    .filter((ring) => ring.length > 2)
    .map((ring) => `M${ring.map(([x, y]) => `${x} ${mm(-y)}`).join('L')}Z`)
    .join('')

/** The same at 1:1 on paper: the size is given in millimetres and one unit is one millimetre. */
export function engravingSvg(region: Region, title: string): Uint8Array {
  const box = boundsOf([region.field])
  const [left, top] = [mm(box.left - 1), mm(-box.top - 1)]
  const [width, height] = [mm(box.right - box.left + 2), mm(box.top - box.bottom + 2)]
  return new TextEncoder().encode(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${left} ${top} ${width} ${height}">`,
      `<title>${xml(title)}</title>`,
      `<g id="FIELD" fill="none" stroke="#857E70" stroke-width="0.05"><path d="${pathOf([region.field])}"/></g>`,
      `<g id="${region.relief === 'raised' ? 'RAISED' : 'CUT'}" fill="#1B1A17" fill-rule="evenodd"><path d="${pathOf(region.shape)}"/></g>`,
      '</svg>',
    ].join('\n'),
  )
}
