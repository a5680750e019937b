import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedMarket } from '@/db/seed/market'
import { assess } from '@/lib/domain/assess-all'
import { catalogue } from '@/lib/domain/products/catalogue'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import { jobOrder } from './job-order'
import { disagreements, type Manifest } from './manifest'
import { makePackage } from './package'
import type { PackageInput } from './package-input'
import { has } from './readers'

const folder = mkdtempSync(join(tmpdir(), 'lot-one-package-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface JobOrder {
  JobOrder: {
    DispatchStatus: string
    OperationsSegment: {
      ID: string
      SequenceNumber: number
      MaterialRequirement?: unknown[]
      TestSpecification: { ID: string }[]
    }[]
    JobOrderParameter: { ID: string; Value: { ValueString: string } }[]
  }
}

describe.each(catalogue)('package of $id', (entry) => {
  let inputs: PackageInput[] = []
  let packages: Map<string, Uint8Array>[] = []
  const text = (index: number, path: string) => new TextDecoder().decode(packages[index]!.get(path))

  beforeAll(async () => {
    const [kernel, fonts, family] = await Promise.all([loadKernel(), loadFonts(), entry.load()])
    const market = seedMarket('2026-11-22T10:00:00+01:00')
    inputs = family.presets.map((preset, index) => {
      const document = { family: family.id, model: family.model, choices: preset.choices }
      const { draft, measurements, operations, answers } = assess({ kernel, fonts, family }, document, market, 'full')
      const profile = market.ateliers[index % market.ateliers.length]!
      const { verdict, plan } = answers.find((one) => one.atelier === profile.id)!
      return {
        draft,
        render: family.shade(draft, kernel),
        measurements,
        verdict,
        ...(plan ? { plan } : {}),
        operations,
        materials: family.materials(document, measurements),
        profile,
        reference: { id: `po_${preset.id}`, url: 'https://example.org/r/abc', designHash: 'f'.repeat(64), issuedAt: market.at },
        locale: index % 2 === 0 ? 'en' : 'fr',
      }
    })
    packages = []
    const began = performance.now()
    for (const input of inputs) packages.push(await makePackage(input))
    console.log(`${entry.id}: ${Math.round((performance.now() - began) / inputs.length)} ms a package`)
  }, 120_000)

  it('is byte-identical when made again', { timeout: 120_000 }, async () => {
    for (const [index, input] of inputs.entries())
      for (const [path, bytes] of await makePackage(input))
        expect(Buffer.compare(bytes, packages[index]!.get(path)!), path).toBe(0)
  })

  it('is what its manifest says, and a changed, missing or added file is noticed', () => {
    for (const [index, files] of packages.entries()) {
      const manifest = JSON.parse(text(index, 'manifest.json')) as Manifest
      expect(disagreements(files, manifest)).toEqual([])
      const changed = new Map(files)
      const [path] = [...files.keys()].filter((name) => name !== 'piece.glb' && name !== 'manifest.json')
      const bytes = Uint8Array.from(files.get(path!)!)
      bytes[100] = bytes[100]! ^ 1
      changed.set(path!, bytes)
      changed.delete('piece.glb')
      changed.set('more.txt', new Uint8Array(1))
      expect(disagreements(changed, manifest).sort()).toEqual(['more.txt', 'piece.glb', path!].sort())
    }
  })

  it('orders the job in ISA-95 words, not allowed to start', () => {
    for (const [index, input] of inputs.entries()) {
      const { JobOrder: order } = JSON.parse(text(index, 'job-order.json')) as JobOrder
      expect(order.DispatchStatus).toBe('NotAllowedToStart')
      expect(order.OperationsSegment.map((segment) => segment.ID)).toEqual(input.operations.map((operation) => operation.id))
      const first = entry.making === 'cast' ? 'cast' : 'cut'
      expect(order.OperationsSegment.find((segment) => segment.ID === first)?.MaterialRequirement).toHaveLength(
        input.materials.length,
      )
      if (entry.making !== 'cast') {
        const asked = order.OperationsSegment.flatMap((segment) => segment.TestSpecification.map((test) => test.ID))
        expect(asked).toEqual(expect.arrayContaining(['pitch', 'edge-distance', 'ease']))
        continue
      }
      expect(order.OperationsSegment.flatMap((segment) => segment.TestSpecification.map((test) => test.ID))).toContain('bore')
      // (bore − 2 × loss) / (1 − shrinkage), by hand from the parameters in the same file.
      const parameter = (id: string) => Number(order.JobOrderParameter.find((one) => one.ID.endsWith(id))?.Value.ValueString)
      const expected = (parameter('/BoreFinished') - 2 * parameter('/FinishingLoss')) / (1 - parameter('/Shrinkage'))
      expect(parameter('/BoreOfPattern')).toBeCloseTo(expected, 3)
    }
  })

  it('asks the atelier what measuring could not settle, and nothing that it did', () => {
    const [input] = inputs
    if (!input) throw new Error('no preset')
    const at = { feature: 'blank', at: [], parameters: {}, source: { kind: 'source' as const, text: 'CAD rules' } }
    const measured = { unit: 'mm' as const, limit: 4, errorBound: 0.03 }
    const findings = [
      { ...at, ...measured, rule: 'section.thickest', severity: 'review' as const, measured: 4.61 },
      { ...at, ...measured, rule: 'wall.minimum', severity: 'unknown' as const, measured: 3.99 },
      { ...at, ...measured, rule: 'wall.knife', severity: 'advice' as const, measured: 5 },
    ]
    const made = JSON.stringify(jobOrder({ ...input, verdict: { ...input.verdict, findings } }, [], []))
    const { JobOrder: order } = JSON.parse(made) as JobOrder
    const asked = order.JobOrderParameter.filter(({ ID }) => ID.startsWith('Review/'))
    expect(asked.map(({ ID, Value }) => [ID, Value.ValueString])).toEqual([
      ['Review/section.thickest/blank', '4.61'],
      ['Review/section.thickest/blank/Limit', '4'],
      ['Review/wall.minimum/blank', '3.99'],
      ['Review/wall.minimum/blank/Limit', '4'],
      ['Review/wall.minimum/blank/ErrorBound', '0.03'],
    ])
  })

  it.skipIf(!has('pdftotext', '-v'))('has a traveller that can be read, with its figures, steps and checks', () => {
    for (const [index, input] of inputs.entries()) {
      const path = join(folder, `${index}.pdf`)
      writeFileSync(path, packages[index]!.get('traveller.pdf')!)
      const read = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(/\u00a0/g, ' ')
      const [fit] = input.draft.fits
      if (fit) expect(read).toContain(`Ø ${fit.nominal.toFixed(2).replace('.', input.locale === 'fr' ? ',' : '.')} mm`)
      for (const seam of input.draft.sheets?.seams ?? []) expect(read).toContain(seam.id)
      expect(read).toContain(input.reference.id)
      expect(read).toContain(input.locale === 'fr' ? 'Opérations' : 'Operations')
      expect(read).toContain(input.locale === 'fr' ? 'Contrôles' : 'Checks')
      // A code without words would show its dotted name.
      expect(read).not.toMatch(/traveller\.|operations\.|processes\.|materials\.|undefined|NaN/)
      expect(execFileSync('pdffonts', [path], { encoding: 'utf8' })).toMatch(/Newsreader[\s\S]*Hanken|Hanken[\s\S]*Newsreader/)
    }
  })

  it.skipIf(!has('xmllint', '--version'))('has a well-formed engraving in millimetres', () => {
    for (const [index, files] of packages.entries()) {
      if (!files.has('engraving.svg')) continue
      const path = join(folder, `${index}.svg`)
      writeFileSync(path, files.get('engraving.svg')!)
      execFileSync('xmllint', ['--noout', path])
      expect(text(index, 'engraving.svg')).toMatch(/width="[\d.]+mm" height="[\d.]+mm"/)
    }
  })
})
