import type { Vec2 } from '../geometry/mesh'
import type { Chain } from './chains'
import type { Dimension } from './dimensions'
import type { Box } from './projection'

/** A dimension ready to draw: hairlines, and a label that is centred on (x, y) at its baseline. */
export interface Witness {
  lines: Chain[]
  label: { text: string; x: number; y: number; size: number; upright: boolean; overMetal: boolean }
  box: Box
}

/** In pixels: distance of the first line from the piece, between ranks, overrun, tick, letters. */
const STAND = 26
const RANK = 24
const GAP = 5
const OVERRUN = 5
const TICK = 4
const LETTERS = 12

const line = (...points: Vec2[]): Chain => ({ points, closed: false })

/** `pixel`: millimetres of drawing a screen pixel. */
export function witness(
  dimension: Dimension,
  drawing: { box: Box },
  pixel: number,
  figure: (millimetres: number) => string,
): Witness {
  const { from, to, side } = dimension
  const text = (dimension.code === 'bore' ? 'Ø ' : '') + figure(dimension.value)
  const size = LETTERS * pixel
  const away = (STAND + RANK * dimension.rank) * pixel
  const tick = TICK * pixel
  const half = text.length * size * 0.28
  const level = side === 'below' || side === 'above' || side === 'inside'
  const lines: Chain[] = []
  if (level) {
    const y = side === 'inside' ? from[1] : side === 'below' ? drawing.box.bottom - away : drawing.box.top + away
    const sign = side === 'above' ? 1 : -1
    if (side !== 'inside')
      for (const end of [from, to]) lines.push(line([end[0], end[1] + sign * GAP * pixel], [end[0], y + sign * OVERRUN * pixel]))
    lines.push(line([from[0], y], [to[0], y]))
    for (const end of [from, to]) lines.push(line([end[0] - tick, y - tick], [end[0] + tick, y + tick]))
    const x = (from[0] + to[0]) / 2
    const base = side === 'below' ? y - size * 1.25 : y + size * 0.5
    return {
      lines,
      label: { text, x, y: base, size, upright: true, overMetal: false },
      box: {
        left: Math.min(from[0], x - half),
        right: Math.max(to[0], x + half),
        bottom: Math.min(y - tick, base - size * 0.3),
        top: y + tick + size,
      },
    }
  }
  const x = side === 'left' ? drawing.box.left - away : drawing.box.right + away
  const sign = side === 'left' ? -1 : 1
  for (const end of [from, to]) lines.push(line([end[0] + sign * GAP * pixel, end[1]], [x + sign * OVERRUN * pixel, end[1]]))
  lines.push(line([x, from[1]], [x, to[1]]))
  for (const end of [from, to]) lines.push(line([x - tick, end[1] - tick], [x + tick, end[1] + tick]))
  const base = side === 'left' ? x - size * 0.5 : x + size * 1.2
  return {
    lines,
    label: { text, x: base, y: (from[1] + to[1]) / 2, size, upright: false, overMetal: false },
    box: {
      left: Math.min(x - tick, base - size),
      right: Math.max(x + tick, base + size * 0.3),
      bottom: Math.min(from[1], (from[1] + to[1]) / 2 - half),
      top: Math.max(to[1], (from[1] + to[1]) / 2 + half),
    },
  }
}
