import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seededProfiles } from '@/db/seed/seed'
import { rules } from '@/lib/domain/manufacturability/rules'
import { LOCALES, translator } from '@/lib/words/render'

/** Every action that the use cases put on record, as it is written in their source. */
function recordedActions(): string[] {
  const files = readdirSync('lib/server', { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const found = files.flatMap((name) =>
    [
      ...readFileSync(join('lib/server', name), 'utf8').matchAll(
        /\baction[:=]? ?[^,\n]*'([a-z-]+\.[a-z-]+)'(?: : '([a-z-]+\.[a-z-]+)')?/g,
      ),
    ].flatMap(([, first, second]) => [first, second].filter((one): one is string => one !== undefined)),
  )
  return [...new Set(found)]
}

describe.each(LOCALES)('words of the staff, %s', (locale) => {
  const t = translator(locale)

  it('say every action on record, and have its kind among the filters', () => {
    const actions = recordedActions()
    expect(actions.length).toBeGreaterThan(25)
    expect(actions.filter((action) => !t.has(`staff.audit.${action}`))).toEqual([])
    const kinds = [...new Set(actions.map((action) => action.split('.')[0]))].filter((kind) => kind !== 'advisor')
    expect(kinds.filter((kind) => !t.has(`staff.audit-list.kinds.${kind}`))).toEqual([])
  })

  it('name every limit that a rule has or a profile states', () => {
    const stated = seededProfiles().flatMap(({ workCenters }) =>
      workCenters.flatMap(({ processes }) => processes.flatMap(({ limits }) => Object.keys(limits))),
    )
    const codes = [...rules.map(({ code }) => code), ...stated, 'shrinkage', 'finishingLoss', 'tolerance', 'energy']
    expect([...new Set(codes)].filter((code) => !t.has(`limitNames.${code}`))).toEqual([])
  })
})
