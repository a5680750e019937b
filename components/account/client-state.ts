import type { BuildStatus } from '@/lib/domain/production/build-status'
import type { Translate } from '@/lib/words/translate'

/** Where an order is, in one word or two: from its state and, once it is being made, from what the atelier has said. */
export function clientState(
  t: Translate,
  state: string,
  status: BuildStatus | null,
): { text: string; icon: 'ok' | 'unknown' | 'clock' } {
  const word = (name: string, step = '') => t(`me.state.${name}`, { step })
  if (state === 'cancelled') return { text: word('cancelled'), icon: 'unknown' }
  if (state === 'closed' || status?.deliveredAt) return { text: word('closed'), icon: 'ok' }
  if (status?.shipped) return { text: word('shipped'), icon: 'ok' }
  if (status?.finishedAt) return { text: word('finished'), icon: 'ok' }
  if (status?.state === 'Interrupted') return { text: word('paused'), icon: 'clock' }
  if (status?.now) {
    const step = t(`operationNames.${status.now.operation.replace(/-\d+$/, '')}`).toLowerCase()
    return { text: word('running', step), icon: 'clock' }
  }
  return { text: word(state), icon: 'clock' }
}
