'use client'

import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { DesignDocument } from '@/lib/domain/design/document'

const Solid = lazy(() => import('./order-solid'))

/** The ordered piece in three dimensions over its still; without WebGL the still alone. */
export function OrderPiece(props: {
  document: DesignDocument
  metal: string
  finish: string
  label: string
  picture: ReactNode
}) {
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  return (
    <div className="admin-stage">
      {mounted ? (
        <Suspense fallback={props.picture}>
          <Solid {...props} />
        </Suspense>
      ) : (
        props.picture
      )}
    </div>
  )
}
