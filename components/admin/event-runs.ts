import type { EventBody } from '@/lib/domain/production/event'

interface Told {
  body: EventBody
}

/** One line of an event list: a fact, or a run of reports between two facts, oldest first. */
export type EventEntry<Event extends Told> = { kind: 'fact'; event: Event } | { kind: 'reports'; events: readonly Event[] }

/**
 * Facts and the runs of reports between them, in the order given (oldest first). A report says how far a step is or that the air is
 * as it was: a reading that leaves its window, or comes back into it, is a fact. The air that is read just before a step begins
 * belongs to the reports of that step.
 */
export function eventEntries<Event extends Told>(events: readonly Event[]): EventEntry<Event>[] {
  const entries: EventEntry<Event>[] = []
  const inside = new Map<string, boolean>()
  let run: Event[] = []
  const close = () => {
    if (run.length > 0) entries.push({ kind: 'reports', events: run })
    run = []
  }
  for (const event of events) {
    if (isReport(event.body, inside)) {
      run.push(event)
      continue
    }
    const belongs = event.body.type === 'operation-started' && run.every(({ body }) => body.type === 'climate')
    if (!belongs) close()
    entries.push({ kind: 'fact', event })
  }
  close()
  return entries
}

function isReport(body: EventBody, inside: Map<string, boolean>): boolean {
  if (body.type === 'operation-progress') return true
  if (body.type !== 'climate') return false
  const before = inside.get(body.workCenter) ?? true
  inside.set(body.workCenter, body.inWindow)
  return body.inWindow === before
}

/** What a run of reports comes to: the last count, and the air's extremes. */
export function sumOf(events: readonly Told[]) {
  const progress = events.flatMap(({ body }) => (body.type === 'operation-progress' ? [body] : [])).at(-1)
  const air = events.flatMap(({ body }) => (body.type === 'climate' ? [body] : []))
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const
  return {
    ...(progress ? { progress } : {}),
    ...(air.length > 0
      ? {
          air: {
            temperature: range(air.map(({ temperature }) => temperature)),
            humidity: range(air.map(({ humidity }) => humidity)),
            inWindow: air.every(({ inWindow }) => inWindow),
          },
        }
      : {}),
  }
}
