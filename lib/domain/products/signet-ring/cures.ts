import type { Family } from '../family'

const BAND = ['shankThickness', 'faceThickness', 'comfortFit']
const LETTERS = ['letterHeight', 'lineWeight', 'typeface', 'layout']

/** What a client can change when a rule stops the ring, most natural first. */
export const cures: Family['cures'] = {
  'range.bore-minimum': ['innerCircumference'],
  'range.bore-maximum': ['innerCircumference'],
  envelope: ['faceHeight', 'faceWidth', 'innerCircumference'],
  'wall.minimum': [...BAND, 'engravingDepth', 'shankWidth', 'taper'],
  'wall.pattern': [...BAND, 'engravingDepth', 'shankWidth', 'taper'],
  'section.thickest': ['faceThickness', 'faceWidth', 'faceHeight'],
  'weight.maximum': ['faceThickness', 'shankThickness', 'faceWidth', 'metal'],
  'metal.in-stock': ['metal'],
  'metal.stock-grams': ['metal', 'faceThickness', 'shankThickness'],
  'engraving.missing-glyphs': ['typeface'],
  'engraving.stroke': ['lineWeight', 'letterHeight', 'typeface'],
  'engraving.land': ['letterHeight', 'lineWeight', 'typeface', 'layout'],
  'engraving.depth-minimum': ['engravingDepth', 'lineWeight'],
  'engraving.depth-maximum': ['engravingDepth'],
  'engraving.depth-to-width': ['engravingDepth', 'lineWeight', 'typeface'],
  'engraving.field-margin': ['letterHeight', 'faceWidth', 'faceHeight', 'layout', 'typeface'],
  'engraving.letter-height': ['letterHeight'],
  'relief.stroke': ['lineWeight', 'letterHeight', 'typeface', 'relief'],
  'relief.land': [...LETTERS, 'relief'],
  'relief.depth-minimum': ['engravingDepth'],
  'relief.depth-maximum': ['engravingDepth', 'relief'],
  'operation.missing': ['finish', 'relief'],
  'capability.outside': ['lineWeight', 'letterHeight', 'engravingDepth', 'relief', 'typeface', 'finish', 'face', 'metal'],
}
