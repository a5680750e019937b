import { seeded } from './random'

/** What happens to an order on its way: nothing, a room that leaves its climate, or a gate that is not passed at first. */
export const FATES = ['plain', 'climate', 'rework'] as const
export type Fate = (typeof FATES)[number]

/** In a hundred orders, about so many. */
const CLIMATE = 0.25
const REWORK = 1 / 6

/** The same order has the same fate whenever it is asked. */
export function fateOf(order: string): Fate {
  const drawn = seeded(`fate ${order}`)()
  if (drawn < CLIMATE) return 'climate'
  return drawn < CLIMATE + REWORK ? 'rework' : 'plain'
}

/** `rework` for all, or `milan:rework,tokyo:climate`; who is not named is left to chance. Throws what cannot be read. */
export function forcedFate(wish: string | undefined, atelier: string): Fate | undefined {
  if (!wish) return undefined
  const wishes = wish.split(',').map((part) => part.trim().split(':'))
  const own =
    wishes.find(([name, fate]) => fate !== undefined && name === atelier)?.[1] ?? wishes.find((one) => one.length === 1)?.[0]
  for (const one of wishes) if (!isFate(one.at(-1))) throw new Error(`AGENT_FATE: ${one.at(-1)} is none of ${FATES.join(', ')}`)
  return isFate(own) ? own : undefined
}

const isFate = (name: string | undefined): name is Fate => FATES.some((fate) => fate === name)
