'use client'

import { type ReactNode, useEffect, useState } from 'react'
import Viewer from '@/components/viewer/viewer'
import type { DesignDocument } from '@/lib/domain/design/document'
import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import { draftingClient, workerPort } from '@/lib/drafting/client'
import { NOBODY } from '@/lib/drafting/nobody'

/** Only ever mounted in a browser. */
export default function OrderSolid(props: {
  document: DesignDocument
  metal: string
  finish: string
  label: string
  picture: ReactNode
}) {
  const { document } = props
  const [mesh, setMesh] = useState<RenderMesh | null>(null)
  const [calm, setCalm] = useState(false)
  useEffect(() => {
    setCalm(matchMedia('(prefers-reduced-motion: reduce)').matches)
    const client = draftingClient(
      workerPort((reply) => {
        if (reply.kind === 'opened') client.edit(document)
        else if (reply.kind === 'preview') setMesh(reply.mesh)
      }),
    )
    client.open(document.family, NOBODY, document)
    return () => client.close()
  }, [document])
  return (
    <Viewer
      mesh={mesh}
      metal={props.metal}
      finish={props.finish}
      theme="day"
      view="free"
      reducedMotion={calm}
      label={props.label}
      still={props.picture}
    />
  )
}
