/** Hour of the night, by the shop's clock, at which what was not allowed is deleted. */
const HOUR = 3

/** The first three o'clock of the night after an instant, by the shop's clock. */
export function nightAfter(at: Date, timeZone: string): Date {
  const local = localOf(at, timeZone)
  const days = local.getUTCHours() < HOUR ? 0 : 1
  const wanted = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, HOUR)
  // The clock may change that night: the offset that counts is the one at the end.
  const guess = new Date(wanted - offsetOf(at, timeZone))
  return new Date(wanted - offsetOf(guess, timeZone))
}

/** The shop's calendar day, `2026-10-14`. */
export const dayAt = (at: Date, timeZone: string): string => localOf(at, timeZone).toISOString().slice(0, 10)

/** A day that many days later. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const offsetOf = (at: Date, timeZone: string): number => localOf(at, timeZone).getTime() - Math.floor(at.getTime() / 1000) * 1000

/** What the shop's clock shows, as if it were UTC. */
function localOf(at: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return new Date(Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')))
}
