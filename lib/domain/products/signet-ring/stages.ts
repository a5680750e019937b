import type { DesignDocument } from '../../design/document'
import type { Stage } from '../family'

/** What a client can see of the piece, and after which operation. */
export function stages({ choices }: DesignDocument): Stage[] {
  const engraving = choices.relief === 'raised' ? 'chase' : 'engrave'
  return [
    { id: 'pattern', operation: 'pattern', look: 'pattern' },
    { id: 'cast', operation: 'cast', look: 'cast' },
    { id: 'cleaned', operation: 'clean', look: 'cleaned' },
    ...(choices.letters === '' ? [] : [{ id: 'engraved', operation: engraving, look: 'engraved' } as const]),
    { id: 'finished', operation: choices.finish === 'antiqued' ? 'patinate' : 'polish', look: 'finished' },
  ]
}
