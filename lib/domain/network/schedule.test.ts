import { describe, expect, it } from 'vitest'
import milanDocument from '@/db/seed/ateliers/milan.json'
import parisDocument from '@/db/seed/ateliers/paris.json'
import tokyoDocument from '@/db/seed/ateliers/tokyo.json'
import type { Verdict } from '../manufacturability/finding'
import { energyOf, metalCarbon } from './carbon'
import { distanceKm } from './distance'
import type { Operation } from './operation'
import { parseProfile } from './parse-profile'
import type { AtelierProfile } from './profile'
import { plan } from './schedule'
import { deliveredAfter, passesCustoms } from './shipping'
import { isoIn, WorkingHours } from './working-hours'

function profileOf(document: unknown): AtelierProfile {
  const parsed = parseProfile(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal))
  return parsed.value
}
const paris = profileOf(parisDocument)
const ms = Date.parse
const LYON = { country: 'FR', place: { latitude: 45.764, longitude: 4.8357 }, currency: 'EUR' as const }

describe('a parcel on the road', () => {
  const hours = new WorkingHours(paris)
  // In Paris's own list of days: Christmas, New Year, Easter Monday.
  it.each([
    ['2026-12-23T12:00:00+01:00', 2, '2026-12-28'],
    ['2026-12-31T12:00:00+01:00', 1, '2027-01-04'],
    ['2027-03-26T12:00:00+01:00', 1, '2027-03-30'],
    ['2026-12-01T12:00:00+01:00', 2, '2026-12-03'],
  ])('that leaves on %s is %i working days later there on %s', (from, days, day) => {
    expect(isoIn('Europe/Paris', deliveredAfter(hours, ms(from), days)).slice(0, 10)).toBe(day)
  })
})

describe('profiles', () => {
  it('are whole documents', () => {
    for (const document of [parisDocument, milanDocument, tokyoDocument]) expect(parseProfile(document).ok).toBe(true)
  })

  it('are refused with a place when broken', () => {
    const broken = { ...parisDocument, rates: { ...parisDocument.rates, benchHour: 1.5 } }
    expect(parseProfile(broken)).toMatchObject({ ok: false, refusal: { code: 'profile.invalid', path: '/rates/benchHour' } })
    expect(parseProfile(null).ok).toBe(false)
  })

  it('give r as the mean of its posterior and a source to every limit', () => {
    for (const document of [parisDocument, milanDocument, tokyoDocument]) {
      for (const process of profileOf(document).workCenters.flatMap((center) => center.processes)) {
        const { posterior, value, sampleSize } = process.capability.r
        expect(posterior, process.process).toBeDefined()
        expect(posterior!.alpha / (posterior!.alpha + posterior!.beta)).toBeCloseTo(value, 3)
        // Two pseudo-observations from the uniform prior.
        expect(posterior!.alpha + posterior!.beta).toBeCloseTo(sampleSize + 2, 6)
        for (const limit of Object.values(process.limits)) expect(limit.source.text).not.toBe('')
      }
    }
  })
})

describe('places', () => {
  it('lie as far apart as the atlas says', () => {
    // Paris–Tokyo 9,710 km and Paris–Milan 640 km by the great circle (gcmap.com between city centres), to half a per cent.
    const at = (document: { place: { latitude: number; longitude: number } }) => document.place
    expect(Math.abs(distanceKm(at(parisDocument), at(tokyoDocument)) - 9713)).toBeLessThan(50)
    expect(Math.abs(distanceKm(at(parisDocument), at(milanDocument)) - 640)).toBeLessThan(5)
    // A quarter of the equator and pole to pole, on a sphere of 6371.0088 km.
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 })).toBeCloseTo(10007.557, 2)
    expect(distanceKm({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 12 })).toBeCloseTo(20015.114, 2)
  })

  it('pass customs only across a union’s border', () => {
    const unions = [['FR', 'IT']]
    expect(passesCustoms('FR', 'FR', [])).toBe(false)
    expect(passesCustoms('FR', 'IT', unions)).toBe(false)
    expect(passesCustoms('FR', 'JP', unions)).toBe(true)
    expect(passesCustoms('FR', 'IT', [])).toBe(true)
  })
})

describe('working hours', () => {
  const hours = new WorkingHours(paris)

  it('know the clock of their place, in summer and in winter', () => {
    expect(isoIn('Europe/Paris', ms('2026-07-01T10:00:00Z'))).toBe('2026-07-01T12:00:00+02:00')
    expect(isoIn('Europe/Paris', ms('2026-12-01T10:00:00Z'))).toBe('2026-12-01T11:00:00+01:00')
    expect(isoIn('Asia/Tokyo', ms('2026-12-01T16:00:00Z'))).toBe('2026-12-02T01:00:00+09:00')
    expect(isoIn('America/St_Johns', ms('2026-12-01T12:00:00Z'))).toBe('2026-12-01T08:30:00-03:30')
  })

  it('rest at night and over the weekend', () => {
    // Friday 4 December 2026, 17:00: one hour left of nine; two hours of work end on Monday at 10:00.
    const work = hours.work(ms('2026-12-04T17:00:00+01:00'), 120)
    expect(work).toEqual({
      from: ms('2026-12-04T17:00:00+01:00'),
      to: ms('2026-12-07T10:00:00+01:00'),
      busy: [
        { from: ms('2026-12-04T17:00:00+01:00'), to: ms('2026-12-04T18:00:00+01:00') },
        { from: ms('2026-12-07T09:00:00+01:00'), to: ms('2026-12-07T10:00:00+01:00') },
      ],
    })
  })

  it('open at nine by the wall on both sides of the change of clocks', () => {
    // Clocks go back on Sunday 25 October 2026.
    expect(hours.work(ms('2026-10-23T18:00:00+02:00'), 1)?.from).toBe(ms('2026-10-26T09:00:00+01:00'))
    expect(hours.work(ms('2026-10-22T18:00:00+02:00'), 1)?.from).toBe(ms('2026-10-23T09:00:00+02:00'))
  })

  it('skip closed days and work round what is taken', () => {
    // 25 December 2026 is a Friday and closed.
    expect(hours.work(ms('2026-12-24T18:00:00+01:00'), 60)?.to).toBe(ms('2026-12-28T10:00:00+01:00'))
    const taken = [{ from: ms('2026-12-01T10:00:00+01:00'), to: ms('2026-12-01T12:00:00+01:00') }]
    expect(hours.work(ms('2026-12-01T09:00:00+01:00'), 120, taken)?.to).toBe(ms('2026-12-01T13:00:00+01:00'))
  })

  it('give up when there are none', () => {
    const never = new WorkingHours({ timeZone: 'Europe/Paris', calendar: { week: {}, closed: [], queueHours: 0 } })
    expect(never.work(ms('2026-12-01T09:00:00+01:00'), 1)).toBeUndefined()
  })
})

/** Two steps: one hour attended (10 min set-up, 50 min run), then 30 min attended and 960 min alone. */
const capability = { value: 1, source: 's', date: '2026-01-01', sampleSize: 0 }
const sure = { d: capability, g: capability, r: capability, t: capability }
const process = { limits: {}, tools: [], rates: {}, unattendedMinutes: 0, attended: 1, energyKw: 0, capability: sure }
const small: AtelierProfile = {
  ...paris,
  calendar: { ...paris.calendar, closed: [], queueHours: 0 },
  workCenters: [
    {
      ...paris.workCenters[0]!,
      id: 'bench',
      processes: [{ ...process, process: 'polish', operation: 'polish', setupMinutes: 10, rates: { area: 0.5 }, energyKw: 1.2 }],
    },
    {
      ...paris.workCenters[0]!,
      id: 'oven',
      processes: [{ ...process, process: 'cast', operation: 'cast', setupMinutes: 30, unattendedMinutes: 960, energyKw: 2 }],
    },
  ],
}
const demand = { d: 0, g: 0, r: 0, t: 0 }
const operations: Operation[] = [
  { id: 'polish', family: 'polish', feature: 'blank', demand, reasons: [], quantities: { area: 100 } },
  { id: 'cast', family: 'cast', feature: 'blank', demand, reasons: [], quantities: {} },
]
const verdictWith = (mode: 'autonomous' | 'assisted' | 'outside'): Verdict => ({
  atelier: 'paris',
  profileVersion: 1,
  outcome: 'makeable',
  findings: [],
  operations: [
    { operation: 'polish', workCenter: 'bench', process: 'polish', mode, gaps: {} },
    { operation: 'cast', workCenter: 'oven', process: 'cast', mode: 'autonomous', gaps: {} },
  ],
  at: '',
})
const ask = (changes: Partial<Parameters<typeof plan>[0]> = {}) =>
  plan({
    operations,
    verdict: verdictWith('autonomous'),
    profile: small,
    bookings: {},
    destination: LYON,
    at: '2026-12-03T16:00:00+01:00',
    ...changes,
  })
const planned = (changes: Partial<Parameters<typeof plan>[0]> = {}) => {
  const result = ask(changes)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

describe('a plan', () => {
  it('lets people rest and machines run', () => {
    // Thursday 16:00: polish 16:00–17:00, set-up of the oven 17:00–17:30, then sixteen hours alone until Friday 09:30.
    const made = planned()
    expect(made.steps.map(({ from, to }) => [from, to])).toEqual([
      ['2026-12-03T16:00:00+01:00', '2026-12-03T17:00:00+01:00'],
      ['2026-12-03T17:00:00+01:00', '2026-12-04T09:30:00+01:00'],
    ])
    expect(made.steps.map(({ busyMinutes, elapsedMinutes }) => [busyMinutes, elapsedMinutes])).toEqual([
      [60, 60],
      [30, 990],
    ])
    // Nothing can fail and there is no queue: ready when done; one carrier's day after Friday is Monday.
    expect(made.ready).toBe('2026-12-04T09:30:00+01:00')
    expect(made.delivered).toBe('2026-12-07T18:00:00+01:00')
    expect(made.deliveredSure95).toBe('2026-12-08T18:00:00+01:00')
    expect(made.reasons).toEqual([
      { code: 'work', parameters: { hours: 2 } },
      { code: 'unattended', parameters: { hours: 16 } },
      { code: 'certainty', parameters: { hours: 0 } },
      { code: 'shipping', parameters: { days: 1, km: made.distanceKm } },
    ])
  })

  it('waits for the queue and round bookings, and says so', () => {
    const queued = planned({ profile: { ...small, calendar: { ...small.calendar, queueHours: 9 } } })
    expect(queued.steps[0]?.from).toBe('2026-12-04T16:00:00+01:00')
    expect(queued.reasons[0]).toEqual({ code: 'queue', parameters: { hours: 9 } })
    const booking = { workCenter: 'oven', from: '2026-12-03T19:00:00+01:00', to: '2026-12-03T22:00:00+01:00' }
    const booked = planned({ bookings: { paris: [booking] } })
    // Sixteen hours without a break fit only behind it: 22:00 to 14:00, four and a half hours later than undisturbed.
    expect(booked.steps[1]?.to).toBe('2026-12-04T14:00:00+01:00')
    expect(booked.reasons).toContainEqual({ code: 'booked', parameters: { workCenter: 'oven', hours: 5 } })
  })

  it('is busy only while it works, and leaves the place free while the piece is elsewhere', () => {
    const made = planned()
    expect(made.steps.map(({ busy }) => busy)).toEqual([
      [{ from: '2026-12-03T16:00:00+01:00', to: '2026-12-03T17:00:00+01:00' }],
      [{ from: '2026-12-03T17:00:00+01:00', to: '2026-12-04T09:30:00+01:00' }],
    ])
    const centers = small.workCenters.map((center, index) =>
      index === 1 ? { ...center, processes: center.processes.map((entry) => ({ ...entry, away: true })) } : center,
    )
    const away = planned({ profile: { ...small, workCenters: centers } })
    expect(away.steps[1]?.to).toBe('2026-12-04T09:30:00+01:00')
    expect(away.steps[1]?.busy).toEqual([{ from: '2026-12-03T17:00:00+01:00', to: '2026-12-03T17:30:00+01:00' }])
  })

  it('of many orders one after the other takes no work center twice', () => {
    const taken: { workCenter: string; from: string; to: string }[] = []
    for (let order = 0; order < 30; order++) {
      const at = new Date(ms('2026-12-03T16:00:00+01:00') + ((order * 7919) % 90) * 60_000 + order * 37).toISOString()
      for (const { workCenter, busy } of planned({ at, bookings: { paris: taken } }).steps)
        for (const span of busy ?? []) {
          const clash = taken.find(
            (one) => one.workCenter === workCenter && ms(one.from) < ms(span.to) && ms(span.from) < ms(one.to),
          )
          expect(clash, `${order} ${workCenter}`).toBeUndefined()
          taken.push({ workCenter, ...span })
        }
    }
    expect(taken.length).toBeGreaterThanOrEqual(60)
  })

  it('gives a person at its side half as long again', () => {
    // 60 attended minutes × 0.5 surcharge.
    const assisted = planned({ verdict: verdictWith('assisted') })
    expect(assisted.steps[0]?.to).toBe('2026-12-03T17:30:00+01:00')
    expect(assisted.reasons).toContainEqual({ code: 'assisted', parameters: { operation: 'polish', minutes: 30 } })
  })

  it('keeps time in hand for what may have to be done again', () => {
    // r = 0.8 on the 60-minute step: mean 60·0.2/0.8 = 15 min, variance 60²·0.2/0.64 = 1125; 80 %: 15 + 0.8416·33.54 = 43.2 min.
    const shaky = { ...sure, r: { ...capability, value: 0.8 } }
    const centers = small.workCenters.map((center, index) =>
      index === 0 ? { ...center, processes: center.processes.map((entry) => ({ ...entry, capability: shaky })) } : center,
    )
    const made = planned({ profile: { ...small, workCenters: centers } })
    expect((ms(made.ready) - ms('2026-12-04T09:30:00+01:00')) / 60_000).toBeCloseTo(43.2, 0)
  })

  it('counts energy, the price of being small, and freight', () => {
    // Polish 1.2 kW for one hour, oven 2 kW for 16.5 hours: 34.2 kWh, ±10 %.
    const made = planned({ materials: [{ material: 'gold-18k-yellow', finishedGrams: 10 }] })
    expect(made.energyKwh[0]).toBeCloseTo(30.78, 6)
    expect(made.energyKwh[1]).toBeCloseTo(37.62, 6)
    expect(made.energyKgCo2e[0]).toBeCloseTo(30.78 * 0.04, 6)
    // A central plant would use 30.78 / 1.2 = 25.65 and 37.62 / 1.4 = 26.871.
    expect(made.microFactoryKwh[0]).toBeCloseTo(5.13, 6)
    expect(made.microFactoryKwh[1]).toBeCloseTo(10.7486, 3)
    expect(made.freightKgCo2e[0]).toBeCloseTo((2.3 * distanceKm(paris.place, LYON.place)) / 1000, 9)
    // All recycled: 10 g × 0.75 × 22…53 kg/kg.
    expect(made.metalKgCo2e?.[0]).toBeCloseTo(0.165, 6)
    expect(made.metalKgCo2e?.[1]).toBeCloseTo(0.3975, 6)
  })

  it('is refused where a step cannot be run', () => {
    expect(ask({ verdict: verdictWith('outside') })).toMatchObject({ ok: false, refusal: { code: 'plan.outside' } })
    expect(ask({ verdict: { ...verdictWith('autonomous'), operations: [] } })).toMatchObject({
      ok: false,
      refusal: { code: 'plan.operation-missing' },
    })
    const shut = { ...small, calendar: { ...small.calendar, week: {} } }
    expect(ask({ profile: { ...shut, calendar: { ...shut.calendar, queueHours: 1 } } })).toMatchObject({
      ok: false,
      refusal: { code: 'plan.no-hours' },
    })
  })

  it('crosses the world with customs', () => {
    const made = planned({
      destination: { country: 'JP', place: tokyoDocument.place, currency: 'JPY' },
      customsUnions: [['FR', 'IT']],
    })
    // Friday's parcel: four carrier's days and one at customs → Friday 11 December.
    expect(made.delivered).toBe('2026-12-11T18:00:00+01:00')
    expect(made.reasons.at(-1)).toEqual({ code: 'customs', parameters: { days: 1 } })
  })
})

describe('carbon', () => {
  it('is a range', () => {
    expect(energyOf(10).total).toEqual([9, 11])
    // Half mined: 1 kg × (0.5 · 0.75 · 22 + 0.5 · 0.75 · 16,000).
    expect(metalCarbon('gold-18k-yellow', 1000, 0.5)?.[0]).toBeCloseTo(6008.25, 6)
    expect(metalCarbon('lead', 1, 1)).toBeUndefined()
  })
})
