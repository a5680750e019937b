'use client'

import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Market } from '@/lib/domain/assess'
import type { Choices } from '@/lib/domain/design/document'
import type { Destination } from '@/lib/domain/network/plan'
import type { ChoiceParameter, NumberParameter, TextParameter } from '@/lib/domain/products/family'
import type { Configurator, ConfiguratorState } from './store'

/** A parameter without its function: what can be sent to the page. */
export type PanelParameter =
  | Omit<NumberParameter, 'appliesTo'>
  | Omit<ChoiceParameter, 'appliesTo'>
  | Omit<TextParameter, 'appliesTo'>

export interface Still {
  src: string
  width: number
  height: number
  srcSet?: string
}

export interface PanelPreset {
  id: string
  choices: Choices
  still?: Still
}

/** What the page gives to the configurator: the family as data, the market as it is now, words come by their own provider. */
export interface ConfiguratorProps {
  family: string
  groups: readonly string[]
  parameters: readonly PanelParameter[]
  presets: readonly PanelPreset[]
  market: Market
  destinations: readonly Destination[]
  document: { family: string; model: string; choices: Choices }
  inapplicable: readonly string[]
  atelier: string
  /** Revision that this working copy was opened from. */
  parent?: string
}

interface Shared {
  store: Configurator
  props: ConfiguratorProps
  /** Picks what idle time is spent on. */
  wishFor(group: string): void
}

export const ConfiguratorContext = createContext<Shared | undefined>(undefined)

export function useConfigurator() {
  const shared = useContext(ConfiguratorContext)
  if (!shared) throw new Error('outside the configurator')
  return shared
}

export function useConfigured<T>(select: (state: ConfiguratorState) => T): T {
  return useStore(useConfigurator().store, select)
}
