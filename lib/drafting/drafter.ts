import type { Market } from '@/lib/domain/assess'
import { answer as judgeAll } from '@/lib/domain/assess-all'
import type { DesignDocument } from '@/lib/domain/design/document'
import { fromFragment, toFragment } from '@/lib/domain/design/fragment'
import { parseFor } from '@/lib/domain/design/parse'
import type { DraftEnvironment } from '@/lib/domain/geometry/kernel'
import { measure } from '@/lib/domain/manufacturability/measure'
import { loadFamily } from '@/lib/domain/products/catalogue'
import type { Draft } from '@/lib/domain/products/draft'
import type { Family } from '@/lib/domain/products/family'
import { findBands } from './bands'
import type { Judged, Reply, Request } from './protocol'
import { remaindersAt } from './remainder'
import { findRemedies } from './remedies'

export interface Drafting {
  environment: Promise<DraftEnvironment>
  post(reply: Reply): void
  /** Resolves in a later task, so that messages which came meanwhile are heard first. */
  breathe(): Promise<void>
  /** Resolves after a rest that tells a pause from a drag; anything asked meanwhile ends the wait. */
  rest(): Promise<void>
  /** Milliseconds, for measuring only. */
  now(): number
}

type Ask<K extends Request['kind']> = Extract<Request, { kind: K }>

/**
 * The drafting worker without a worker: hears requests, answers through `post`. One thing at a time: the newest edit first, then views,
 * then the same edit as finely as the checkout measures it, then what was wished for in idle time; each idle step lets go as soon as
 * something newer was asked.
 */
export function makeDrafter(drafting: Drafting): (request: Request) => void {
  let opened: Ask<'open'> | undefined
  let family: Family | undefined
  let market: Market | undefined
  let edit: Ask<'edit'> | undefined
  let views: Ask<'view'>[] = []
  let wish: Ask<'wish'> | undefined
  let peek: Ask<'peek'> | undefined
  let again = false
  let last: { id: number; document: DesignDocument; draft: Draft; judged: Judged; exact?: Judged } | undefined
  let running = false
  let wake = () => {}

  const newer = () => opened !== undefined || edit !== undefined || again
  const urgent = () => newer() || views.length > 0 || peek !== undefined
  /** The last edit still has only its fast answer. */
  const inexact = () => last !== undefined && last.exact === undefined

  async function open(request: Ask<'open'>): Promise<void> {
    family = await loadFamily(request.family)
    market = request.market
    if (!family) return drafting.post({ kind: 'failed', what: 'draft', detail: 'document.unknown-family' })
    const parsed = request.fragment ? fromFragment(family, request.fragment) : undefined
    if (!parsed) drafting.post({ kind: 'opened', document: request.fallback })
    else if (parsed.ok) drafting.post({ kind: 'opened', document: parsed.value })
    else drafting.post({ kind: 'opened', document: request.fallback, refusal: parsed.refusal })
  }

  async function answer({ id, document, look, hides }: Ask<'edit'>, environment: DraftEnvironment): Promise<void> {
    if (!family || !market) return
    const chosen = family
    const inapplicable = chosen.parameters.filter((p) => p.appliesTo && !p.appliesTo(document.choices)).map((p) => p.key)
    const parsed = parseFor(chosen, { ...document })
    if (!parsed.ok) {
      last = undefined
      return drafting.post({ kind: 'refused', id, refusal: parsed.refusal, inapplicable })
    }
    const started = drafting.now()
    const draft = chosen.draft(environment, parsed.value.document, 'edit')
    const mesh = chosen.shade(draft, environment.kernel, look, hides)
    const meshTook = drafting.now() - started
    drafting.post({ kind: 'preview', id, mesh, inapplicable, fragment: toFragment(chosen, parsed.value.document) })
    await drafting.breathe()
    if (edit || opened) return
    const judged = judgedOf(chosen, id, draft, environment, (verdict) => ({ mesh: meshTook, verdict: verdict - started }))
    last = { id, document: parsed.value.document, draft, judged }
    drafting.post({ kind: 'judged', judged })
  }

  function judgedOf(
    chosen: Family,
    id: number,
    draft: Draft,
    environment: DraftEnvironment,
    took: (now: number) => Judged['took'],
  ): Judged {
    const measurements = measure(draft, environment.kernel)
    const { facts, missing, walls, geometryHash, fineness } = measurements
    const { answers, operations } = market
      ? judgeAll(chosen, draft.document, measurements, market)
      : { answers: [], operations: chosen.operations(draft.document, measurements) }
    return { id, fineness, facts, missing, walls, geometryHash, operations, answers, took: took(drafting.now()) }
  }

  /** The last edit again, as the checkout will measure it, so that what is shown is what is asked for. */
  async function refine(environment: DraftEnvironment): Promise<void> {
    await Promise.race([drafting.rest(), new Promise<void>((resolve) => (wake = resolve))])
    if (urgent() || !last || !family) return
    const { id, document, judged } = last
    const draft = family.draft(environment, document, 'full')
    await drafting.breathe()
    if (newer()) return
    const exact = judgedOf(family, id, draft, environment, () => judged.took)
    last = { ...last, exact }
    drafting.post({ kind: 'judged', judged: exact })
  }

  /** Ateliers, prices or the destination changed: the geometry stands, only the answers are new. */
  async function judgeAgain(environment: DraftEnvironment): Promise<void> {
    if (last) await answer({ kind: 'edit', id: last.id, document: last.document }, environment)
  }

  /** What of a wish is still open when something else came first; undefined when all is told. */
  async function idle(request: Ask<'wish'>, environment: DraftEnvironment): Promise<Ask<'wish'> | undefined> {
    if (!last || !family || !market) return undefined
    const { id, document } = last
    const study = { family, document, market, environment, stop: () => urgent() || wish !== undefined, breathe: drafting.breathe }
    if (request.atelier !== undefined) {
      const found = remaindersAt(study, last.draft, last.exact ?? last.judged, request.atelier)
      drafting.post({ kind: 'remainder', id, atelier: request.atelier, remainders: found })
    }
    if (request.remedies !== undefined) {
      const remedies = await findRemedies(study, last.judged.answers, (last.exact ?? last.judged).answers, request.remedies)
      if (!remedies) return request
      drafting.post({ kind: 'remedies', id, atelier: request.remedies, remedies })
    }
    for (const [index, parameter] of request.bands.entries()) {
      const whole = await findBands(study, parameter, request.atelier, (bands, exact) =>
        drafting.post({ kind: 'band', id, parameter, bands, exact }),
      )
      const { remedies: _, ...others } = request
      if (!whole) return { ...others, bands: request.bands.slice(index) }
    }
    return undefined
  }

  function show({ peek: number, document }: Ask<'peek'>, environment: DraftEnvironment): void {
    const parsed = family && parseFor(family, { ...document })
    if (!family || !parsed?.ok) return
    const mesh = family.shade(family.draft(environment, parsed.value.document, 'edit'), environment.kernel)
    drafting.post({ kind: 'peeked', peek: number, mesh })
  }

  async function drawView(environment: DraftEnvironment): Promise<void> {
    // Only who asks for a drawing loads what draws.
    const { view } = await import('@/lib/domain/drawing/views')
    const request = views.shift()
    const aside = request?.aside && family && parseFor(family, { ...request.aside })
    const draft = aside?.ok ? family?.draft(environment, aside.value.document, 'edit') : last?.draft
    if (!request || !last || !draft || (request.aside && !aside?.ok)) return
    const { direction, title, thinnerThan: limit } = request
    const { decimal, unit } = request.figure
    const figure = (mm: number) => `${mm.toFixed(1).replace('.', decimal)}${unit}`
    const thin = limit === undefined ? {} : { thin: { walls: (last.exact ?? last.judged).walls, limit } }
    const svg = view(draft, direction, { title, figure, tones: true, pixelsPerMillimetre: 18, ...thin })
    const hatched = limit === undefined ? {} : { thinnerThan: limit }
    const of = request.aside ? { aside: request.aside } : {}
    drafting.post({ kind: 'view', id: last.id, direction, svg, ...hatched, ...of })
  }

  async function next(environment: DraftEnvironment): Promise<boolean> {
    if (opened) {
      const request = opened
      opened = undefined
      await open(request)
    } else if (edit) {
      const request = edit
      edit = undefined
      await answer(request, environment)
    } else if (again) {
      again = false
      await judgeAgain(environment)
    } else if (views.length > 0) {
      await drawView(environment)
    } else if (peek) {
      const request = peek
      peek = undefined
      show(request, environment)
    } else if (inexact()) {
      await refine(environment)
    } else if (wish) {
      const request = wish
      wish = undefined
      const open = await idle(request, environment)
      // A drawing or a peek only interrupts.
      if (open && !newer()) wish ??= open
    } else return false
    return true
  }

  async function run(): Promise<void> {
    if (running) return
    running = true
    const environment = await drafting.environment.catch((error: unknown) => {
      drafting.post({ kind: 'failed', what: 'kernel', detail: String(error) })
      return undefined
    })
    try {
      while (environment && (await next(environment))) await drafting.breathe()
    } catch (error) {
      last = undefined
      drafting.post({ kind: 'failed', what: 'draft', detail: String(error) })
    } finally {
      running = false
    }
    if (environment && (urgent() || inexact() || wish)) void run()
  }

  return (request) => {
    switch (request.kind) {
      case 'open':
        opened = request
        break
      case 'market':
        market = request.market
        again = true
        break
      case 'edit':
        edit = request
        wish = undefined
        break
      case 'view':
        views = [...views.filter((other) => other.direction !== request.direction || !other.aside !== !request.aside), request]
        break
      case 'peek':
        peek = request
        break
      case 'wish':
        wish = request
        break
    }
    if (request.kind !== 'wish') wake()
    void run()
  }
}
