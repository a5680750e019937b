import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSettings, SETTING_DEFAULTS } from './settings'

const live = {
  DATABASE_URL: 'postgresql://u:p@db.example/house',
  PUBLIC_URL: 'https://lot-one.example/',
  LINK_SECRET: 'x'.repeat(40),
  STRIPE_SECRET_KEY: 'sk_live_123456789',
  STRIPE_WEBHOOK_SECRET: 'whsec_123456789',
  SMTP_URL: 'smtps://mail.example',
}

describe('settings', () => {
  it('are live unless they say otherwise', () => {
    expect(readSettings(live)).toMatchObject({ LOT_ONE_MODE: 'live', PUBLIC_URL: 'https://lot-one.example', TIME_SCALE_LIMIT: 1 })
  })

  const refusedLive: [string, Record<string, string>][] = [
    ['STRIPE_API_BASE', { STRIPE_API_BASE: 'http://127.0.0.1:3002' }],
    ['TIME_SCALE_LIMIT', { TIME_SCALE_LIMIT: '600' }],
    ['SMTP_URL', { SMTP_URL: '' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: '' }],
    ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_test_123456789' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'http://lot-one.example' }],
  ]
  for (const [name, change] of refusedLive) {
    it(`live refuses ${name} = ${JSON.stringify(change[name])}`, () => {
      expect(() => readSettings({ ...live, ...change })).toThrow(name)
    })
  }

  it('demo refuses a live payment key', () => {
    expect(() => readSettings({ ...live, LOT_ONE_MODE: 'demo' })).toThrow('STRIPE_SECRET_KEY')
    expect(readSettings({ ...live, LOT_ONE_MODE: 'demo', STRIPE_SECRET_KEY: 'sk_test_12345678' }).LOT_ONE_MODE).toBe('demo')
  })

  it('names what is wrong and never shows a value', () => {
    const faulty = { ...live, LINK_SECRET: 'short-secret', DATABASE_URL: 'mysql://root:hunter2@db' }
    expect(() => readSettings(faulty)).toThrow(/LINK_SECRET[\s\S]*|DATABASE_URL/)
    try {
      readSettings(faulty)
    } catch (error) {
      expect(String(error)).not.toMatch(/short-secret|hunter2/)
    }
  })

  it('stand in the operating guide, each with what holds where it is not given', () => {
    const guide = readFileSync('docs/operating.md', 'utf8')
    const rows = [...guide.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|(needed|none)) \| \S/gm)]
    const told = rows.map(([, name, given, word]) => [name, given ?? word])
    const optional = new Set(['STRIPE_API_BASE', 'SMTP_URL'])
    const read = [...SETTING_DEFAULTS].map(([name, given]) => [name, given ?? (optional.has(name) ? 'none' : 'needed')])
    expect(told).toEqual(read)
  })
})
