import { TYPEFACES } from '../../geometry/typefaces'
import type { Parameter } from '../family'
import { choice, length } from '../parameter-kinds'

export const FACES = ['round', 'oval', 'cushion', 'octagon'] as const
export const METALS = [
  'silver-925',
  'gold-9k-yellow',
  'gold-18k-yellow',
  'gold-18k-rose',
  'gold-18k-white',
  'platinum-950',
] as const
export const FINISHES = ['polished', 'satin', 'antiqued'] as const

const hasLetters: Parameter['appliesTo'] = (choices) => choices.letters !== ''

export const parameters: readonly Parameter[] = [
  /** ISO 8653: the size is the inner circumference in millimetres. */
  { ...length('innerCircumference', 'size', [41000, 76000, 500, 56000], 100), presentation: 'circumference' },
  length('shankWidth', 'size', [2200, 8000, 100, 4600], 8),
  length('shankThickness', 'size', [1000, 3000, 50, 2050], 6),
  /** How much narrower the base is than a straight band from the shoulders: 0 straight, 1000 fully drawn in. */
  { kind: 'number', unit: 'permille', key: 'taper', group: 'size', min: 0, max: 1000, step: 50, default: 700, weight: 6 },
  /** How far the inside is crowned from its middle to its rims. */
  length('comfortFit', 'size', [0, 600, 20, 420], 5),
  choice('face', 'face', FACES, 'oval', 70),
  /** Across the finger. */
  length('faceWidth', 'face', [7000, 18000, 100, 11400], 12),
  /** Along the finger. */
  length('faceHeight', 'face', [7000, 20000, 100, 13600], 12, (choices) => choices.face !== 'round'),
  /** Metal between the bore and the face. */
  length('faceThickness', 'face', [1000, 5000, 50, 2300], 6),
  { kind: 'text', key: 'letters', group: 'monogram', maxGraphemes: 3, default: 'AB', personal: true, weight: 100 },
  choice('layout', 'monogram', ['row', 'stacked'], 'row', 30, hasLetters),
  { ...choice('typeface', 'monogram', TYPEFACES, 'garalde', 40, hasLetters), presentation: 'typeface' },
  choice('relief', 'monogram', ['recessed', 'raised'], 'recessed', 50, hasLetters),
  length('letterHeight', 'monogram', [2000, 12000, 100, 4500], 10, hasLetters),
  /** Width added to every stroke of the typeface (half on each side). */
  length('lineWeight', 'monogram', [-100, 500, 10, 80], 4, hasLetters),
  length('engravingDepth', 'monogram', [100, 1000, 10, 450], 4, hasLetters),
  { ...choice('metal', 'metal', METALS, 'gold-18k-yellow', 60), presentation: 'material' },
  choice('finish', 'metal', FINISHES, 'polished', 35),
]

export const groups = ['size', 'face', 'monogram', 'metal'] as const
