'use client'

import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useWords } from '@/components/ui/words'
import Viewer from '@/components/viewer/viewer'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import { strokeOrder } from '@/lib/domain/geometry/stroke-order'
import type { CutHide } from '@/lib/domain/nesting/cut-plan'
import type { Stage } from '@/lib/domain/products/family'
import { draftingClient, workerPort } from '@/lib/drafting/client'
import { NOBODY } from '@/lib/drafting/nobody'
import { chainsOf } from '../viewer/outline-chains'
import { useFollowed } from './use-followed'

/** Looks that are meshes of their own. */
const STAGED: ReadonlySet<Stage['look']> = new Set(['cut', 'skived', 'stamped', 'glued', 'sewn'])

/** Work on the inside is shown with the piece laid open, share of its closed angle. */
const INSIDE: ReadonlySet<Stage['look']> = new Set(['glued', 'sewn'])
const OPEN = 0.12
const CLOSED = 0.94

/** The piece in the look of its stage, drafted here from its design. */
export default function Piece(props: {
  document: DesignDocument | undefined
  blank: DesignDocument | undefined
  metal: string
  finish: string
  look: Stage['look']
  /** What it is cut from, where that is known. */
  hides: readonly CutHide[] | undefined
  progress: number
  /** Shown until the piece is, and where it cannot be. */
  picture: ReactNode
  /** Whether the piece itself is on the screen, or only a picture. */
  onShown(shown: boolean): void
}) {
  const { t } = useWords()
  const { document, blank, look, hides, progress } = props
  const [mesh, setMesh] = useState<RenderMesh | null>(null)
  const [uncut, setUncut] = useState<RenderMesh>()
  const [calm, setCalm] = useState(false)
  const stagedLook = STAGED.has(look) ? look : undefined
  const followed = useFollowed(progress, look, calm)

  useEffect(() => {
    setCalm(matchMedia('(prefers-reduced-motion: reduce)').matches)
    const first = document ?? blank
    if (!first) return
    // What is sewn looks otherwise at each stage and comes as a mesh of its own; what is cast is drawn bare and engraved.
    let bare = blank && document && !stagedLook ? -1 : 0
    const port = workerPort((reply) => {
      if (reply.kind === 'opened') {
        if (bare === -1 && blank) bare = client.edit(blank)
        else client.edit(first, stagedLook, stagedLook === 'cut' ? hides : undefined)
      } else if (reply.kind === 'preview' && bare > 0 && reply.id === bare && document) {
        setUncut(reply.mesh)
        bare = 0
        client.edit(document)
      } else if (reply.kind === 'preview') setMesh(reply.mesh)
    })
    const client = draftingClient(port)
    client.open(first.family, NOBODY, first)
    return () => client.close()
  }, [document, blank, stagedLook, hides])

  const strokes = useMemo(() => (mesh && look === 'engraved' ? strokeOrder(rimsOf(mesh)) : undefined), [mesh, look])
  const stage = useMemo(() => ({ look, progress: followed, blank: uncut, strokes }), [look, followed, uncut, strokes])

  return (
    <Viewer
      mesh={mesh}
      metal={props.metal}
      finish={props.finish}
      theme="stage"
      view="free"
      fill={0.96}
      fold={INSIDE.has(look) ? OPEN : CLOSED}
      reducedMotion={calm}
      label={t('build.viewer')}
      stage={stage}
      onReady={() => props.onShown(true)}
      onPicture={(state) => props.onShown(state === 'back')}
      still={props.picture}
    />
  )
}

/** Outlines of what is cut, in the face's plane: across the finger and along it. */
function rimsOf(mesh: RenderMesh) {
  return chainsOf(mesh).map((chain) =>
    Array.from({ length: chain.length / 3 }, (_, i): [number, number] => [chain[i * 3] ?? 0, chain[i * 3 + 1] ?? 0]),
  )
}
