import type { Choices } from '../../design/document'
import type { Preset } from '../family'
import { parameters } from './parameters'

const usual: Choices = Object.fromEntries(parameters.map(({ key, default: value }) => [key, value]))

export const presets: readonly Preset[] = [
  /** Four pockets, smooth calf the colour of cognac, sand thread, two initials in gold. */
  { id: 'cognac-calf', choices: { ...usual, markX: 0, markY: -20000, markSize: 10000, lineWeight: 0 } },
  /** Pebbled goat, ink outside and oxblood inside, six pockets, one blind letter; many layers, so thin ones. */
  {
    id: 'ink-goat',
    choices: {
      ...usual,
      pockets: 6,
      halfHeight: 78000,
      halfWidth: 97500,
      reveal: 9000,
      outline: 'house',
      cornerRadius: 12000,
      outerLeather: 'goat-pebbled',
      outerColour: 'ink',
      outerThickness: 1000,
      pocketLeather: 'goat-pebbled',
      pocketColour: 'oxblood',
      pocketThickness: 600,
      skiveTo: 400,
      threadColour: 'oxblood',
      edgeColour: 'ink',
      letters: 'M',
      typeface: 'roman',
      markSize: 14000,
      lineWeight: 200,
      technique: 'blind',
    },
  },
  /** Vegetable-tanned, square corners, two pockets, nothing but leather and a thick thread. */
  {
    id: 'natural-veg',
    choices: {
      ...usual,
      pockets: 2,
      halfHeight: 66000,
      outline: 'rectangle',
      notchWidth: 24000,
      notchDepth: 8000,
      outerLeather: 'veg-tan',
      outerColour: 'sand',
      outerThickness: 1600,
      pocketLeather: 'veg-tan',
      pocketColour: 'sand',
      pocketThickness: 1000,
      skiveTo: 700,
      halfWidth: 98500,
      pitch: 3850,
      stitchMargin: 4000,
      threadWeight: 800,
      threadColour: 'cognac',
      edgeColour: 'cognac',
      mark: 'none',
    },
  },
  /** Turned edges and a script letter: a hand that folds thin calf over a round corner. */
  {
    id: 'navy-turned',
    choices: {
      ...usual,
      pockets: 4,
      cornerRadius: 10000,
      outerColour: 'navy',
      outerThickness: 900,
      pocketColour: 'navy',
      pocketThickness: 600,
      skiveTo: 400,
      pitch: 2700,
      threadWeight: 450,
      threadColour: 'navy',
      edge: 'turned',
      letters: 'S',
      typeface: 'script',
      markSize: 12000,
      lineWeight: 220,
      technique: 'foil-silver',
      markX: 24000,
      markY: -16000,
    },
  },
]
