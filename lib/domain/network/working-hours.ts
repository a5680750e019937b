import type { AtelierProfile } from './profile'

const MINUTE = 60_000
const DAY = 86_400_000
/** An atelier without an open hour in so many days has none. */
const HORIZON_DAYS = 800

/** Half-open interval of milliseconds since the epoch. */
export interface Span {
  from: number
  to: number
}

/** Clocks are put forward and back on whole quarters of an hour only. */
const QUARTER = 15 * MINUTE
/** Quarters remembered of a zone; a plan asks for some hundreds. */
const REMEMBERED = 4_096

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, number>>()

/** Minutes east of UTC in an IANA time zone at an instant. */
export function offsetMinutes(timeZone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER)
  const known = offsets.get(timeZone) ?? new Map<number, number>()
  offsets.set(timeZone, known)
  const found = known.get(quarter)
  if (found !== undefined) return found
  if (known.size >= REMEMBERED) known.clear()
  const offset = offsetAt(timeZone, quarter * QUARTER)
  known.set(quarter, offset)
  return offset
}

function offsetAt(timeZone: string, at: number): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!)
  return Math.round((wall - Math.floor(at / 1000) * 1000) / MINUTE)
}

/** ISO 8601 with the zone's offset, to the second. */
export function isoIn(timeZone: string, at: number): string {
  const offset = offsetMinutes(timeZone, at)
  const wall = new Date(at + offset * MINUTE).toISOString().slice(0, 19)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
}

/** People's hours of one atelier, in its own time zone, day by day. */
export class WorkingHours {
  readonly #days = new Map<number, Span | undefined>()
  readonly #closed: ReadonlySet<string>

  constructor(readonly profile: Pick<AtelierProfile, 'timeZone' | 'calendar'>) {
    this.#closed = new Set(profile.calendar.closed)
  }

  /** Local calendar day of an instant, as days since 1970-01-01. */
  dayOf(at: number): number {
    return Math.floor((at + offsetMinutes(this.profile.timeZone, at) * MINUTE) / DAY)
  }

  /** The instant at which the wall clock here shows `minutes` after midnight of a local day. */
  instant(day: number, minutes: number): number {
    const wall = day * DAY + minutes * MINUTE
    const guess = wall - offsetMinutes(this.profile.timeZone, wall) * MINUTE
    return wall - offsetMinutes(this.profile.timeZone, guess) * MINUTE
  }

  weekday(day: number): number {
    // 1970-01-01 was a Thursday, ISO weekday 4.
    return ((((day + 3) % 7) + 7) % 7) + 1
  }

  /** A day that would be open by its weekday and is closed by its date. */
  isHoliday(day: number): boolean {
    return (
      this.profile.calendar.week[String(this.weekday(day))] !== undefined &&
      this.#closed.has(new Date(day * DAY).toISOString().slice(0, 10))
    )
  }

  #open(day: number): Span | undefined {
    if (this.#days.has(day)) return this.#days.get(day)
    const hours = this.profile.calendar.week[String(this.weekday(day))]
    const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
    const span =
      hours && !this.isHoliday(day)
        ? { from: this.instant(day, minutes(hours.open)), to: this.instant(day, minutes(hours.close)) }
        : undefined
    this.#days.set(day, span)
    return span
  }

  /** Open spans from an instant on, cut at it, at most `HORIZON_DAYS` ahead. */
  *spans(from: number): Generator<Span> {
    const first = this.dayOf(from)
    for (let day = first; day < first + HORIZON_DAYS; day++) {
      const span = this.#open(day)
      if (span && span.to > from) yield { from: Math.max(span.from, from), to: span.to }
    }
  }

  /**
   * Attended work of some minutes, begun as soon as possible after `from`, resting outside hours and while `taken` (sorted, disjoint).
   * Undefined when there are not enough hours within the horizon. No work takes no time. `busy`: the spans in which it is worked, in order.
   */
  work(from: number, minutes: number, taken: readonly Span[] = []): (Span & { busy: readonly Span[] }) | undefined {
    if (minutes <= 0) return { from, to: from, busy: [] }
    let left = minutes * MINUTE
    const busy: Span[] = []
    for (const span of this.spans(from)) {
      for (const free of without(span, taken)) {
        const length = free.to - free.from
        const to = length >= left ? free.from + left : free.to
        busy.push({ from: free.from, to })
        if (length >= left) return { from: busy[0]?.from ?? from, to, busy }
        left -= length
      }
    }
    return undefined
  }
}

/** What is left of a span when the taken spans are cut out of it. */
function* without(span: Span, taken: readonly Span[]): Generator<Span> {
  let cursor = span.from
  for (const { from, to } of taken) {
    if (to <= cursor || from >= span.to) continue
    if (from > cursor) yield { from: cursor, to: from }
    cursor = Math.max(cursor, to)
  }
  if (cursor < span.to) yield { from: cursor, to: span.to }
}

const known = new WeakMap<AtelierProfile, WorkingHours>()

export function workingHoursOf(profile: AtelierProfile): WorkingHours {
  let hours = known.get(profile)
  if (!hours) {
    hours = new WorkingHours(profile)
    known.set(profile, hours)
  }
  return hours
}
