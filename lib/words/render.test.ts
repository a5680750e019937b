import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seededProfiles } from '@/db/seed/seed'
import { parameters } from '@/lib/domain/products/signet-ring/parameters'
import { catalogues, type Messages } from './catalogues'
import { centerName } from './centers'
import { formatDate, formatLength, formatMoney, formatPercent, formatRange, localeOf, translator } from './render'

function flat(messages: Messages, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    const at = path ? `${path}.${key}` : key
    if (typeof value === 'string') found.set(at, value)
    else for (const [inner, text] of flat(value, at)) found.set(inner, text)
  }
  return found
}

/** Argument names of an ICU message with their kind, e.g. `days:plural`; nested messages included. */
function argumentsOf(text: string): string[] {
  const names = [...text.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+))?/g)]
    .filter((match) => /[,}]/.test(text.slice(match.index + match[0].length).trimStart()[0] ?? ''))
    .map((match) => `${match[1]}:${match[2] ?? 'text'}`)
  return [...new Set(names)].sort()
}

const en = flat(catalogues.en)
const fr = flat(catalogues.fr)

describe('the two languages', () => {
  it('have the same codes', () => {
    expect([...fr.keys()].sort()).toEqual([...en.keys()].sort())
  })

  it('ask for the same arguments', () => {
    for (const [code, text] of en) expect([code, ...argumentsOf(fr.get(code) ?? '')]).toEqual([code, ...argumentsOf(text)])
  })

  it('speak calmly and cannot break the message syntax', () => {
    for (const [code, text] of [...en, ...fr]) {
      expect(text.trim(), code).toBe(text)
      expect(text, code).not.toMatch(/!|'|\.\.\./)
      expect(text.length, code).toBeGreaterThan(0)
    }
  })

  it('render every message', () => {
    for (const locale of ['en', 'fr'] as const) {
      const t = translator(locale)
      for (const [code, text] of flat(catalogues[locale])) {
        const values = Object.fromEntries(
          argumentsOf(text).map((argument) => {
            const [name = '', kind] = argument.split(':')
            return [name, kind === 'plural' ? 2 : 'x']
          }),
        )
        const rendered = t(code, values)
        expect(rendered, code).not.toBe(code)
        expect(rendered, code).not.toMatch(/[{}]/)
      }
    }
  })

  it('have words under every beginning that a page puts a name to, and at every code that it says whole', () => {
    const asked = ['app', 'components'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
        .flatMap((file) =>
          [...readFileSync(join(room, file), 'utf8').matchAll(/\bt\((?:'([^']+)'|`([a-z][\w.-]*\.)\$\{[^}]+\}`)/g)].map(
            ([, whole, beginning]) => ({ file, whole, beginning }),
          ),
        ),
    )
    expect(asked.length).toBeGreaterThan(300)
    const missing = asked.filter(({ whole, beginning = '' }) =>
      whole ? !en.has(whole) : ![...en.keys()].some((code) => code.startsWith(beginning)),
    )
    expect(missing).toEqual([])
  })

  it('name every parameter, group and option of the ring', () => {
    for (const parameter of parameters) {
      expect(en.has(`parameters.${parameter.key}`)).toBe(true)
      expect(en.has(`groups.${parameter.group}`)).toBe(true)
      if (parameter.kind !== 'choice') continue
      for (const option of parameter.options) expect(en.has(`options.${parameter.key}.${option}`), option).toBe(true)
    }
  })

  it('name every work center of the house’s ateliers, in English as its profile does', () => {
    for (const { workCenters } of seededProfiles())
      for (const center of workCenters) {
        expect(centerName(translator('en'), center)).toBe(center.name)
        expect(translator('fr').has(`workCenters.${center.id}`), center.id).toBe(true)
      }
    expect(centerName(translator('fr'), { id: 'paris-cutting', name: 'Cutting table' })).toBe('Table de coupe')
    // What an atelier adds is called as the atelier calls it.
    expect(centerName(translator('fr'), { id: 'lyon-loom', name: 'Loom' })).toBe('Loom')
  })

  it('answer in the language asked for', () => {
    expect(localeOf('fr-CA,fr;q=0.9,en;q=0.8')).toBe('fr')
    expect(localeOf('de, en;q=0.5, fr;q=0.7')).toBe('fr')
    expect(localeOf('ja')).toBe('en')
    expect(localeOf('fr;q=0')).toBe('en')
    expect(localeOf(undefined)).toBe('en')
    expect(translator('en')('no.such.code')).toBe('no.such.code')
  })
})

describe('numbers and dates', () => {
  it('show money as the client writes it', () => {
    expect(formatMoney('en', { amount: 251400, currency: 'EUR' })).toBe('€2,514.00')
    expect(formatMoney('en', { amount: 431200, currency: 'JPY' })).toBe('¥431,200')
    expect(formatMoney('fr', { amount: 251400, currency: 'EUR' })).toBe('2\u202f514,00\u00a0€')
  })

  it('put thin spaces before units', () => {
    expect(formatLength('en', 0.28)).toBe('0.28\u202fmm')
    expect(formatLength('fr', 0.28)).toBe('0,28\u202fmm')
    expect(formatPercent('en', 0.8)).toBe('80\u202f%')
    expect(formatRange('en', [11.2, 13.9], 'kWh')).toBe('11–14\u202fkWh')
  })

  it('say the date of the place where it was promised', () => {
    // 2026-12-17 was looked up in a calendar: a Thursday. 23:30 in Tokyo is still the 17th there, the 17th at 14:30 in Paris.
    expect(formatDate('en', '2026-12-17T23:30:00+09:00')).toBe('Thursday 17 December')
    expect(formatDate('fr', '2026-12-17T23:30:00+09:00')).toBe('jeudi 17 décembre')
    expect(formatDate('en', '2026-12-17T23:30:00-09:00', 'short', 'Europe/Paris')).toBe('Fri 18 Dec')
    expect(formatDate('en', '2026-12-01T17:30:00+01:00', 'moment')).toBe('Tue 1 Dec, 17:30')
    expect(formatDate('fr', '2027-01-01T10:00:00+01:00', 'dated')).toBe('vendredi 1er janvier 2027')
  })
})
