import { hashOf } from '@/lib/domain/design/canonical'

/** mulberry32, seeded by a name. */
export function seeded(name: string): () => number {
  let state = Number.parseInt(hashOf(name).slice(0, 8), 16)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const rounded = (value: number, to: number) => Number((Math.round(value / to) * to).toFixed(4))
