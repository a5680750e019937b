import type { IconName } from '@/components/ui/icon'

export type State = 'ok' | 'advice' | 'blocked' | 'unknown' | 'clock'

/** Icon and colour of an order's state; the word comes from the catalogue. */
export const ORDER_STATE: Readonly<Record<string, State>> = {
  open: 'unknown',
  authorised: 'advice',
  placed: 'clock',
  closed: 'ok',
  cancelled: 'blocked',
}

export const PHASE_STATE: Readonly<Record<string, State>> = {
  releasing: 'clock',
  offered: 'advice',
  accepted: 'clock',
  ready: 'clock',
  running: 'clock',
  interrupted: 'advice',
  finished: 'ok',
  shipped: 'ok',
  delivered: 'ok',
  declined: 'blocked',
  withdrawn: 'blocked',
}

/** Icon and colour of a standing of the list (db/schema/order-listing.ts). */
export const STANDING: Readonly<Record<string, State>> = { ...PHASE_STATE, ...ORDER_STATE, held: 'advice' }

export const iconOf = (state: State | undefined): IconName => state ?? 'unknown'
