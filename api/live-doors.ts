/** Every address of a live stream, with who serves it: what is not here is not there. */
export const LIVE_DOORS = {
  '/live/staff/orders': 'orders',
  '/live/builds/:token': 'builds',
  '/live/living/:token': 'salon',
  '/live/salon/clients/:id': 'salon',
  '/live/salon/designs/:id': 'salon',
} as const
export type LiveDoor = (typeof LIVE_DOORS)[keyof typeof LIVE_DOORS]

const known = Object.entries(LIVE_DOORS).map(([path, door]) => [new RegExp(`^${path.replace(/:\w+/, '[^/]+')}$`), door] as const)

export const liveDoorOf = (path: string): LiveDoor | undefined => known.find(([pattern]) => pattern.test(path))?.[1]
