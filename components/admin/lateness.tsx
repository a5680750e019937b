import { Icon } from '@/components/ui/icon'
import type { Lateness } from '@/lib/domain/production/standing'
import type { Translate } from '@/lib/words/render'
import { iconOf, type State } from './states'

const STATE: Readonly<Partial<Record<Lateness['kind'], State>>> = {
  late: 'blocked',
  'was-late': 'advice',
  'at-risk': 'advice',
  held: 'advice',
  early: 'ok',
}

/** On time is the rule and wears no colour; what is not says by how much. */
export function LatenessCell({ t, lateness }: { t: Translate; lateness: Lateness }) {
  const state = STATE[lateness.kind]
  const word = t(`staff.lateness.${lateness.kind}`, 'days' in lateness ? { days: lateness.days } : {})
  if (!state)
    return <span className={lateness.kind === 'closed' || lateness.kind === 'not-begun' ? 'quiet' : undefined}>{word}</span>
  return (
    <span className={`state ${state}`}>
      <Icon name={iconOf(state)} />
      <span>{word}</span>
    </span>
  )
}
