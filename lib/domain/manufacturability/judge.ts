import { AXES, type Axis } from '../network/capability'
import type { Operation } from '../network/operation'
import type { AtelierProfile } from '../network/profile'
import { allowances, type ProcessAt, processesFor } from '../network/profile-document'
import type { Finding, OperationVerdict, Severity, Verdict } from './finding'
import { designYield, type FirstPass, GATE_BUILDS, GATE_YIELD, type GateReason, gateOf, stepYield } from './first-pass'
import type { Measurements } from './measurements'
import type { JudgedDesign, Rule, RuleContext } from './rule'
import { ask, type RuleAnswer, rules } from './rules'

/** Demand and capability are shares given to three decimals; less apart than this they are equal. */
export const SAME_SHARE = 1e-6

const RANK: Readonly<Record<Severity, number>> = { blocker: 0, unknown: 1, review: 2, advice: 3 }

const rulesByFamily = new Map<string, readonly Rule[]>()
function rulesOf(family: Operation['family']): readonly Rule[] {
  const known = rulesByFamily.get(family)
  if (known) return known
  const made = rules.filter((rule) => rule.operations.includes(family))
  rulesByFamily.set(family, made)
  return made
}

function gapsOf(operation: Operation, { process }: ProcessAt): Partial<Record<Axis, number>> {
  const gaps: Partial<Record<Axis, number>> = {}
  for (const axis of AXES) {
    const gap = operation.demand[axis] - process.capability[axis].value
    if (gap > SAME_SHARE) gaps[axis] = gap
  }
  return gaps
}

function modeOf(gaps: Partial<Record<Axis, number>>, assistedMargin: number): OperationVerdict['mode'] {
  const worst = Math.max(0, ...Object.values(gaps))
  return worst === 0 ? 'autonomous' : worst <= assistedMargin + SAME_SHARE ? 'assisted' : 'outside'
}

/** What a failed or undecided rule becomes. Advice and reviews need no certainty: an undecided one is given. */
function severityOf(rule: Rule, outcome: RuleAnswer['outcome']): Severity | undefined {
  if (outcome === 'pass') return undefined
  return outcome === 'unknown' && rule.severity === 'blocker' ? 'unknown' : rule.severity
}

interface Candidate {
  offer: ProcessAt
  gaps: Partial<Record<Axis, number>>
  mode: OperationVerdict['mode']
  answers: { rule: Rule; severity: Severity; answer: RuleAnswer }[]
}

function candidateOf(operation: Operation, offer: ProcessAt, context: RuleContext): Candidate {
  const gaps = gapsOf(operation, offer)
  const answers: Candidate['answers'] = []
  for (const rule of rulesOf(operation.family)) {
    const answer = ask(rule, context)
    const severity = answer && severityOf(rule, answer.outcome)
    if (answer && severity) answers.push({ rule, severity, answer })
  }
  return { offer, gaps, mode: modeOf(gaps, context.profile.assistedMargin), answers }
}

const count = (candidate: Candidate, severity: Severity) =>
  candidate.answers.filter((entry) => entry.severity === severity).length

/** Fewest blockers, then questions, then reviews, then without help; equal ones in the profile's order. */
function better(left: Candidate, right: Candidate): boolean {
  const score = (candidate: Candidate) => [
    count(candidate, 'blocker') + (candidate.mode === 'outside' ? 1 : 0),
    count(candidate, 'unknown'),
    count(candidate, 'review'),
    candidate.mode === 'autonomous' ? 0 : 1,
  ]
  const [a, b] = [score(left), score(right)]
  const differing = a.findIndex((value, index) => value !== b[index])
  return differing >= 0 && a[differing]! < b[differing]!
}

function ruleFinding(operation: Operation, { rule, severity, answer }: Candidate['answers'][number]): Finding {
  const { measure } = answer
  return {
    rule: rule.code,
    severity,
    feature: measure.feature,
    operation: operation.id,
    measured: measure.value,
    limit: answer.limit,
    unit: rule.unit,
    errorBound: measure.errorBound,
    at: measure.at,
    parameters: measure.parameters ?? {},
    source: answer.source,
  }
}

function capabilityFinding(operation: Operation, { offer, gaps, mode }: Candidate, axis: Axis, at: Finding['at']): Finding {
  const value = offer.process.capability[axis]
  return {
    rule: mode === 'outside' ? 'capability.outside' : 'capability.assisted',
    severity: mode === 'outside' ? 'blocker' : 'advice',
    feature: operation.feature,
    operation: operation.id,
    axis,
    measured: operation.demand[axis],
    limit: value.value,
    unit: 'ratio',
    at,
    parameters: { operation: operation.family, gap: gaps[axis] ?? 0 },
    source: { kind: 'source', text: `${value.source}, ${value.date}, ${value.sampleSize}` },
  }
}

/** Where a step works: its feature as the measurements have it. A step on the whole piece has no place of its own. */
function placeOf({ feature }: Operation, { facts }: Measurements): Finding['at'] {
  if (feature === 'blank') return []
  return Object.values(facts).find((fact) => fact.feature === feature && fact.at.length > 0)?.at ?? []
}

/** Outside: each axis that is out of reach. Assisted: the widest gap alone, since one person closes them all. */
function capabilityFindings(
  operation: Operation,
  candidate: Candidate,
  assistedMargin: number,
  measurements: Measurements,
): Finding[] {
  const open = AXES.filter((axis) => candidate.gaps[axis] !== undefined)
  const widest = [...open].sort((a, b) => (candidate.gaps[b] ?? 0) - (candidate.gaps[a] ?? 0))
  if (candidate.mode === 'autonomous') return []
  const named =
    candidate.mode === 'outside'
      ? widest.filter((axis) => candidate.gaps[axis]! > assistedMargin + SAME_SHARE)
      : widest.slice(0, 1)
  const at = candidate.mode === 'outside' ? placeOf(operation, measurements) : []
  return named.map((axis) => capabilityFinding(operation, candidate, axis, at))
}

function gateFinding(operation: Operation, { process }: ProcessAt, firstPass: FirstPass, gate: GateReason): Finding {
  const { source, date } = process.capability.r
  const { low, builds, inMaterial } = firstPass
  return {
    rule: gate === 'yield' ? 'capability.gate-yield' : 'capability.gate-builds',
    severity: 'advice',
    feature: operation.feature,
    operation: operation.id,
    axis: 'r',
    measured: gate === 'yield' ? low : builds,
    limit: gate === 'yield' ? GATE_YIELD : GATE_BUILDS,
    unit: gate === 'yield' ? 'ratio' : 'count',
    at: [],
    parameters: { operation: operation.family, builds, inMaterial },
    source: { kind: 'source', text: `${source}, ${date}, ${builds}` },
  }
}

function missingOperation(operation: Operation): Finding {
  return {
    rule: 'operation.missing',
    severity: 'blocker',
    feature: operation.feature,
    operation: operation.id,
    at: [],
    parameters: { operation: operation.family },
    source: { kind: 'source', text: 'The atelier’s profile' },
  }
}

/** Worst first; a rule that two operations ask of one feature is told once, at its worst. */
function ordered(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>()
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.feature} ${finding.axis ?? ''} ${finding.axis ? finding.operation : ''}`
    const present = kept.get(key)
    if (!present || RANK[finding.severity] < RANK[present.severity]) kept.set(key, finding)
  }
  return [...kept.values()].sort((a, b) => RANK[a.severity] - RANK[b.severity])
}

function contextOf(measurements: Measurements, profile: AtelierProfile, design: JudgedDesign) {
  const shared = { measurements, design, profile, ...allowances(profile) }
  return (offer: ProcessAt): RuleContext => ({ ...shared, ...offer })
}

/**
 * A measured piece against one atelier. Pure arithmetic: every limit, shrinkage and finishing loss comes from the profile or the rule
 * table, and each operation is given to the process here that suits it best. `at` is an ISO instant and is only carried along.
 */
export function judge(
  measurements: Measurements,
  operations: readonly Operation[],
  profile: AtelierProfile,
  design: JudgedDesign,
  at: string,
): Verdict {
  const context = contextOf(measurements, profile, design)
  const findings: Finding[] = []
  const verdicts: OperationVerdict[] = []
  const yields: ReturnType<typeof stepYield>[] = []
  for (const operation of operations) {
    let best: Candidate | undefined
    for (const offer of processesFor(profile, operation.family)) {
      const candidate = candidateOf(operation, offer, context(offer))
      if (!best || better(candidate, best)) best = candidate
    }
    if (!best) {
      findings.push(missingOperation(operation))
      continue
    }
    for (const entry of best.answers) findings.push(ruleFinding(operation, entry))
    findings.push(...capabilityFindings(operation, best, profile.assistedMargin, measurements))
    const { offer, mode, gaps } = best
    const step = stepYield(offer.process, design.material)
    yields.push(step)
    const gate = mode === 'outside' ? undefined : gateOf(step)
    const { beta: _, ...firstPass } = step
    verdicts.push({
      operation: operation.id,
      workCenter: offer.workCenter.id,
      process: offer.process.process,
      mode,
      gaps,
      firstPass,
      ...(gate ? { gate } : {}),
    })
    if (gate) findings.push(gateFinding(operation, offer, firstPass, gate))
  }
  const told = ordered(findings)
  const firstPass = designYield(yields)
  const has = (...severities: Severity[]) => told.some(({ severity }) => severities.includes(severity))
  return {
    atelier: profile.id,
    profileVersion: profile.version,
    material: design.material,
    outcome: has('blocker') ? 'blocked' : has('review', 'unknown') ? 'confirm' : 'makeable',
    findings: told,
    operations: verdicts,
    ...(firstPass ? { firstPass } : {}),
    at,
  }
}
