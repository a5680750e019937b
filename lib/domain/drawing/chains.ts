import type { Vec2 } from '../geometry/mesh'

export interface Chain {
  points: Vec2[]
  closed: boolean
}

/** Ends nearer than this are the same point, mm: hidden-line cuts of two edges at one crossing differ by rounding. */
const SNAP = 0.004

/** Joins segments into the longest lines; deterministic for one order of segments. */
export function chains(segments: readonly { from: Vec2; to: Vec2 }[]): Chain[] {
  const nodes: Vec2[] = []
  const cells = new Map<string, number[]>()
  const node = (p: Vec2): number => {
    const cx = Math.floor(p[0] / SNAP)
    const cy = Math.floor(p[1] / SNAP)
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const id of cells.get(`${cx + dx},${cy + dy}`) ?? []) {
          const q = nodes[id]!
          if (Math.hypot(q[0] - p[0], q[1] - p[1]) < SNAP) return id
        }
    const id = nodes.push(p) - 1
    const key = `${cx},${cy}`
    const list = cells.get(key)
    if (list) list.push(id)
    else cells.set(key, [id])
    return id
  }
  const links: { from: number; to: number; used: boolean }[] = []
  const at: number[][] = []
  const known = new Set<string>()
  for (const segment of segments) {
    const from = node(segment.from)
    const to = node(segment.to)
    const key = from < to ? `${from},${to}` : `${to},${from}`
    if (from === to || known.has(key)) continue
    known.add(key)
    const id = links.push({ from, to, used: false }) - 1
    for (const end of [from, to]) {
      const list = at[end]
      if (list) list.push(id)
      else at[end] = [id]
    }
  }
  const walk = (start: number): number[] => {
    const path = [start]
    let here = start
    for (;;) {
      const next = at[here]?.find((id) => !links[id]!.used)
      if (next === undefined) return path
      const link = links[next]!
      link.used = true
      here = link.from === here ? link.to : link.from
      path.push(here)
      if (here === start) return path
    }
  }
  const found: Chain[] = []
  const take = (start: number) => {
    const path = walk(start)
    if (path.length < 2) return
    const closed = path.length > 3 && path[0] === path[path.length - 1]
    found.push({ points: (closed ? path.slice(0, -1) : path).map((id) => nodes[id]!), closed })
  }
  // Loose ends first, so that a line is not started in its middle.
  for (let id = 0; id < nodes.length; id++) if ((at[id]?.length ?? 0) % 2 === 1) take(id)
  for (let id = 0; id < nodes.length; id++) while (at[id]?.some((link) => !links[link]!.used)) take(id)
  return found
}

export const lengthOf = (chain: Chain): number => {
  let sum = 0
  const count = chain.closed ? chain.points.length : chain.points.length - 1
  for (let i = 0; i < count; i++) {
    const a = chain.points[i]!
    const b = chain.points[(i + 1) % chain.points.length]!
    sum += Math.hypot(b[0] - a[0], b[1] - a[1])
  }
  return sum
}

/** Diagonal of the line's box, mm: a scribble may be long and still say nothing. */
export const extentOf = (chain: Chain): number => {
  const xs = chain.points.map((point) => point[0])
  const ys = chain.points.map((point) => point[1])
  return Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

/** Leaves out points that lie within `tolerance` mm of the line through their kept neighbours (Douglas and Peucker). */
export function simplify(chain: Chain, tolerance: number): Chain {
  const { points, closed } = chain
  if (points.length < 4) return chain
  const line = closed ? [...points, points[0]!] : points
  const keep = new Uint8Array(line.length)
  keep[0] = 1
  keep[line.length - 1] = 1
  const stack: [number, number][] = closed
    ? [
        [0, line.length >> 1],
        [line.length >> 1, line.length - 1],
      ]
    : [[0, line.length - 1]]
  if (closed) keep[line.length >> 1] = 1
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [first, last] = span
    const a = line[first]!
    const b = line[last]!
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    let worst = tolerance
    let index = -1
    for (let i = first + 1; i < last; i++) {
      const p = line[i]!
      const off =
        length < 1e-9
          ? Math.hypot(p[0] - a[0], p[1] - a[1])
          : Math.abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) / length
      if (off > worst) {
        worst = off
        index = i
      }
    }
    if (index < 0) continue
    keep[index] = 1
    stack.push([first, index], [index, last])
  }
  const kept = line.filter((_, i) => keep[i])
  return { points: closed ? kept.slice(0, -1) : kept, closed }
}

/** Joins loose ends nearer than `gap` mm, nearest first, and closes what then meets itself. */
export function bridge(lines: readonly Chain[], gap: number): Chain[] {
  const done = lines.filter((line) => line.closed)
  const open = lines.filter((line) => !line.closed).map((line) => [...line.points])
  const far = (a: Vec2, b: Vec2) => Math.hypot(a[0] - b[0], a[1] - b[1])
  for (;;) {
    let best: { one: number; two: number; flipOne: boolean; flipTwo: boolean; distance: number } | undefined
    for (let one = 0; one < open.length; one++)
      for (let two = one; two < open.length; two++)
        for (const flipOne of [false, true])
          for (const flipTwo of [false, true]) {
            if (one === two && (flipOne || flipTwo || open[one]!.length < 3)) continue
            const end = flipOne ? open[one]![0]! : open[one]!.at(-1)!
            const start = flipTwo ? open[two]!.at(-1)! : open[two]![0]!
            const distance = far(end, start)
            if (distance < gap && (!best || distance < best.distance)) best = { one, two, flipOne, flipTwo, distance }
          }
    if (!best) break
    const { one, two } = best
    if (one === two) {
      done.push({ points: open[one]!, closed: true })
      open.splice(one, 1)
      continue
    }
    const head = best.flipOne ? open[one]!.reverse() : open[one]!
    const tail = best.flipTwo ? open[two]!.reverse() : open[two]!
    open[one] = [...head, ...tail]
    open.splice(two, 1)
  }
  return [...done, ...open.map((points) => ({ points, closed: false }))]
}
