'use client'

import { encode } from 'uqr'
import { QrCode } from '@/components/admin/qr-code'

/** An address for the client's own telephone. */
export function QrLink({ url, label }: { url: string; label: string }) {
  return <QrCode cells={encode(url, { border: 2 }).data} label={label} />
}
