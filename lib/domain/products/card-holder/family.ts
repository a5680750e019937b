import { choicesSchema } from '../choices-schema'
import type { Family } from '../family'
import { cures } from './cures'
import { draftHolder } from './draft'
import { materials } from './materials'
import { operations } from './operations'
import { groups, parameters } from './parameters'
import { presets } from './presets'
import { shade } from './shade'
import { stages } from './stages'

export const family: Family = {
  id: 'card-holder',
  model: 'card-holder@1',
  groups,
  parameters,
  schema: choicesSchema(parameters),
  presets,
  cures,
  draft: draftHolder,
  shade,
  operations,
  materials,
  stages,
}
