import { createStore } from 'zustand/vanilla'
import type { Choice, Choices, DesignDocument } from '@/lib/domain/design/document'
import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import type { Remedy } from '@/lib/domain/manufacturability/finding'
import type { Destination } from '@/lib/domain/network/plan'
import type { Refusal } from '@/lib/domain/result'
import type { AtelierAnswer, Band, Direction, Judged, Remainder } from '@/lib/drafting/protocol'

export type StageView = 'free' | 'open' | 'face' | 'side' | 'bore' | 'print'

/** What each atelier can make of one parameter. */
export interface Bands {
  ends: Readonly<Record<string, Band>>
  /** The chosen atelier's ends are those of the checkout. */
  exact: boolean
  /** Of an older edit: another choice has changed since. */
  stale: boolean
}

/** A design put aside to be compared, with what was answered for it. */
export interface Compared {
  choices: Choices
  atelier: string
  answer: AtelierAnswer
  /** Three-quarter drawing; absent until it is drawn. */
  svg?: string | undefined
}

export interface ConfiguratorState {
  document: DesignDocument
  past: readonly Choices[]
  future: readonly Choices[]
  atelier: string
  destination: Destination
  /** Token of the revision that it was opened from or last saved as. */
  parent?: string | undefined
  /** True from an edit until its verdict is here. */
  measuring: boolean
  mesh?: RenderMesh | undefined
  inapplicable: readonly string[]
  judged?: Judged | undefined
  /** The document is not a design as it stands (letters that are no letters); says where. */
  refusal?: Refusal | undefined
  failed?: 'kernel' | 'draft' | undefined
  /** Of the chosen atelier; absent while they are looked for. */
  remedies: Readonly<Record<string, readonly Remedy[]>>
  bands: Readonly<Record<string, Bands>>
  /** What the chosen atelier's finest tools leave of the letters. */
  remainders: readonly Remainder[]
  /** The solid of a remedy under the pointer or the focus. */
  peek?: RenderMesh | undefined
  compared: readonly Compared[]
  svg: Readonly<Partial<Record<Direction, string>>>
  /** Walls under this are hatched in a drawing, mm. */
  hatched: Readonly<Partial<Record<Direction, number | undefined>>>
  view: StageView
  /** Group that is open in the panel. */
  group: string
  /** Finding whose card is shown, by its place in the chosen atelier's list; -1 closed by hand. */
  finding: number
}

/** Edits of one parameter that follow each other within this time are one step of undo. */
const ONE_GESTURE = 700
const LONGEST_PAST = 200

export function createConfigurator(
  initial: Pick<ConfiguratorState, 'document' | 'atelier' | 'destination' | 'group' | 'inapplicable' | 'parent'>,
) {
  let gesture: { key: string; at: number } | undefined

  const store = createStore<ConfiguratorState>(() => ({
    ...initial,
    past: [],
    future: [],
    measuring: true,
    remedies: {},
    bands: {},
    remainders: [],
    compared: [],
    svg: {},
    hatched: {},
    view: 'free',
    finding: 0,
  }))
  const { setState, getState } = store

  function moveTo(choices: Choices, change: Partial<ConfiguratorState>) {
    const { document, bands, finding } = getState()
    const changed = Object.keys(choices).filter((key) => choices[key] !== document.choices[key])
    // A parameter's own value does not move its band; any other choice may.
    const only = changed.length === 1 ? changed[0] : undefined
    const aged = Object.entries(bands).map(([key, band]) => [key, key === only ? band : { ...band, stale: true }] as const)
    setState({
      ...change,
      document: { ...document, choices },
      measuring: true,
      remedies: {},
      bands: Object.fromEntries(aged),
      remainders: [],
      peek: undefined,
      // Closed by hand stays closed while the client goes on.
      finding: Math.min(finding, 0),
    })
  }

  return {
    ...store,
    /** Changes one choice; a drag or typing in one field is one step of undo. */
    choose(key: string, value: Choice, at: number) {
      const { document, past } = getState()
      if (document.choices[key] === value) return
      const same = gesture?.key === key && at - gesture.at < ONE_GESTURE
      gesture = { key, at }
      moveTo(
        { ...document.choices, [key]: value },
        same ? { future: [] } : { past: [...past, document.choices].slice(-LONGEST_PAST), future: [] },
      )
    },
    /** A remedy or a preset: several choices, one step of undo. */
    apply(change: Choices) {
      const { document, past } = getState()
      gesture = undefined
      moveTo({ ...document.choices, ...change }, { past: [...past, document.choices].slice(-LONGEST_PAST), future: [] })
    },
    undo() {
      const { document, past, future } = getState()
      const before = past.at(-1)
      gesture = undefined
      if (before) moveTo(before, { past: past.slice(0, -1), future: [document.choices, ...future] })
    },
    redo() {
      const { document, past, future } = getState()
      const [after, ...rest] = future
      gesture = undefined
      if (after) moveTo(after, { past: [...past, document.choices], future: rest })
    },
    /** What somebody else chose, or the server's word: no step of undo, and every step keeps it. */
    merge(change: Choices) {
      const { document, past, future } = getState()
      const changed = Object.entries(change).filter(([key, value]) => document.choices[key] !== value)
      if (changed.length === 0) return
      const own = Object.fromEntries(changed)
      moveTo(
        { ...document.choices, ...own },
        { past: past.map((choices) => ({ ...choices, ...own })), future: future.map((choices) => ({ ...choices, ...own })) },
      )
    },
    switchTo(atelier: string) {
      setState({ atelier, finding: 0, remainders: [], peek: undefined })
    },
  }
}

export type Configurator = ReturnType<typeof createConfigurator>
