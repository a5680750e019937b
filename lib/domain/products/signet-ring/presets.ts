import type { Choices } from '../../design/document'
import type { Preset } from '../family'
import { parameters } from './parameters'

const usual: Choices = Object.fromEntries(parameters.map(({ key, default: value }) => [key, value]))

export const presets: readonly Preset[] = [
  /** Two serif capitals cut into a high oval of 18 carat yellow gold. */
  { id: 'oval-gold', choices: usual },
  /** A single capital standing on a darkened ground. */
  {
    id: 'cushion-silver',
    choices: {
      ...usual,
      face: 'cushion',
      faceWidth: 12600,
      faceHeight: 12600,
      faceThickness: 2600,
      letters: 'M',
      typeface: 'roman',
      relief: 'raised',
      letterHeight: 5600,
      lineWeight: 180,
      engravingDepth: 450,
      metal: 'silver-925',
      finish: 'antiqued',
    },
  },
  /** One flourished letter whose hairlines ask for a fine graver. */
  {
    id: 'round-rose',
    choices: {
      ...usual,
      innerCircumference: 52000,
      shankWidth: 3200,
      face: 'round',
      faceWidth: 11800,
      faceHeight: 11800,
      faceThickness: 2200,
      letters: 'S',
      typeface: 'script',
      letterHeight: 5200,
      lineWeight: 130,
      engravingDepth: 220,
      metal: 'gold-18k-rose',
    },
  },
  /** Facets and a hard metal. */
  {
    id: 'octagon-platinum',
    choices: {
      ...usual,
      innerCircumference: 60000,
      shankWidth: 5000,
      face: 'octagon',
      faceWidth: 12400,
      faceHeight: 13400,
      faceThickness: 2000,
      letters: 'HE',
      typeface: 'roman',
      letterHeight: 4200,
      lineWeight: 130,
      engravingDepth: 350,
      metal: 'platinum-950',
      finish: 'satin',
    },
  },
]
