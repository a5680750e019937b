import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seedMarket } from '@/db/seed/market'
import { assess } from '@/lib/domain/assess-all'
import { hashOf } from '@/lib/domain/design/canonical'
import { parseDocument } from '@/lib/domain/design/parse'
import type { Finding } from '@/lib/domain/manufacturability/finding'
import { remedies } from '@/lib/domain/manufacturability/remedy'
import { ok, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { makePackage } from '@/lib/files/package'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { formatMeasure, formatPercent, type Locale, localeOf, translator } from '@/lib/words/render'

/** 0 makeable, 2 blocked, 3 unknown or review, 1 bad document or command. */
const EXIT = { makeable: 0, confirm: 3, blocked: 2, bad: 1 } as const
/** A design is a few hundred bytes; more than this is something else. */
const LARGEST = 100_000
/** Candidates tried for remedies: a few seconds on the command line. */
const REMEDY_BUDGET = 24

interface Command {
  path: string
  atelier: string
  out: string | undefined
  locale: Locale
  at: string
  remedies: boolean
}

function commandOf(args: string[]): Result<Command> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        atelier: { type: 'string' },
        out: { type: 'string' },
        locale: { type: 'string', default: 'en' },
        at: { type: 'string' },
        'no-remedies': { type: 'boolean', default: false },
      },
    })
    const [path] = positionals
    const at = values.at ?? new Date().toISOString()
    if (!path || positionals.length > 1 || !values.atelier) return refuse('command.usage')
    if (Number.isNaN(Date.parse(at)) || !/(Z|[+-]\d\d:\d\d)$/.test(at)) return refuse('command.usage')
    const locale = localeOf(values.locale)
    return ok({ path, atelier: values.atelier, out: values.out, locale, at, remedies: !values['no-remedies'] })
  } catch {
    return refuse('command.usage')
  }
}

async function readDocument(path: string): Promise<Result<unknown>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return refuse('command.unreadable', { file: path })
  }
  if (text.length > LARGEST) return refuse('document.invalid')
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return refuse('command.not-json', { file: path })
  }
}

/** What the command says and how it ends. */
export interface Outcome {
  exit: number
  output: unknown
}

function bad(refusal: Refusal, locale: Locale): Outcome {
  const t = translator(locale)
  const words = t(`refusals.${refusal.code}`, refusal.parameters)
  return {
    exit: EXIT.bad,
    output: { error: { code: refusal.code, ...(refusal.path === undefined ? {} : { path: refusal.path }), words } },
  }
}

function wordsOf(finding: Finding, atelier: string, locale: Locale): string {
  const t = translator(locale)
  const show = (value: number | undefined) =>
    value === undefined ? '' : finding.axis ? formatPercent(locale, value) : formatMeasure(locale, value, finding.unit ?? 'count')
  return t(`findings.${finding.rule}.title`, {
    ...finding.parameters,
    atelier,
    measured: show(finding.measured),
    limit: show(finding.limit),
    gap: finding.measured === undefined || finding.limit === undefined ? '' : show(Math.abs(finding.measured - finding.limit)),
    axis: finding.axis ? t(`axes.${finding.axis}`) : '',
    ...(typeof finding.parameters.operation === 'string' ? { operation: t(`operations.${finding.parameters.operation}`) } : {}),
    ...(typeof finding.parameters.material === 'string' ? { material: t(`materials.${finding.parameters.material}`) } : {}),
  })
}

/**
 * `draft <document.json> --atelier <id> --out <folder> [--locale en|fr] [--at <instant>] [--no-remedies]`
 * Verdict as JSON on stdout, package in the folder (none when the atelier cannot make the piece). Needs no server and no database.
 * Exit: 0 makeable, 2 blocked, 3 unknown or review, 1 bad document or command.
 */
export async function draftCommand(args: string[]): Promise<Outcome> {
  const command = commandOf(args)
  if (!command.ok) return bad(command.refusal, 'en')
  const { locale, at, atelier, out } = command.value
  const input = await readDocument(command.value.path)
  if (!input.ok) return bad(input.refusal, locale)
  const parsed = await parseDocument(input.value)
  if (!parsed.ok) return bad(parsed.refusal, locale)
  const { document, family } = parsed.value
  const market = seedMarket(at)
  const profile = market.ateliers.find((one) => one.id === atelier)
  if (!profile) {
    const known = market.ateliers.map((one) => one.id).join(', ')
    return bad({ code: 'command.unknown-atelier', parameters: { atelier: atelier.slice(0, 60), known } }, locale)
  }

  const [kernel, fonts] = await Promise.all([loadKernel(), loadFonts()])
  const environment = { kernel, fonts, family }
  const { draft, measurements, operations, answers } = assess(environment, document, market, 'full')
  const answer = answers.find((one) => one.atelier === atelier)
  if (!answer) throw new Error(`no answer from ${atelier}`)
  const { verdict, plan, quote, refusal } = answer
  const cured =
    verdict.outcome === 'blocked' && command.value.remedies
      ? await remedies({
          family,
          document,
          answers,
          atelier,
          evaluate: (candidate) => assess(environment, candidate, market, 'edit').answers,
          budget: REMEDY_BUDGET,
        })
      : []

  const designHash = hashOf(document)
  let written: Record<string, number> | undefined
  if (out !== undefined && verdict.outcome !== 'blocked') {
    const files = await makePackage({
      draft,
      render: family.shade(draft, kernel),
      measurements,
      verdict,
      ...(plan ? { plan } : {}),
      operations,
      materials: family.materials(document, measurements),
      stages: family.stages(document),
      profile,
      reference: { id: `draft-${designHash.slice(0, 12)}`, url: `urn:sha256:${designHash}`, designHash, issuedAt: at },
      locale,
    })
    await mkdir(out, { recursive: true })
    for (const [name, bytes] of files) await writeFile(join(out, name), bytes)
    written = Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.length]))
  }

  const output = {
    atelier,
    outcome: verdict.outcome,
    words: translator(locale)(`outcome.${verdict.outcome}`, { atelier: profile.city }),
    design: { family: document.family, model: document.model, hash: designHash, geometry: measurements.geometryHash },
    findings: verdict.findings.map((finding) => ({ ...finding, words: wordsOf(finding, profile.city, locale) })),
    facts: Object.fromEntries(
      Object.entries(measurements.facts).map(([key, fact]) => [
        key,
        { value: fact.value, unit: fact.unit, errorBound: fact.errorBound, ...(fact.atLeast ? { atLeast: true } : {}) },
      ]),
    ),
    operations: verdict.operations,
    ...(plan ? { plan } : {}),
    ...(quote ? { quote } : {}),
    ...(refusal ? { refusal } : {}),
    remedies: cured,
    ...(written && out !== undefined ? { package: { folder: out, bytes: written } } : {}),
  }
  return { exit: EXIT[verdict.outcome], output }
}
