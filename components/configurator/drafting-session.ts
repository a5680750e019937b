import type { Market } from '@/lib/domain/assess'
import type { Choices } from '@/lib/domain/design/document'
import { type DraftingClient, draftingClient, type Port } from '@/lib/drafting/client'
import type { Reply } from '@/lib/drafting/protocol'
import type { PanelParameter } from './context'
import type { Bands, Configurator } from './store'

interface Ends {
  store: Configurator
  market: Market
  parameters: readonly PanelParameter[]
  /** The working copy that the address holds. */
  fragment: string
  /** Writes the working copy into the address. */
  keep(fragment: string): void
  start(hear: (reply: Reply) => void): Port
}

const needsBand = (band: Bands | undefined) => band === undefined || band.stale || !band.exact

/** Ties the store to a drafting port: sends every edit, takes in every answer to the newest. */
export function draftingSession({ store, market, parameters, fragment, keep, start }: Ends) {
  let opened = false
  let peeked = 0
  const given = store.getState().document
  const client: DraftingClient = draftingClient(start(hear))

  function wish(group: string) {
    const { atelier, bands, judged } = store.getState()
    const answer = judged?.answers.find((one) => one.atelier === atelier)
    const wanted = parameters
      .filter((parameter) => parameter.kind === 'number' && parameter.group === group && needsBand(bands[parameter.key]))
      .map(({ key }) => key)
    const blocked = answer?.verdict.outcome === 'blocked' && store.getState().remedies[atelier] === undefined
    if (judged && (wanted.length > 0 || blocked)) client.wish(wanted, atelier, blocked)
  }

  function hear(reply: Reply) {
    const current = client.last()
    switch (reply.kind) {
      case 'opened':
        // Who was quicker than the worker keeps what they changed.
        if (store.getState().document === given) store.setState({ document: reply.document })
        opened = true
        client.edit(store.getState().document)
        break
      case 'preview':
        if (reply.id !== current) return
        store.setState({ mesh: reply.mesh, inapplicable: reply.inapplicable, refusal: undefined, failed: undefined })
        keep(reply.fragment)
        break
      case 'judged':
        if (reply.judged.id !== current) return
        // The exact answer is to the same ring as the fast one before it: its drawings stand.
        if (reply.judged.fineness === 'full') store.setState({ judged: reply.judged, remedies: {} })
        else store.setState({ judged: reply.judged, measuring: false, remedies: {}, svg: {} })
        wish(store.getState().group)
        break
      case 'refused':
        if (reply.id !== current) return
        store.setState({ refusal: reply.refusal, inapplicable: reply.inapplicable, measuring: false })
        break
      case 'remedies':
        if (reply.id === current)
          store.setState((state) => ({ remedies: { ...state.remedies, [reply.atelier]: reply.remedies } }))
        break
      case 'band':
        if (reply.id !== current) break
        store.setState((state) => ({
          bands: { ...state.bands, [reply.parameter]: { ends: reply.bands, exact: reply.exact, stale: false } },
        }))
        break
      case 'remainder':
        if (reply.id === current && reply.atelier === store.getState().atelier) store.setState({ remainders: reply.remainders })
        break
      case 'peeked':
        if (reply.peek === peeked) store.setState({ peek: reply.mesh })
        break
      case 'view':
        if (reply.aside) {
          const of = JSON.stringify(reply.aside.choices)
          store.setState(({ compared }) => ({
            compared: compared.map((one) => (JSON.stringify(one.choices) === of ? { ...one, svg: reply.svg } : one)),
          }))
        } else if (reply.id === current)
          store.setState((state) => ({
            svg: { ...state.svg, [reply.direction]: reply.svg },
            hatched: { ...state.hatched, [reply.direction]: reply.thinnerThan },
          }))
        break
      case 'failed':
        store.setState({ failed: reply.what, measuring: false })
        break
    }
  }

  client.open(given.family, market, given, fragment)
  const unsubscribe = store.subscribe((state, before) => {
    if (opened && state.document !== before.document && state.measuring) client.edit(state.document)
    if (state.destination !== before.destination) {
      store.setState({ measuring: true, remedies: {} })
      client.market({ ...market, destination: state.destination })
    }
    if (state.atelier !== before.atelier) {
      // The ends shown as exact were the other atelier's.
      const bands = Object.fromEntries(Object.entries(state.bands).map(([key, band]) => [key, { ...band, exact: false }]))
      store.setState({ bands })
      wish(state.group)
    }
  })

  return {
    client,
    wish,
    /** Shows what a change would make of the piece, or the piece again. */
    peek(change: Choices | undefined) {
      const { document } = store.getState()
      if (change) peeked = client.peek({ ...document, choices: { ...document.choices, ...change } })
      else {
        peeked = 0
        store.setState({ peek: undefined })
      }
    },
    close() {
      unsubscribe()
      client.close()
    },
  }
}

export type DraftingSession = ReturnType<typeof draftingSession>
