import { useEffect, useMemo, useRef, useState } from 'react'
import type { Choices } from '@/lib/domain/design/document'
import { workerPort } from '@/lib/drafting/client'
import type { ConfiguratorProps } from './context'
import { type DraftingSession, draftingSession } from './drafting-session'
import { createConfigurator } from './store'

/** One store and one drafting worker for a design; the working copy lives in the address unless a host keeps it. */
export function useDrafting(props: ConfiguratorProps) {
  const [store] = useState(() =>
    createConfigurator({
      document: props.document,
      atelier: props.atelier,
      destination: props.market.destination,
      group: props.groups.includes('monogram') ? 'monogram' : (props.groups[0] ?? ''),
      inapplicable: props.inapplicable,
      parent: props.parent,
    }),
  )
  const session = useRef<DraftingSession>(undefined)
  const [live, setLive] = useState<DraftingSession>()
  const first = useRef(props)

  useEffect(() => {
    const { market, parameters, hosting } = first.current
    const begun = draftingSession({
      store,
      market,
      parameters,
      fragment: hosting ? '' : window.location.hash.slice(1),
      keep: (fragment) => {
        if (!hosting) window.history.replaceState(window.history.state, '', `#${fragment}`)
      },
      start: workerPort,
    })
    session.current = begun
    setLive(begun)
    const untie = hosting?.tie(store)
    // A link to another working copy was opened in this very page.
    const onHash = () => window.location.reload()
    if (!hosting) window.addEventListener('hashchange', onHash)
    return () => {
      window.removeEventListener('hashchange', onHash)
      untie?.()
      begun.close()
    }
  }, [store])

  const shared = useMemo(
    () => ({
      store,
      props,
      wishFor: (group: string) => session.current?.wish(group),
      peek: (change: Choices | undefined) => session.current?.peek(change),
    }),
    [store, props],
  )
  return { store, live, shared }
}
