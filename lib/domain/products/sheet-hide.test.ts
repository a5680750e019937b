import { describe, expect, it } from 'vitest'
import { seededProfiles } from '@/db/seed/seed'
import { NEST, nestFile, readNest } from '@/lib/files/nest-file'
import { cutPlanOf, nestOnHides } from '@/lib/files/sheet-files'
import { loadFonts } from '@/lib/server/engraving-fonts'
import { loadKernel } from '@/lib/server/kernel'
import type { RenderMesh } from '../geometry/mesh'
import { catalogue } from './catalogue'
import { RISEN } from './sheet-hide'

const profiles = seededProfiles().filter(({ hides }) => hides)

function boxOf({ positions, surfaceOf, surfaces }: RenderMesh, feature: string) {
  const box = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity, top: -Infinity }
  for (let i = 0; i < surfaceOf.length; i++) {
    if (surfaces[surfaceOf[i]!]?.feature !== feature) continue
    const [x, y, z] = [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!]
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.low = Math.min(box.low, y)
    box.high = Math.max(box.high, y)
    box.top = Math.max(box.top, z)
  }
  return box
}

describe.each(catalogue.filter(({ making }) => making === 'sewn'))('$id while it is cut', (entry) => {
  it('lies on its hides as the package nests it, and each panel leaves in its turn', async () => {
    const [kernel, fonts, family] = await Promise.all([loadKernel(), loadFonts(), entry.load()])
    for (const [index, { id, choices }] of family.presets.entries()) {
      const draft = family.draft({ kernel, fonts }, { family: family.id, model: family.model, choices }, 'edit')
      const panels = draft.sheets!.panels
      // What the page reads is what the package holds.
      const nested = nestOnHides(draft.sheets!, profiles[index % profiles.length]!, 0)
      const hides = readNest(nestFile(cutPlanOf(nested)))!
      expect(new Set(hides.map((hide) => hide.id)).size, 'each hide is cut once').toBe(hides.length)
      expect(hides.flatMap(({ placements }) => placements.map(({ panel }) => panel)).sort()).toEqual(
        panels.map((panel) => panel.id).sort(),
      )
      const mesh = family.shade(draft, kernel, 'cut', hides)
      for (const { placements } of hides) {
        const drawn = placements.map(({ panel }) => boxOf(mesh, panel))
        const [first] = placements
        for (const [i, { panel, box }] of placements.entries()) {
          // One move for the whole hide: distances between panels are the nest's.
          const told = [box[0] - first!.box[0], box[1] - first!.box[1], box[2] - box[0], box[3] - box[1]]
          const seen = [
            drawn[i]!.left - drawn[0]!.left,
            drawn[i]!.low - drawn[0]!.low,
            drawn[i]!.right - drawn[i]!.left,
            drawn[i]!.high - drawn[i]!.low,
          ]
          for (const [k, value] of told.entries()) expect(seen[k]!, `${id} ${panel}`).toBeCloseTo(value, 3)
        }
      }
      // In the order of the work, one after another, all of them within the operation.
      const { from, by, over } = mesh.rise!
      expect(by).toBe(RISEN)
      const starts = panels.map((panel) => from[mesh.surfaceOf.findIndex((s) => mesh.surfaces[s]?.feature === panel.id)]!)
      expect(starts).toEqual([...starts].sort((a, b) => a - b))
      expect(starts[0]).toBeGreaterThan(0)
      expect(starts.at(-1)! + over).toBeLessThanOrEqual(1 + 1e-6)
      expect(from[mesh.surfaceOf.findIndex((s) => mesh.surfaces[s]?.feature === 'hide')]).toBe(-1)
    }
  }, 60_000)

  it('shows no hide that nobody named', async () => {
    const [kernel, fonts, family] = await Promise.all([loadKernel(), loadFonts(), entry.load()])
    const document = { family: family.id, model: family.model, choices: family.presets[0]!.choices }
    const mesh = family.shade(family.draft({ kernel, fonts }, document, 'edit'), kernel, 'cut')
    expect(mesh.surfaces.some(({ feature }) => feature === 'hide')).toBe(false)
    expect(readNest(new TextEncoder().encode('{"format":"else"}')), NEST).toBeUndefined()
  })
})
