'use client'

import { createContext, useContext } from 'react'
import type { Market } from '@/lib/domain/assess'
import type { Destination } from '@/lib/domain/network/plan'
import type { PanelParameter, PanelPreset } from '../configurator/context'

/** A family as data, as the configurator takes it. */
export interface SalonFamily {
  family: string
  model: string
  groups: readonly string[]
  parameters: readonly PanelParameter[]
  presets: readonly PanelPreset[]
}

/** What the page gives to the tablet. */
export interface SalonProps {
  shop: { id: string; city: string; timeZone: string }
  advisor: { id: string; name: string; initials: string; places: boolean }
  families: readonly SalonFamily[]
  market: Market
  destinations: readonly Destination[]
  atelier: string
  leave(form: FormData): Promise<void>
}

interface Shared {
  props: SalonProps
  /** Hides margins and notes: the client sees the screen too. */
  clientView: boolean
}

export const SalonContext = createContext<Shared | undefined>(undefined)

export function useSalon(): Shared {
  const shared = useContext(SalonContext)
  if (!shared) throw new Error('outside the salon')
  return shared
}
