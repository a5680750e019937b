'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { Market } from '@/lib/domain/assess'
import type { Choices } from '@/lib/domain/design/document'
import type { Destination } from '@/lib/domain/network/plan'
import type { ChoiceParameter, NumberParameter, OutlineParameter, TextParameter } from '@/lib/domain/products/family'
import type { OrderFormProps } from '../checkout/order-form'
import type { Configurator, ConfiguratorState } from './store'

/** A parameter without its function: what can be sent to the page. */
export type PanelParameter =
  | Omit<NumberParameter, 'appliesTo'>
  | Omit<ChoiceParameter, 'appliesTo'>
  | Omit<TextParameter, 'appliesTo'>
  | Omit<OutlineParameter, 'appliesTo'>

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

/** Where the working copy lives on a server and not in the address: what the host of the configurator adds. */
export interface Hosting {
  /** Ties the store to where the working copy is kept; ends with the returned function. */
  tie(store: Configurator): () => void
  /** Stands where saving, sharing and the language stand. */
  head?: ReactNode
  /** Who touched this choice last. */
  note?(parameter: string): ReactNode
  /** Rises each time somebody asks for the order form. */
  orderAsked?: number
  order?: Pick<OrderFormProps, 'client' | 'onOpened' | 'parent'>
}

/** What the page gives to the configurator: the family as data, the market as it is now, words come by their own provider. */
export interface ConfiguratorProps {
  family: string
  /** It can be shown open and closed. */
  folds?: boolean
  groups: readonly string[]
  parameters: readonly PanelParameter[]
  presets: readonly PanelPreset[]
  market: Market
  destinations: readonly Destination[]
  document: { family: string; model: string; choices: Choices }
  inapplicable: readonly string[]
  atelier: string
  /** Token of the revision that this working copy was opened from. */
  parent?: string
  /** What is known of the client who is signed in. */
  client?: OrderFormProps['client']
  hosting?: Hosting
}

interface Shared {
  store: Configurator
  props: ConfiguratorProps
  /** Picks what idle time is spent on. */
  wishFor(group: string): void
  /** Shows what a change would make of the piece; undefined shows the piece again. */
  peek(change: Choices | undefined): void
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
