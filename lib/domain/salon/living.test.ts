import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Change, caughtUp, type Edit, hear, refusedOn, type Screen, screenOf, sending, shownOn, wish } from './living'

const FIRST = { a: 0, b: 0, c: 0 }
const KEYS = ['a', 'b', 'c'] as const

/** The server, told again from scratch: a list of what was taken, and the last word of each choice. */
class Server {
  readonly taken: Change[] = []
  take(edits: readonly Edit[]): { refused: string[] } {
    const refused: string[] = []
    for (const { id, key, value } of edits) {
      if (this.taken.some(({ edit }) => edit === id)) continue
      if (value === 13) refused.push(id)
      else this.taken.push(this.#change(id, key, value))
    }
    return { refused }
  }
  #change(edit: string, key: string, value: Edit['value']): Change {
    const version = this.taken.length + 1
    return { version, edit, key, value, before: this.word()[key] ?? 0, by: 'client', initials: 'A.', at: '2026-11-25T10:00:00Z' }
  }
  word(): Record<string, Edit['value']> {
    return Object.fromEntries(
      KEYS.map((key) => [key, this.taken.filter((change) => change.key === key).at(-1)?.value ?? FIRST[key]]),
    )
  }
}

type Step =
  | { does: 'wish'; screen: number; key: (typeof KEYS)[number]; value: number }
  | { does: 'send'; screen: number; fate: 'arrives' | 'lost before' | 'lost after' | 'twice' }
  | { does: 'stream'; screen: number; upTo: number }
  | { does: 'reload'; screen: number }

const screens = fc.nat({ max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('wish' as const), screen: screens, key: fc.constantFrom(...KEYS), value: fc.nat({ max: 20 }) }),
  fc.record({
    does: fc.constant('send' as const),
    screen: screens,
    fate: fc.constantFrom('arrives' as const, 'lost before' as const, 'lost after' as const, 'twice' as const),
  }),
  fc.record({ does: fc.constant('stream' as const), screen: screens, upTo: fc.nat({ max: 40 }) }),
  fc.record({ does: fc.constant('reload' as const), screen: screens }),
)

function send(server: Server, screen: Screen, fate: 'arrives' | 'lost before' | 'lost after' | 'twice'): Screen {
  const leaving = sending(screen)
  if (fate === 'lost before') return leaving
  const edits = leaving.pending.map(({ id, key, value }) => ({ id, key, value }))
  const { refused } = server.take(edits)
  if (fate === 'twice') server.take(edits)
  if (fate === 'lost after') return leaving
  const heard = hear(leaving, server.taken.slice(screen.version))
  const taken = edits.map(({ id }) => id).filter((id) => !refused.includes(id))
  return refusedOn(heard, [...refused, ...taken])
}

describe('screens of one design', () => {
  it('all show the server’s word in the end, whatever was lost, repeated, late or reloaded', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const server = new Server()
        const all = [screenOf(0, FIRST), screenOf(0, FIRST), screenOf(0, FIRST)]
        let ids = 0
        for (const one of steps) {
          const before = all[one.screen] as Screen
          if (one.does === 'wish') {
            ids += 1
            all[one.screen] = wish(before, { id: `edit-${ids}`, key: one.key, value: one.value })
            expect(shownOn(all[one.screen] as Screen)[one.key], 'one’s own wish shows at once').toBe(one.value)
          } else if (one.does === 'send') all[one.screen] = send(server, before, one.fate)
          else if (one.does === 'reload') {
            // What waits was kept on the device; what was taken of it the server tells when it is sent again.
            all[one.screen] = caughtUp(before, server.taken.length, server.word(), [])
          } else {
            // A stream may repeat what is known, and stop anywhere.
            const from = Math.max(0, before.version - 2)
            all[one.screen] = hear(before, server.taken.slice(from, Math.max(from, one.upTo)))
          }
        }
        for (let round = 0; round < 2; round++)
          for (const [index, screen] of all.entries()) all[index] = send(server, screen, 'arrives')
        for (const [index, screen] of all.entries()) all[index] = hear(screen, server.taken.slice(screen.version))
        for (const screen of all) {
          expect(screen.pending).toEqual([])
          expect(shownOn(screen)).toEqual(server.word())
        }
        const edits = server.taken.map(({ edit }) => edit)
        expect(new Set(edits).size, 'no wish is taken twice').toBe(edits.length)
      }),
      { numRuns: 1500 },
    )
  })

  it('a later wish for one choice stands in for one that has not left, never for one that has', () => {
    const one = wish(screenOf(0, FIRST), { id: 'edit-1', key: 'a', value: 1 })
    expect(wish(one, { id: 'edit-2', key: 'a', value: 2 }).pending.map(({ id }) => id)).toEqual(['edit-2'])
    expect(wish(sending(one), { id: 'edit-2', key: 'a', value: 2 }).pending.map(({ id }) => id)).toEqual(['edit-1', 'edit-2'])
  })
})
