import type { AtelierProfile } from './profile'
import { workingHoursOf } from './working-hours'

/** Open hours of an atelier that does not say how long it takes to answer. */
const USUAL_HOURS = 10

/** Until when an atelier that is offered an order at an instant (ms) has accepted or declined it; undefined where it never opens. */
export function answerBy(profile: AtelierProfile, offered: number): number | undefined {
  return workingHoursOf(profile).work(offered, (profile.calendar.answerHours ?? USUAL_HOURS) * 60)?.to
}
