import { describe, expect, it } from 'vitest'
import { parseSealedEvent } from './event-schema'

const event = {
  id: 'evt_00000001',
  productionOrder: 'po_00000001',
  atelier: 'paris',
  sequence: 0,
  previous: '0'.repeat(64),
  occurredAt: '2026-11-22T10:00:00+01:00',
  timeScale: 1,
  body: { type: 'rework', gate: 'bore', backTo: 'cast', reason: 'porosity' },
  keyId: 'key_0001',
  signature: 'a'.repeat(128),
}

describe('parseSealedEvent', () => {
  it('takes a whole event', () => {
    expect(parseSealedEvent(event)).toEqual({ ok: true, value: event })
  })

  it.each([
    ['unknown key', { ...event, note: 'x' }, ''],
    ['unknown key in the body', { ...event, body: { ...event.body, html: '<b>' } }, '/body'],
    ['unknown type', { ...event, body: { type: 'teleported' } }, '/body/type'],
    ['a million characters', { ...event, body: { ...event.body, reason: 'x'.repeat(1e6) } }, '/body/reason'],
    ['control characters', { ...event, body: { ...event.body, reason: 'a\u0007b' } }, '/body/reason'],
    ['NaN', { ...event, timeScale: Number.NaN }, '/timeScale'],
    ['a time without offset', { ...event, occurredAt: '2026-11-22T10:00:00' }, '/occurredAt'],
    ['sequence −1', { ...event, sequence: -1 }, '/sequence'],
    ['null', null, ''],
    ['a list', [event], ''],
  ])('refuses %s with its place', (_, input, path) => {
    expect(parseSealedEvent(input)).toMatchObject({ ok: false, refusal: { code: 'event.malformed', path } })
  })
})
