import { type CastingPattern, castingPatterns } from './casting-pattern'
import { checksOf } from './checks'
import { engravingDxf, engravingSvg } from './engraving'
import { glb } from './glb'
import { jobOrder } from './job-order'
import { MANIFEST, manifestOf } from './manifest'
import type { PackageInput } from './package-input'
import { nestOnHides, sheetFiles } from './sheet-files'
import { stl } from './stl'
import { threeMf } from './three-mf'
import { travellerPdf } from './traveller-pdf'

const json = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)

/**
 * The files made from the geometry alone; what is cast: `pattern.3mf`, `pattern.stl` (casting pattern for this atelier, mm), `piece.glb` (finished
 * piece), `engraving[-n].svg|dxf` (1:1). What is cut from sheets has `piece.glb` here and its panels in `sheetFiles`.
 */
export async function geometryFiles(
  { draft, render, reference }: Pick<PackageInput, 'draft' | 'render' | 'reference'>,
  patterns: readonly CastingPattern[],
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const name = `${draft.document.family} ${reference.id}`
  const cast = patterns.length > 0
  if (cast)
    files.set(
      'pattern.3mf',
      threeMf(
        patterns.map(({ part, mesh }) => ({ name: part, mesh })),
        {
          Title: `Casting pattern, ${name}`,
          Application: 'Lot One',
          CreationDate: reference.issuedAt.slice(0, 10),
          Description: patterns
            .map(
              ({ part, compensation }) =>
                `${part}: scaled by ${compensation.scale.toFixed(6)} for ${(compensation.shrinkage * 100).toFixed(2)} % shrinkage, finishing allowance ${
                  compensation.allowance === 'offset'
                    ? `${compensation.finishingLoss.toFixed(3)} mm a side included`
                    : 'not included'
                }`,
            )
            .join('; '),
        },
      ),
    )
  if (cast)
    files.set(
      'pattern.stl',
      stl(
        patterns.map(({ mesh }) => mesh),
        `Lot One casting pattern, mm, ${reference.id}`,
      ),
    )
  files.set(
    'piece.glb',
    await glb(
      [{ name: draft.parts[0]?.id ?? 'piece', material: draft.parts[0]?.material ?? '', mesh: render }],
      String(draft.document.choices.finish ?? 'polished'),
    ),
  )
  draft.regions
    .filter((region) => !region.die && region.shape.length > 0)
    .forEach((region, index) => {
      const path = index === 0 ? 'engraving' : `engraving-${index + 1}`
      files.set(`${path}.svg`, engravingSvg(region, `Engraving 1:1, ${reference.id}`))
      files.set(`${path}.dxf`, engravingDxf(region))
    })
  return files
}

/**
 * Everything an atelier needs to make one piece: path → bytes. The same input gives the same bytes. `geometryFiles` and
 * `traveller.pdf`, `job-order.json` (ISA-95), `manifest.json` (sizes and SHA-256 of the others).
 */
export async function makePackage(input: PackageInput): Promise<Map<string, Uint8Array>> {
  const { draft, operations, verdict, profile, measurements, reference } = input
  const patterns = castingPatterns(draft, operations, verdict, profile)
  const checks = checksOf(measurements, operations, verdict, profile)
  const files = await geometryFiles(input, patterns)
  const nested = draft.sheets ? nestOnHides(draft.sheets, profile) : []
  for (const [path, bytes] of sheetFiles(draft, nested, reference.id)) files.set(path, bytes)
  files.set('traveller.pdf', await travellerPdf(input, patterns, checks, nested))
  files.set('job-order.json', json(jobOrder(input, patterns, checks)))
  const { geometryHash } = measurements
  files.set(MANIFEST, json(manifestOf(files, { reference: reference.id, designHash: reference.designHash, geometryHash })))
  return files
}
