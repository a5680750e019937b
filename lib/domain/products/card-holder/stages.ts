import type { DesignDocument } from '../../design/document'
import type { Stage } from '../family'

/** What a client can see of the holder, and after which operation. */
export function stages({ choices }: DesignDocument): Stage[] {
  const marked = (choices.mark === 'letters' && choices.letters !== '') || (choices.mark === 'own' && choices.ownMark !== '')
  const turned = choices.edge === 'turned'
  const skived = Number(choices.skiveTo) < Number(choices.pocketThickness) || turned
  return [
    { id: 'cut', operation: 'cut', look: 'cut' },
    ...(skived ? [{ id: 'skived', operation: 'skive', look: 'skived' } as const] : []),
    ...(marked ? [{ id: 'stamped', operation: 'stamp', look: 'stamped' } as const] : []),
    { id: 'glued', operation: 'glue', look: 'glued' },
    { id: 'sewn', operation: 'sew', look: 'sewn' },
    { id: 'finished', operation: turned ? 'inspect' : 'edge', look: 'finished' },
  ]
}
