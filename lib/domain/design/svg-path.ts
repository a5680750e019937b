/** Affine map [a b c d e f] as SVG writes it. */
export type Affine = readonly [number, number, number, number, number, number]
export const IDENTITY: Affine = [1, 0, 0, 1, 0, 0]

export const times = (m: Affine, n: Affine): Affine => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g
const numbersIn = (text: string): number[] => (text.match(NUMBER) ?? []).map(Number)

/** The `transform` attribute; undefined when it says something else. */
export function transformOf(text: string): Affine | undefined {
  let whole: Affine = IDENTITY
  const steps = [...text.matchAll(/([a-zA-Z]+)\s*\(([^()]*)\)/g)]
  if (text.replace(/([a-zA-Z]+)\s*\(([^()]*)\)/g, '').replace(/[\s,]/g, '') !== '') return undefined
  for (const [, name, inside = ''] of steps) {
    const n = numbersIn(inside)
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = n
    const radians = (a * Math.PI) / 180
    if (name === 'matrix' && n.length === 6) whole = times(whole, [a, b, c, d, e, f])
    else if (name === 'translate' && n.length >= 1) whole = times(whole, [1, 0, 0, 1, a, b])
    else if (name === 'scale' && n.length >= 1) whole = times(whole, [a, 0, 0, n.length > 1 ? b : a, 0, 0])
    else if (name === 'skewX' && n.length === 1) whole = times(whole, [1, 0, Math.tan(radians), 1, 0, 0])
    else if (name === 'skewY' && n.length === 1) whole = times(whole, [1, Math.tan(radians), 0, 1, 0, 0])
    else if (name === 'rotate' && (n.length === 1 || n.length === 3)) {
      const turn: Affine = [Math.cos(radians), Math.sin(radians), -Math.sin(radians), Math.cos(radians), 0, 0]
      whole = times(whole, n.length === 3 ? times(times([1, 0, 0, 1, b, c], turn), [1, 0, 0, 1, -b, -c]) : turn)
    } else return undefined
  }
  return whole.every(Number.isFinite) ? whole : undefined
}

/** A cubic from where the last one ended; a straight side has both handles on it. */
export type Cubic = readonly [number, number, number, number, number, number]
export interface Subpath {
  start: readonly [number, number]
  cubics: Cubic[]
  closed: boolean
}

/** Path data → subpaths; undefined when it is not path data, or longer than `most` segments. */
export function subpathsOf(data: string, most: number): Subpath[] | 'too-many' | undefined {
  const found: Subpath[] = []
  let subpath: Subpath | undefined
  let [x, y, sx, sy] = [0, 0, 0, 0]
  let handle: { x: number; y: number; kind: 'C' | 'Q' } | undefined
  let segments = 0
  const tokens = data.match(/[a-zA-Z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[^\s,]/g) ?? []
  let i = 0
  let command = ''
  const next = (): number => {
    const token = tokens[i++]
    return token === undefined || !/^[+-.\d]/.test(token) ? Number.NaN : Number(token)
  }
  /** Arc flags may be written without a blank after them. */
  const flag = (): number => {
    const token = tokens[i]
    if (token === undefined || !/^[01]/.test(token)) return Number.NaN
    if (token.length > 1) tokens[i] = token.slice(1)
    else i++
    return Number(token[0])
  }
  const curve = (...to: [number, number, number, number, number, number]) => {
    if (!subpath) {
      subpath = { start: [x, y], cubics: [], closed: false }
      found.push(subpath)
    }
    subpath.cubics.push(to)
    segments++
    ;[x, y] = [to[4], to[5]]
  }
  const line = (toX: number, toY: number) =>
    curve(x + (toX - x) / 3, y + (toY - y) / 3, x + (2 * (toX - x)) / 3, y + (2 * (toY - y)) / 3, toX, toY)
  while (i < tokens.length) {
    if (/^[a-zA-Z]$/.test(tokens[i]!)) command = tokens[i++]!
    else if (command === '' || command === 'Z' || command === 'z') return undefined
    const relative = command === command.toLowerCase()
    const [ox, oy] = relative ? [x, y] : [0, 0]
    const before = handle
    handle = undefined
    switch (command.toUpperCase()) {
      case 'M':
        ;[x, y] = [ox + next(), oy + next()]
        ;[sx, sy] = [x, y]
        subpath = { start: [x, y], cubics: [], closed: false }
        found.push(subpath)
        command = relative ? 'l' : 'L'
        break
      case 'L':
        line(ox + next(), oy + next())
        break
      case 'H':
        line(ox + next(), y)
        break
      case 'V':
        line(x, oy + next())
        break
      case 'C': {
        const [x1, y1, x2, y2, tx, ty] = [ox + next(), oy + next(), ox + next(), oy + next(), ox + next(), oy + next()]
        curve(x1, y1, x2, y2, tx, ty)
        handle = { x: x2, y: y2, kind: 'C' }
        break
      }
      case 'S': {
        const [x1, y1] = before?.kind === 'C' ? [2 * x - before.x, 2 * y - before.y] : [x, y]
        const [x2, y2, tx, ty] = [ox + next(), oy + next(), ox + next(), oy + next()]
        curve(x1, y1, x2, y2, tx, ty)
        handle = { x: x2, y: y2, kind: 'C' }
        break
      }
      case 'Q':
      case 'T': {
        const smooth = command.toUpperCase() === 'T'
        const [qx, qy] = smooth
          ? before?.kind === 'Q'
            ? [2 * x - before.x, 2 * y - before.y]
            : [x, y]
          : [ox + next(), oy + next()]
        const [tx, ty] = [ox + next(), oy + next()]
        curve(x + ((qx - x) * 2) / 3, y + ((qy - y) * 2) / 3, tx + ((qx - tx) * 2) / 3, ty + ((qy - ty) * 2) / 3, tx, ty)
        handle = { x: qx, y: qy, kind: 'Q' }
        break
      }
      case 'A': {
        const [rx, ry, turn, large, sweep, tx, ty] = [next(), next(), next(), flag(), flag(), ox + next(), oy + next()]
        if (![rx, ry, turn, large, sweep, tx, ty].every(Number.isFinite)) return undefined
        if (rx === 0 || ry === 0) line(tx, ty)
        else for (const piece of arcOf(x, y, rx, ry, turn, large === 1, sweep === 1, tx, ty)) curve(...piece)
        break
      }
      case 'Z':
        if (!subpath) return undefined
        subpath.closed = true
        ;[x, y] = [sx, sy]
        subpath = undefined
        break
      default:
        return undefined
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined
    if (segments > most) return 'too-many'
  }
  return found.filter(({ cubics }) => cubics.length > 0)
}

/** An elliptic arc as cubics of at most a quarter turn (SVG 2, B.2.4). */
function arcOf(
  x1: number,
  y1: number,
  givenX: number,
  givenY: number,
  turn: number,
  large: boolean,
  sweep: boolean,
  x2: number,
  y2: number,
): [number, number, number, number, number, number][] {
  const [sine, cosine] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)]
  const [dx, dy] = [(x1 - x2) / 2, (y1 - y2) / 2]
  const [px, py] = [cosine * dx + sine * dy, -sine * dx + cosine * dy]
  let [rx, ry] = [Math.abs(givenX), Math.abs(givenY)]
  const stretch = (px / rx) ** 2 + (py / ry) ** 2
  if (stretch > 1) [rx, ry] = [rx * Math.sqrt(stretch), ry * Math.sqrt(stretch)]
  const under = (rx * py) ** 2 + (ry * px) ** 2
  if (under === 0) return []
  const factor = (large === sweep ? -1 : 1) * Math.sqrt(Math.max(0, (rx * ry) ** 2 / under - 1))
  const [cx, cy] = [(factor * rx * py) / ry, (-factor * ry * px) / rx]
  const from = Math.atan2((py - cy) / ry, (px - cx) / rx)
  let sweepAngle = Math.atan2((-py - cy) / ry, (-px - cx) / rx) - from
  if (sweep && sweepAngle < 0) sweepAngle += 2 * Math.PI
  if (!sweep && sweepAngle > 0) sweepAngle -= 2 * Math.PI
  const count = Math.max(1, Math.ceil(Math.abs(sweepAngle) / (Math.PI / 2) - 1e-9))
  const step = sweepAngle / count
  const reach = (4 / 3) * Math.tan(step / 4)
  const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2]
  const place = (u: number, v: number): [number, number] => [
    mx + cosine * (cx + rx * u) - sine * (cy + ry * v),
    my + sine * (cx + rx * u) + cosine * (cy + ry * v),
  ]
  return Array.from({ length: count }, (_, k) => {
    const [a, b] = [from + k * step, from + (k + 1) * step]
    const p1 = place(Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a))
    const p2 = place(Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b))
    const end = k === count - 1 ? ([x2, y2] as const) : place(Math.cos(b), Math.sin(b))
    return [...p1, ...p2, ...end]
  })
}
