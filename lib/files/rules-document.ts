import { GATE_BUILDS, GATE_MATERIAL_BUILDS, GATE_YIELD } from '@/lib/domain/manufacturability/first-pass'
import type { FactKey } from '@/lib/domain/manufacturability/measurements'
import { factOf } from '@/lib/domain/manufacturability/plain-fact'
import { capabilityRules, rules } from '@/lib/domain/manufacturability/rules'
import type { AtelierProfile, Process } from '@/lib/domain/network/profile'
import type { Family } from '@/lib/domain/products/family'
import { translator } from '@/lib/words/render'

const UNITS = { mm: 'mm', mm2: 'mm²', mm3: 'mm³', g: 'g', count: '', ratio: '', deg: '°' } as const

/** What no rule asks, so that nobody takes silence for a yes. */
const NOT_CHECKED = [
  'Flow, solidification and gas in casting: only the thickest ball stands for porosity; sprues and feeding are the caster’s.',
  'Strength, bending and wear over years: walls and strokes stand for them.',
  'Whether a hand or a tool body finds room beside the cutter: reach is that of a round cutter’s tip, and a line of sight along a tool axis.',
  'Allergies, hallmarking law of the destination, and export rules.',
  'Walls thinner than 0.05 mm are knife edges: their length is told, their strength is not judged. Patches narrower than 0.04 mm are not walls.',
  'Walls between two faces of one engraving are left to the strokes and lands of its outline.',
  'Colour, texture and the look of a finish.',
]

const limitText = (value: number | undefined, unit: keyof typeof UNITS) =>
  value === undefined ? 'where a profile states it' : `${value}${UNITS[unit] ? ` ${UNITS[unit]}` : ''}`

function overrides(code: string, profiles: readonly AtelierProfile[]): string {
  const stated = profiles.flatMap((profile) =>
    profile.workCenters.flatMap((center) =>
      center.processes.flatMap((process: Process) => {
        const limit = process.limits[code]
        return limit ? [`${profile.city}, ${process.process}: ${limit.value} (${limit.source.kind}: ${limit.source.text})`] : []
      }),
    ),
  )
  return stated.length === 0 ? '' : `\n  - Stated by ateliers: ${stated.join('; ')}.`
}

/**
 * docs/manufacturability.md from the rule table, the families and the seeded profiles: every rule with its limit, source, severity and
 * cures, what is assumed and what is not checked. Markdown; the same input gives the same text.
 */
export function rulesDocument(families: readonly Family[], profiles: readonly AtelierProfile[]): string {
  const t = translator('en')
  const assumed = rules.filter(({ source }) => source.kind === 'assumption')
  const facts = new Set<FactKey>(rules.flatMap((rule) => factOf(rule) ?? []))
  const one = (rule: (typeof rules)[number]) => {
    const cures = families.flatMap((family) => {
      const keys = family.cures[rule.code]
      return keys ? [`${family.id}: ${keys.join(', ')}`] : []
    })
    const sign = rule.comparison === 'at-least' ? '≥' : '≤'
    return [
      `- **\`${rule.code}\`** ${t(`findings.${rule.code}.short`)}. ${t(`findings.${rule.code}.why`, { atelier: 'the atelier' })}`,
      `  - Asked of ${rule.operations.join(', ')}; ${rule.severity}; ${sign} ${limitText(rule.limit, rule.unit)}.`,
      `  - ${rule.source.kind === 'assumption' ? '**Assumption**' : 'Source'}: ${rule.source.text}.`,
      ...(cures.length > 0 ? [`  - Cured by ${cures.join('; ')}.`] : []),
    ].join('\n')
  }
  return `# What is checked before a piece is promised

Made from the code by \`npx tsx bin/rules.ts\`; a test fails when it is not current. Facts are measured on the finished piece at the fineness
of the checkout, each with its unit, place and error bound. A rule passes only when the whole interval of its fact does; it fails only when none of it does;
between them it is **unknown**, and a person at the atelier answers before money is captured. The answer is part of the signed acceptance
(\`confirmations\`: rule, feature, reason, who).

## Rules

${rules.map((rule) => one(rule) + overrides(rule.code, profiles)).join('\n')}

## Hands, not shapes

Each operation demands dexterity, generalisation, reliability and tactile vision (d, g, r, t), from what was measured, with a reason for every
axis. Inside what the atelier has shown it runs by itself; within its margin a master stands at its side, with time and price of its own; beyond it the
verdict is a blocker that names the axis and the gap (${capabilityRules.map((code) => `\`${code}\``).join(', ')}).

Reliability is a Beta posterior: the profile's own record, and one observation for each finished operation, right the first time or not, kept by material. A person
measures and signs before the piece goes on where the 5th percentile of a step's first-pass yield is under ${GATE_YIELD}, or where fewer than ${GATE_BUILDS} were made
and fewer than ${GATE_MATERIAL_BUILDS} in the metal at hand. Both numbers are assumptions of the house.

## What a client is offered instead

A blocked design comes with up to three ways on: the changes that cost its intent least (each parameter has a weight a step), alone or several together, and
the same design at another atelier. Each was drafted, measured and judged again as at checkout before it is named. A slider shows the connected
stretch round its value that the atelier can make with all else as it is. Walls under a limit are shaded on the solid and hatched in the drawings, and what the
finest tool leaves of a letter is drawn at true size. \`npm run bench -- remedies 500 60\` pushes designs over a limit and looks for milder changes on a grid.

## Assumptions

${assumed.length} of ${rules.length} default limits are assumptions and not yet measured: ${assumed.map(({ code }) => `\`${code}\``).join(', ')}. An atelier that states its own limit, with its source, replaces the default.

## What is not checked

${NOT_CHECKED.map((line) => `- ${line}`).join('\n')}

## How it is measured

Facts that rules read as they stand: ${[...facts]
    .sort()
    .map((key) => `\`${key}\``)
    .join(', ')}. Walls: docs/walls.md. Known parts, both sides of every limit:
\`npm run bench -- truth\`.
`
}
