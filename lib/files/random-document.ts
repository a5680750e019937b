import type { Choice, DesignDocument } from '@/lib/domain/design/document'
import { writeMark } from '@/lib/domain/geometry/mark-outline'
import type { Family } from '@/lib/domain/products/family'

/** Small seeded generator (mulberry32): the same seed gives the same document on every machine. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** What clients write: mostly plain capitals, some lower case and accents, now and then a letter that a face may lack. */
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgikmrsÀÉÈÇÑÖÜØÅŁŠŽŒÆ']

/** A star of a few points with now and then a hole: outlines as a client's file gives them. */
function randomMark(next: () => number): string {
  const points = 3 + Math.floor(next() * 8)
  const ring = (radius: number, waist: number) =>
    Array.from({ length: 2 * points }, (_, i): readonly [number, number] => {
      const far = i % 2 === 0 ? radius : radius * waist
      const angle = (Math.PI * i) / points
      return [Math.round(far * Math.cos(angle)), Math.round(far * Math.sin(angle))]
    })
  const outer = ring(4900, 0.4 + 0.5 * next())
  return writeMark(next() < 0.4 ? [outer, ring(1200, 0.9).toReversed()] : [outer])
}

/** A document that the family's schema takes, for sweeps over any family. */
export function randomDocument(family: Family, seed: number): DesignDocument {
  const next = random(seed * 2654435761)
  const upTo = (count: number) => Math.floor(next() * count)
  const choices: Record<string, Choice> = {}
  for (const parameter of family.parameters) {
    if (parameter.kind === 'number') {
      const steps = Math.floor((parameter.max - parameter.min) / parameter.step)
      choices[parameter.key] = parameter.min + upTo(steps + 1) * parameter.step
    } else if (parameter.kind === 'choice') {
      choices[parameter.key] = parameter.options[upTo(parameter.options.length)] ?? parameter.default
    } else if (parameter.kind === 'outline') {
      choices[parameter.key] = randomMark(next)
    } else {
      choices[parameter.key] = Array.from({ length: upTo(parameter.maxGraphemes + 1) }, () => LETTERS[upTo(LETTERS.length)]).join(
        '',
      )
    }
  }
  return { family: family.id, model: family.model, choices }
}
