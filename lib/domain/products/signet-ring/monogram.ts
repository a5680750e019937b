import type { CrossSection } from 'manifold-3d'
import type { Choices } from '../../design/document'
import { type Arena, withArena } from '../../geometry/arena'
import type { DraftEnvironment, Kernel } from '../../geometry/kernel'
import type { Frame, Ring } from '../../geometry/mesh'
import { lettered } from '../../geometry/text-layout'
import { graphemesOf } from '../choices-schema'
import type { Region } from '../draft'
import { quarter, wholeOutline } from './face-outline'
import type { Form } from './form'

/** Slope of the walls from the face, degrees: a graver's cut, and the chased walls of a raised ground. */
export const WALL_ANGLE = { recessed: 51, raised: 70 } as const
/** Edge of the face that stays plain, mm: clear of the bevel, or the standing border of a raised ground. */
const PLAIN_EDGE = 0.35
const BORDER_SHARE = 0.075
const BORDER_MINIMUM = 0.7
/** Clear ground between the border and raised letters, mm. */
const GROUND_EDGE = 0.25

export interface Monogram {
  region: Region
  /** What is cut away at the face: the letters, or the ground round them. */
  removed: CrossSection
  /** Inner edge of the border of a raised ground. */
  border?: Ring
}

/** The monogram in the face's plane, x across the finger and y along it; chords within `tolerance` mm of the typeface's curves; sections live as long as the arena. Undefined without letters. */
export function monogramOf(
  { kernel, fonts }: DraftEnvironment,
  arena: Arena,
  form: Form,
  choices: Choices,
  tolerance: number,
): Monogram | undefined {
  const graphemes = graphemesOf(String(choices.letters))
  if (graphemes.length === 0) return undefined
  const relief = choices.relief === 'raised' ? 'raised' : 'recessed'
  const depth = Number(choices.engravingDepth) / 1000
  const laid = lettered(kernel, arena, fonts, {
    graphemes,
    typeface: String(choices.typeface),
    height: Number(choices.letterHeight) / 1000,
    weight: Number(choices.lineWeight) / 1000,
    layout: choices.layout === 'stacked' ? 'stacked' : 'row',
    tolerance,
  })
  const raised = relief === 'raised' ? groundOf(kernel, arena, form) : undefined
  const frame: Frame = { origin: [0, 0, form.faceZ], u: [1, 0, 0], v: [0, 1, 0], n: [0, 0, 1] }
  const region: Region = {
    feature: 'monogram',
    frame,
    shape: laid.shape,
    relief,
    depth,
    wallAngle: WALL_ANGLE[relief],
    field: raised?.field ?? fieldOf(kernel, form),
    glyphs: laid.glyphs,
    missing: laid.missing,
  }
  if (!raised) return { region, removed: laid.whole }
  return { region, removed: arena.keep(raised.clear.subtract(laid.whole)), border: largestRing(raised.clear) }
}

/** Of each form where letters may be cut: its face less the plain edge. */
const fields = new WeakMap<Form, Ring>()

function fieldOf(kernel: Kernel, form: Form): Ring {
  const found =
    fields.get(form) ?? withArena((arena) => largestRing(arena.keep(faceOf(kernel, arena, form).offset(-PLAIN_EDGE, 'Miter', 2))))
  fields.set(form, found)
  return found
}

/** The face inside its standing border, and where raised letters may stand on it. */
function groundOf(kernel: Kernel, arena: Arena, form: Form): { clear: CrossSection; field: Ring } {
  const { halfWidth, halfHeight } = form.outline
  const border = Math.max(BORDER_MINIMUM, BORDER_SHARE * 2 * Math.min(halfWidth, halfHeight))
  const clear = arena.keep(faceOf(kernel, arena, form).offset(-border, 'Miter', 2))
  return { clear, field: largestRing(arena.keep(clear.offset(-GROUND_EDGE, 'Miter', 2))) }
}

function faceOf(kernel: Kernel, arena: Arena, form: Form): CrossSection {
  return arena.keep(new kernel.CrossSection([wholeOutline(quarter(form.outline, 48)).map(([x, y]): [number, number] => [x, y])]))
}

function largestRing(section: CrossSection): Ring {
  const rings = section.toPolygons()
  return rings.reduce<Ring>((best, ring) => (ring.length > best.length ? ring : best), [])
}
